"""SNILS and certificate on a form: never shown whole, typed anew or left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.admin.generic import AnyForm, Phrase
from schools.identifiers import birth_certificate, snils
from schools.identifiers.errors import InvalidIdentifier
from schools.models import Student
from schools.models.sealed import index_of

LONGEST = 120


@dataclass(frozen=True)
class Number:
    """One of the numbers a record may hold, and what the form says about it."""

    field: str
    label: Phrase
    example: Phrase
    parse: Callable[[str], object]
    taken: Phrase

    @property
    def typed(self) -> str:
        return f"new_{self.field}"

    @property
    def removed(self) -> str:
        return f"remove_{self.field}"


SNILS = Number(
    "snils",
    _("СНИЛС"),
    _("11 цифр, например 123-456-789 00."),
    snils.parse,
    _("Этот СНИЛС в вашей школе уже записан"),
)
CERTIFICATE = Number(
    "certificate",
    _("Свидетельство о рождении"),
    _("Серия и номер, например IV-АБ 123456."),
    birth_certificate.parse,
    _("Это свидетельство в вашей школе уже записано"),
)


class NumberField(forms.CharField):
    """Takes a number as people write it and gives it in canonical form; says in Russian what is wrong with it."""

    def __init__(self, *, number: Number) -> None:
        widget = forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"})
        super().__init__(label=number.label, required=False, max_length=LONGEST, widget=widget)
        self.parse = number.parse

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return str(self.parse(text))
        except InvalidIdentifier as error:
            raise forms.ValidationError(error.message, code=error.code) from None


class NumbersForm(AnyForm):
    """Carries the numbers of a record beside its plain columns; `numbers` says which."""

    numbers: tuple[Number, ...] = (SNILS,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in self.numbers:
            if number.typed in self.fields:
                self.fields[number.typed].help_text = self._help(number)

    def _help(self, number: Number) -> Phrase:
        if self.instance._state.adding:
            return number.example
        masked = getattr(self.instance, f"{number.field}_masked")()
        if not masked:
            return gettext("Сейчас не записано. %(example)s") % {"example": number.example}
        return format_html(
            '{now} <strong class="masked">{masked}</strong> '
            '<button type="submit" class="show-number" form="show-{field}">{show}</button> {leave}',
            now=gettext("Сейчас:"),
            masked=masked,
            field=number.field,
            show=gettext("Показать"),
            leave=gettext("Оставьте пустым, чтобы не менять."),
        )

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        for number in self.numbers:
            if self.cleaned_data.get(number.typed) and self.cleaned_data.get(number.removed):
                self.add_error(number.removed, gettext("Либо впишите новый номер, либо отметьте удаление."))
            elif (value := self._outcome(number)) and self.cleaned_data.get("left_on") is None:
                self._check_free(number, value)
        return self.cleaned_data

    def _outcome(self, number: Number) -> str | None:
        """The number that the record would hold after saving."""
        if self.cleaned_data.get(number.removed):
            return None
        held: str | None = getattr(self.instance, number.field)
        return self.cleaned_data.get(number.typed) or held

    def _check_free(self, number: Number, value: str) -> None:
        """The database would refuse the same number twice among the school's present people; say who has it."""
        same = {f"{number.field}_index": index_of(value, purpose=number.field), "left_on": None}
        rows = type(self.instance).for_system(by="uniqueness of a number").exclude(pk=self.instance.pk)
        other = rows.filter(school=self.instance.school_id, **same).first()
        if other is not None and number.typed in self.fields:
            told = {"taken": number.taken, "person": _described(other)}
            self.add_error(number.typed, gettext("%(taken)s: %(person)s. Проверьте, чей он.") % told)

    def changed_columns(self) -> list[str]:
        """The columns that saving will change, numbers under their own names."""
        plain = [name for name in self.changed_data if name not in self._number_fields()]
        changed = [n.field for n in self.numbers if self._outcome(n) != getattr(self.instance, n.field)]
        return [*plain, *changed]

    def _number_fields(self) -> set[str]:
        return {name for number in self.numbers for name in (number.typed, number.removed)}

    def put_numbers(self) -> None:
        """Write the numbers into the row, which seals them when it is saved."""
        for number in self.numbers:
            setattr(self.instance, number.field, self._outcome(number))


def _described(record: Any) -> str:
    if isinstance(record, Student) and record.school_class is not None:
        return f"{record.full_name()}, {record.school_class}"
    return str(record.full_name())
