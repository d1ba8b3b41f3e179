"""What people type into the cabinet's forms: read field by field, or complained about in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dnevnik.stand.changes import PASSPORT
from dnevnik.stand.entries import is_iso_date, read_snils
from dnevnik.stand.persona import OWN_ACCOUNT_FROM, age
from dnevnik.stand.texts import is_plain_text

NAME_LENGTH, PAPER_LENGTH = 100, 64
PASSPORT_DIGITS = re.compile(r"([0-9]{4})([0-9]{6})")
RUSSIAN, FOREIGN = "russian", "foreign"
EMPTY = "Заполните это поле."


class Wrong(Exception):
    """A value that cannot be taken; the message is for whoever typed it."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form; `choices` are (value, words) of its buttons, `complaint` stands beside it."""

    name: str
    label: str
    read: Callable[[str], str]
    hint: str = ""
    kind: str = "text"
    required: bool = False
    choices: Sequence[tuple[str, str]] = ()
    value: str = ""
    complaint: str = ""

    def filled(self, text: str) -> "Field":
        """The field with what was typed into it and, where it is wrong, why."""
        text = " ".join(text.split())
        if not text:
            return replace(self, value="", complaint=EMPTY if self.required else "")
        try:
            return replace(self, value=self.read(text))
        except Wrong as wrong:
            return replace(self, value=text, complaint=str(wrong))

    def complained(self, complaint: str) -> "Field":
        """The same field with a complaint of somebody who knows more than the form."""
        return replace(self, complaint=complaint)


def fill(fields: Sequence[Field], typed: Mapping[str, str]) -> tuple[Field, ...]:
    """Every field with what `typed` has for it."""
    return tuple(field.filled(typed.get(field.name, "")) for field in fields)


def showing(fields: Sequence[Field], values: Mapping[str, str]) -> tuple[Field, ...]:
    """Every field with a value known before, and no complaints."""
    return tuple(replace(field, value=values.get(field.name, field.value)) for field in fields)


def are_good(fields: Sequence[Field]) -> bool:
    return not any(field.complaint for field in fields)


def values_of(fields: Sequence[Field]) -> dict[str, str]:
    return {field.name: field.value for field in fields}


def _name(text: str) -> str:
    if not is_plain_text(text, limit=NAME_LENGTH):
        raise Wrong("Слишком длинно: не больше 100 знаков.")
    return text


def _paper(text: str) -> str:
    if not is_plain_text(text, limit=PAPER_LENGTH):
        raise Wrong("Слишком длинно: не больше 64 знаков.")
    return text


def _snils(text: str) -> str:
    snils = read_snils(text)
    if snils is None:
        raise Wrong("В СНИЛС 11 цифр, например 000-000-001 01.")
    return snils


def _passport(text: str) -> str:
    found = PASSPORT_DIGITS.fullmatch(re.sub(r"[\s№-]", "", text))
    if found is None:
        raise Wrong("В паспорте 4 цифры серии и 6 цифр номера, например 0000 000001.")
    return f"{found[1]} {found[2]}"


def _one_of(*known: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise Wrong("Выберите один из вариантов.")
        return text

    return read


def _birthdate(on: date) -> Callable[[str], str]:
    def read(text: str) -> str:
        years = age(text, on=on) if is_iso_date(text) else None
        if years is None or years < 0:
            raise Wrong("Укажите дату рождения, которая уже наступила.")
        if years >= OWN_ACCOUNT_FROM:
            raise Wrong(
                "С 14 лет ребёнок регистрируется сам, с паспортом. "
                "Его учётную запись можно привязать в разделе «Семья и дети»."
            )
        return text

    return read


SURNAME = Field(name="family_name", label="Фамилия", read=_name, required=True)
GIVEN_NAME = Field(name="given_name", label="Имя", read=_name, required=True)
PATRONYMIC = Field(name="middle_name", label="Отчество", read=_name, hint="Если есть.")
SNILS = Field(name="snils", label="СНИЛС", read=_snils, hint="Только учебный: начинается с 000 или 001-000.")
CERTIFICATE = Field(
    name="birth_certificate", label="Свидетельство о рождении", read=_paper, hint="Например, V-ЯЯ № 500000."
)
OWN_DATA = (
    SURNAME,
    GIVEN_NAME,
    PATRONYMIC,
    SNILS,
    Field(name=PASSPORT, label="Паспорт РФ", read=_passport, hint="Только учебный, например 0000 000001."),
    CERTIFICATE,
)


def child_fields(*, on: date) -> tuple[Field, ...]:
    """The form of «Семья и дети» for a child under 14 (checklist, AG-01); `on` is today."""
    origins = ((RUSSIAN, "Российское"), (FOREIGN, "Выдано за границей"))
    genders = (("female", "Девочка"), ("male", "Мальчик"))
    return (
        SURNAME,
        GIVEN_NAME,
        PATRONYMIC,
        Field(name="birthdate", label="Дата рождения", read=_birthdate(on), kind="date", required=True),
        Field(
            name="gender", label="Пол", read=_one_of("female", "male"), kind="choice", required=True, choices=genders
        ),
        replace(SNILS, hint="Если есть. Только учебный: начинается с 000 или 001-000."),
        Field(
            name="origin",
            label="Свидетельство о рождении",
            read=_one_of(RUSSIAN, FOREIGN),
            kind="choice",
            choices=origins,
            required=True,
            value=RUSSIAN,
        ),
        replace(CERTIFICATE, label="Серия и номер свидетельства", required=True),
    )
