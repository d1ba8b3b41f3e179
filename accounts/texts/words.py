"""Fields and kinds of difference, as people call them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.matching.verdict import Field, Kind


def field_name(field: Field | str) -> str:
    """A field as people call it, in the nominative."""
    return {
        Field.SURNAME: _("фамилия"),
        Field.GIVEN_NAME: _("имя"),
        Field.PATRONYMIC: _("отчество"),
        Field.BIRTH_DATE: _("дата рождения"),
        Field.GENDER: _("пол"),
        Field.SNILS: _("СНИЛС"),
        Field.CERTIFICATE: _("свидетельство о рождении"),
    }[Field(field)]


def kind_name(kind: Kind | str) -> str:
    """A kind of difference, as it stands in brackets after the field's name."""
    return {
        Kind.CASE: _("большие и маленькие буквы"),
        Kind.YO: _("ё / е"),
        Kind.HYPHEN_OR_SPACE: _("дефис или пробел"),
        Kind.LATIN_LOOKALIKE: _("латинская буква вместо русской"),
        Kind.PATRONYMIC_ABSENT: _("указано только с одной стороны"),
        Kind.TYPO: _("похоже на опечатку"),
        Kind.DIFFERENT: _("записано по-другому"),
        Kind.VALUE: _("другое значение"),
        Kind.ABSENT: _("в школе не записан"),
        Kind.TWO_RECORDS: _("две записи одного человека"),
        Kind.MISPLACED: _("номер в чужой записи"),
    }[Kind(kind)]


def difference_line(field: Field | str, kinds: Sequence[Kind | str]) -> str:
    """«отчество (ё / е)»."""
    return f"{field_name(field)} ({', '.join(map(kind_name, kinds))})" if kinds else field_name(field)
