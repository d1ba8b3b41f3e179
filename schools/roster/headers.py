"""Where the header of a roster is, and which column holds what of whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schools.roster.errors import RosterRefused
from schools.roster.table import Cell, Line, Table, as_text
from schools.roster.titles import Field, Role, Title, understand

LINES_SEARCHED = 40
LEAST_COLUMNS = 2
MAX_PARENTS = 4
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Owner:
    """Whose column it is; parents whose relation the title does not say are told apart by number."""

    role: Role
    number: int = 0


@dataclass(frozen=True)
class Column:
    """A column that is understood: its place, counted from 0, and its title for the messages."""

    index: int
    title: str


Columns = dict[tuple[Owner, Field], Column]

STUDENT = Owner(Role.STUDENT)
_NAMES = (Field.FULL_NAME, Field.SURNAME)
_OF_WHOM = {
    Role.MOTHER: "матери",
    Role.FATHER: "отца",
    Role.GUARDIAN: "опекуна",
    Role.PARENT: "родителя",
}
_NUMBERED = (Role.PARENT, Role.GUARDIAN)
_OF_STUDENTS_ALONE = {
    Field.CLASS, Field.GRADE, Field.LETTER,
    Field.CERTIFICATE, Field.CERTIFICATE_SERIES, Field.CERTIFICATE_NUMBER,
}  # fmt: skip


@dataclass(frozen=True)
class Header:
    """The columns by owner and field, the titles left alone, and how many lines stand above the first pupil."""

    columns: Columns
    ignored: tuple[str, ...]
    height: int

    def title(self, owner: Owner, *fields: Field) -> str:
        """Return the title of the first of the fields that has a column, for a message."""
        return next((self.columns[owner, field].title for field in fields if (owner, field) in self.columns), "")

    def cell(self, line: Line, owner: Owner, field: Field) -> Cell:
        """Return the cell of the line, or None where the roster has no such column."""
        column = self.columns.get((owner, field))
        return line.cell(column.index) if column else None

    def parents(self) -> tuple[Owner, ...]:
        """Return the parents that a row may name, in the order of their columns."""
        return tuple(dict.fromkeys(owner for owner, _ in self.columns if owner != STUDENT))


@dataclass(frozen=True)
class _Titles:
    """One line, or two lines put together, read as titles; `height` lines of the table end with them."""

    texts: tuple[str, ...]
    height: int

    def understood(self) -> list[Title | None]:
        return [understand(text) for text in self.texts]

    def score(self) -> int:
        """Return how many columns are understood; nothing where nobody is named."""
        titles = [title for title in self.understood() if title]
        return len(titles) if any(title.field in _NAMES for title in titles) else 0


def looks_like_roster(table: Table) -> bool:
    """Tell whether any of the first lines reads like the header of a roster."""
    return _best_titles(table) is not None


def find_header(table: Table) -> Header:
    """Return the header of the roster, of one line or of two.

    Raises RosterRefused when there is none, a compulsory column is missing, one occurs twice, or a title leaves
    open whose number or date the column holds.
    """
    titles = _best_titles(table)
    if titles is None:
        raise RosterRefused(
            "Не нашли строку с названиями столбцов. Обязательны столбцы «ФИО» (или «Фамилия» и «Имя») и «Класс»."
        )
    columns: Columns = {}
    owner = STUDENT
    for index, title in enumerate(titles.understood()):
        if title:
            owner = _place(title, Column(index, titles.texts[index][:LONGEST_SHOWN]), columns, last=owner)
    _check_compulsory(columns)
    unknown = [text for text, title in zip(titles.texts, titles.understood(), strict=True) if text and not title]
    return Header(columns, tuple(text[:LONGEST_SHOWN] for text in unknown), _below_column_numbers(table, titles.height))


def repeats_header(header: Header, line: Line) -> bool:
    """Tell whether the line is the header once more, as printed on the next page of a long list."""
    name = next(column for field in _NAMES if (column := header.columns.get((STUDENT, field))))
    return as_text(line.cell(name.index)).casefold() == name.title.casefold()


def _best_titles(table: Table) -> _Titles | None:
    best = max(_candidates(table.lines[: LINES_SEARCHED + 1]), key=_Titles.score, default=None)
    return best if best and best.score() >= LEAST_COLUMNS else None


def _candidates(lines: Sequence[Line]) -> Iterator[_Titles]:
    rows = [tuple(map(as_text, line.cells)) for line in lines]
    for index, upper in enumerate(rows[:LINES_SEARCHED]):
        yield _Titles(upper, index + 1)
        if index + 1 < len(rows) and _may_be_subtitles(upper, rows[index + 1]):
            yield _Titles(_together(upper, rows[index + 1]), index + 2)


def _may_be_subtitles(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Under the title of a name stands a subtitle or nothing; a pupil's own name there begins the list."""
    for above, below in zip(upper, lower, strict=False):
        title = understand(above)
        if below and title and title.field in _NAMES and not understand(below):
            return False
    return any(understand(below) for below in lower)


