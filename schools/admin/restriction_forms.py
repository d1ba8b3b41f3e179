"""The form of a new restriction: whom, by what act, until when, what it takes away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions.restrictions import Unrecorded
from schools.admin.generic import AnyChoiceField
from schools.admin.number_fields import SNILS, NumberField
from schools.admin.scope_fields import ScopesField, words_of_restrictions
from schools.identifiers import names
from schools.labels import to_tell_apart
from schools.models import Parent, Restriction, Student
from schools.relations import EVERYTHING

EARLIEST_ACT = date(1990, 1, 1)
NAME = ("surname", "given_name", "patronymic")
NAME_LENGTH, NUMBER_LENGTH, ISSUER_LENGTH = 100, 60, 200


class AdultChoice(AnyChoiceField):
    def label_from_instance(self, obj: Parent) -> str:
        return to_tell_apart(obj)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"placeholder": _("ДД.ММ.ГГГГ"), "autocomplete": "off", "size": 12})
        super().__init__(widget=widget, **kwargs)


class RestrictionForm(forms.Form):
    """`on` is the school's today."""

    adult = AdultChoice(
        label=_("Кого ограничивает"),
        queryset=Parent.for_system(by="form of a restriction").none(),
        required=False,
        empty_label=_("Взрослого нет в этом списке – впишу имя ниже"),
    )
    surname = forms.CharField(label=_("Фамилия"), max_length=NAME_LENGTH, required=False)
    given_name = forms.CharField(label=_("Имя"), max_length=NAME_LENGTH, required=False)
    patronymic = forms.CharField(label=_("Отчество"), max_length=NAME_LENGTH, required=False)
    snils = NumberField(number=SNILS)
    act = forms.ChoiceField(label=_("Основание"), choices=Restriction.Act.choices, widget=forms.RadioSelect)
    act_number = forms.CharField(label=_("Номер акта"), max_length=NUMBER_LENGTH)
    act_date = DayField(label=_("Дата акта"))
    act_issuer = forms.CharField(
        label=_("Кто вынес"), max_length=ISSUER_LENGTH, help_text=_("Суд или орган опеки, как в документе.")
    )
    valid_from = DayField(label=_("Действует с"))
    valid_to = DayField(label=_("По"), required=False, help_text=_("Последний день, включительно."))
    permanent = forms.BooleanField(label=_("Бессрочно"), required=False)

    def __init__(self, *args: Any, student: Student, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["bars"] = ScopesField(
            label=gettext("Что запрещено"),
            words=words_of_restrictions(),
            on_offer=EVERYTHING,
            initial=list(EVERYTHING),
            error_messages={"required": gettext("Отметьте, что именно запрещает акт.")},
        )
        linked = Parent.for_system(by="form of a restriction").filter(links__student=student).distinct()
        adult = self.fields["adult"]
        if isinstance(adult, forms.ModelChoiceField):
            adult.queryset = linked
        self.fields["snils"].help_text = gettext("Если он указан в акте: по нему взрослого узнают надёжнее.")
        for name in (*NAME, "act_number", "act_issuer"):
            self.fields[name].widget.attrs |= {"class": "vTextField", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_adult()
        self._check_days()
        return cleaned

    def _check_adult(self) -> None:
        typed = [name for name in (*NAME, "snils") if self.cleaned_data.get(name)]
        if self.cleaned_data.get("adult"):
            if typed:
                self.add_error("adult", gettext("Либо выберите взрослого из списка, либо впишите имя."))
            return
        for name in NAME[:2]:
            if name not in self.errors and not names.normalise(self.cleaned_data.get(name) or ""):
                self.add_error(name, gettext("Впишите буквами, как в документе."))

    def _check_days(self) -> None:
        day, begins = self.cleaned_data.get("act_date"), self.cleaned_data.get("valid_from")
        ends, permanent = self.cleaned_data.get("valid_to"), self.cleaned_data.get("permanent")
        if day and not EARLIEST_ACT <= day <= self.on:
            self.add_error("act_date", gettext("Проверьте год: акт вынесен сегодня или раньше."))
        if begins and begins < EARLIEST_ACT:
            self.add_error("valid_from", gettext("Проверьте год."))
        if bool(ends) == bool(permanent) and "valid_to" not in self.errors:
            self.add_error("valid_to", gettext("Впишите последний день или отметьте «Бессрочно»."))
        elif begins and ends and ends < begins:
            self.add_error("valid_to", gettext("Последний день не раньше первого."))

    def deed(self) -> dict[str, Any]:
        """What the action is told."""
        told = self.cleaned_data
        named = {name: told[name] for name in NAME}
        parent = told["adult"] or Unrecorded(**named, snils=told["snils"] or None)
        columns = ("act", "act_number", "act_date", "act_issuer", "valid_from", "valid_to", "bars")
        return {"parent": parent, **{column: told[column] for column in columns}}
