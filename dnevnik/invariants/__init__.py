"""What must hold at any moment, as SQL: each query returns the rows that break it, none when all is well (I03–I20).

A file is named by its invariant; where SQLite and PostgreSQL must be asked in different words, there is one for each.
It begins with a comment that says what it proves, and returns the kind of the offending row and its id, nothing else:
the answer may be pasted into a letter. Moments are parameters, so that a test may ask about any. I01, I02 and I17 are
about imports kept row by row and about destruction acts, which do not exist yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import connection

FOLDER = Path(__file__).parent
AGO = {
    "ten_minutes_ago": timedelta(minutes=10),
    "quarter_of_an_hour_ago": timedelta(minutes=15),
    "day_ago": timedelta(days=1),
    "two_days_ago": timedelta(days=2),
}


@dataclass(frozen=True, order=True)
class Offence:
    """A row that breaks an invariant: a table or a kind of deed, and the row's id as hexadecimal or decimal digits."""

    what: str
    id: str


@dataclass(frozen=True)
class Invariant:
    """One query that should return nothing."""

    code: str
    proves: str
    sql: str

    def offences(self, *, at: datetime) -> list[Offence]:
        """The rows that break it at that moment, each once."""
        moments = {name: connection.ops.adapt_datetimefield_value(at - ago) for name, ago in AGO.items()}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, moments)
            return sorted({Offence(what, row_id.replace("-", "")) for what, row_id in cursor.fetchall()})


def invariants() -> list[Invariant]:
    """All of them in the words of the database in use, in the order of their codes."""
    return _of_vendor(connection.vendor)


@cache
def _of_vendor(vendor: str) -> list[Invariant]:
    files = [path for path in FOLDER.glob("*.sql") if path.name.count(".") == 1 or f".{vendor}." in path.name]
    return [_read(path) for path in sorted(files)]


def _read(path: Path) -> Invariant:
    sql = path.read_text()
    opening = [line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--")]
    code, _, proves = " ".join(opening).partition(": ")
    return Invariant(code, proves, sql)