def _together(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Put «Мать» over «ФИО», «СНИЛС» together; a merged cell is filled only at its left end."""
    width = max(len(upper), len(lower))
    texts, group = [], ""
    for above, below in zip(_padded(upper, width), _padded(lower, width), strict=True):
        if above:
            group = above if below else ""
        texts.append(f"{group} {below}".strip() if below else above)
    return tuple(texts)


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def _place(title: Title, column: Column, columns: Columns, *, last: Owner) -> Owner:
    """Enter the column under its owner and return the owner, whom the next title may leave unsaid."""
    owner = _owner(title, column, columns, last=last)
    if (owner, title.field) in columns:
        message = f"Столбец «{column.title}» встречается дважды. Оставьте один или уточните, чей он."
        raise RosterRefused(message)
    columns[owner, title.field] = column
    return owner


def _owner(title: Title, column: Column, columns: Columns, *, last: Owner) -> Owner:
    if title.role in _NUMBERED:
        return _first_free(title.role, title, columns)
    if title.role:
        return Owner(title.role)
    if title.field is Field.RELATION:
        return _first_free(Role.PARENT, title, columns) if last == STUDENT else last
    taken = {owner for owner, field in columns if field is title.field}
    if title.field in _OF_STUDENTS_ALONE or last == STUDENT or last in taken:
        return STUDENT
    if STUDENT in taken:
        return last
    message = (
        f"Непонятно, чей столбец «{column.title}»: ученика или родителя. Назовите его полностью, "
        f"например «{column.title} ученика» или «{column.title} матери»."
    )
    raise RosterRefused(message)


def _first_free(role: Role, title: Title, columns: Columns) -> Owner:
    numbers = range(title.number, title.number + MAX_PARENTS)
    return next((owner for n in numbers if ((owner := Owner(role, n)), title.field) not in columns), Owner(role))


def _check_compulsory(columns: Columns) -> None:
    missing = _missing_names(columns, STUDENT, "ученика")
    if not columns.keys() & {(STUDENT, Field.CLASS), (STUDENT, Field.GRADE)}:
        missing.append("Класс")
    for owner in {owner for owner, _ in columns} - {STUDENT}:
        missing += _missing_names(columns, owner, _OF_WHOM[owner.role])
    if missing:
        names = ", ".join(f"«{name}»" for name in sorted(missing))
        message = f"Не хватает столбцов: {names}. Добавьте их в файл и загрузите его ещё раз."
        raise RosterRefused(message)


def _missing_names(columns: Columns, owner: Owner, of_whom: str) -> list[str]:
    if (owner, Field.FULL_NAME) in columns:
        return []
    parts = {Field.SURNAME: "Фамилия", Field.GIVEN_NAME: "Имя"}
    absent = [f"{name} {of_whom}" for field, name in parts.items() if (owner, field) not in columns]
    return [f"ФИО {of_whom}"] if len(absent) == len(parts) else absent


def _below_column_numbers(table: Table, height: int) -> int:
    """Step over the line «1, 2, 3…» that printed forms have under the header."""
    following = table.lines[height : height + 1]
    texts = [as_text(cell) for line in following for cell in line.cells if cell is not None]
    return height + 1 if len(texts) > LEAST_COLUMNS and texts == [str(n + 1) for n in range(len(texts))] else height
