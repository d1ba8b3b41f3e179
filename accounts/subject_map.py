"""Reading a gateway's list of old and new subjects: plain Python. It holds subjects and nothing of any person."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST = 255
"""What the columns of subjects hold."""

MOST_BYTES = 256 * 2**20
HEADING = ("old_subject", "new_subject")
DELIMITERS = ",;\t"


class Fault(StrEnum):
    """Why a line is not used."""

    MALFORMED = "malformed"
    DOUBLED_OLD = "doubled_old"
    DOUBLED_NEW = "doubled_new"


@dataclass(frozen=True)
class SubjectMap:
    """`pairs`: new subject by old; `lines`: where each old one stands; `faults`: lines left out, by their reason."""

    pairs: Mapping[str, str]
    lines: Mapping[str, int]
    faults: Mapping[Fault, tuple[int, ...]] = field(default_factory=dict)


def read(lines: Iterable[str]) -> SubjectMap:
    """Two subjects in a line, by comma, semicolon or tab; the heading `old_subject,new_subject` may stand first.

    A subject that stands twice, on either side, is used nowhere: nobody can say which line is right.
    """
    rows = list(_rows(lines))
    sound = [(number, cells[0], cells[1]) for number, cells in rows if _is_sound(cells)]
    olds, news = Counter(old for _, old, _ in sound), Counter(new for _, _, new in sound)
    faults = {
        Fault.MALFORMED: tuple(number for number, cells in rows if not _is_sound(cells)),
        Fault.DOUBLED_OLD: tuple(number for number, old, _ in sound if olds[old] > 1),
        Fault.DOUBLED_NEW: tuple(number for number, old, new in sound if olds[old] == 1 and news[new] > 1),
    }
    used = [(number, old, new) for number, old, new in sound if olds[old] == news[new] == 1]
    return SubjectMap(
        pairs={old: new for _, old, new in used},
        lines={old: number for number, old, _ in used},
        faults={fault: numbers for fault, numbers in faults.items() if numbers},
    )


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of every line that is neither empty nor the heading."""
    for number, line in enumerate(lines, 1):
        text = line.strip("\r\n\ufeff")
        cells = _cells(text)
        if text.strip() and not (number == 1 and tuple(cells) == HEADING):
            yield number, cells


def _cells(text: str) -> list[str]:
    """The cells of one line; [] for one that is no CSV, a quotation mark left open among them."""
    delimiter = next((mark for mark in DELIMITERS if mark in text), ",")
    try:
        parsed = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [cell.strip() for cell in parsed[0]] if parsed else []


def _is_sound(cells: list[str]) -> bool:
    return len(cells) == 2 and all(map(_is_subject, cells))


def _is_subject(cell: str) -> bool:
    """As a sign-in takes it (OpenID Connect Core 2). A name or a SNILS in its place, by letters or a space, is none."""
    return 0 < len(cell) <= LONGEST and cell.isascii() and cell.isprintable() and " " not in cell
