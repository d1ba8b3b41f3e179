"""The forms of a pupil and of a parent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.admin.generic import AnyChoiceField
from schools.admin.number_fields import CERTIFICATE, SNILS, NumberField, NumbersForm
from schools.identifiers import names
from schools.models import Parent, School, SchoolClass, Student

EARLIEST_BIRTH = date(1900, 1, 1)
EARLIEST_LEAVING = date(1990, 1, 1)


class ClassChoice(AnyChoiceField):
    """Classes with their year, for a school keeps the old ones."""

    def label_from_instance(self, obj: SchoolClass) -> str:
        return f"{obj}, {obj.year}"


class PersonForm(NumbersForm):
    """Names must be names, dates must be of people alive; the school is the page's."""

    school: School | None = None

    new_snils = NumberField(number=SNILS)
    remove_snils = forms.BooleanField(label=_("удалить СНИЛС"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.school is not None:
            self.instance.school = self.school

    def clean_surname(self) -> str:
        return self._name("surname", gettext("Впишите фамилию буквами, как в документе."))

    def clean_given_name(self) -> str:
        return self._name("given_name", gettext("Впишите имя буквами, как в документе."))

    def clean_patronymic(self) -> str:
        value: str = self.cleaned_data["patronymic"]
        return value if names.is_absent(value) else self._name("patronymic", gettext("Впишите отчество буквами."))

    def _name(self, field: str, message: str) -> str:
        value: str = self.cleaned_data[field]
        if not names.normalise(value):
            raise forms.ValidationError(message, code="letters")
        return value

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and not EARLIEST_BIRTH <= born <= localdate():
            raise forms.ValidationError(gettext("Проверьте год: такой даты рождения быть не может."), code="absurd")
        return born

    def clean_left_on(self) -> date | None:
        left: date | None = self.cleaned_data["left_on"]
        if left is not None and not EARLIEST_LEAVING <= left <= localdate():
            raise forms.ValidationError(
                gettext("Впишите день, когда человек выбыл: сегодня или раньше."), code="absurd"
            )
        return left


class ParentForm(PersonForm):
    class Meta:
        model = Parent
        fields = ("surname", "given_name", "patronymic", "birth_date", "gender", "left_on")


class StudentForm(PersonForm):
    numbers = (SNILS, CERTIFICATE)

    new_certificate = NumberField(number=CERTIFICATE)
    remove_certificate = forms.BooleanField(label=_("удалить свидетельство"), required=False)

    class Meta:
        model = Student
        fields = ("surname", "given_name", "patronymic", "birth_date", "gender", "school_class", "left_on")
        field_classes = {"school_class": ClassChoice}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = self.fields.get("school_class")
        if isinstance(classes, forms.ModelChoiceField) and classes.queryset is not None:
            classes.queryset = classes.queryset.filter(school=self.instance.school_id).select_related("year")
