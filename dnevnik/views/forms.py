"""What a refused person may write: words about a child, an address, a code. Never a name or a number of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts import phone_numbers
from accounts.actions.proposals import NamedChild
from accounts.models import ContactPoint
from accounts.texts.requests import RELATIONS, WORDS
from schools.identifiers.names import normalise
from schools.models import SchoolClass

LONGEST_NAME = 100
NAME_PARTS = ("surname", "given_name", "patronymic")
MUST_BE_NAMED = NAME_PARTS[:2]
ANOTHER = "another"
SPACES = re.compile(r"\s+")
CODE = re.compile(r"[0-9]{6}")


class ClassForm(forms.Form):
    """The class of the school year, or «не знаю»."""

    school_class = forms.ChoiceField(label=WORDS["school_class"], required=False)

    def __init__(self, *args: Any, classes: list[SchoolClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._classes = {str(row.pk): row for row in classes}
        classes_told = ((key, str(row)) for key, row in self._classes.items())
        offer(self, "school_class", [("", WORDS["class_unknown"]), *classes_told])

    @property
    def status(self) -> int:
        """The status under which the page with this form is shown."""
        return 200

    @property
    def chosen_class(self) -> SchoolClass | None:
        return self._classes.get(self.cleaned_data["school_class"])


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Fill a declared field of choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared so
    field.choices = choices


def check_name(text: str) -> None:
    """Raises ValidationError for what has no letters, or has digits."""
    if not normalise(text) or any(character.isdigit() for character in text):
        raise ValidationError(str(WORDS["not_a_name"]))


class ChildForm(ClassForm):
    """One of the state's list of the parent's children, or a child in the parent's own words.

    `listed` is that list; without one nothing is offered. What was chosen is looked up in that list alone, by a key
    that stays the same from one sign-in to the next.
    """

    listed = forms.ChoiceField(
        label=WORDS["listed"],
        required=False,
        widget=forms.RadioSelect,
        help_text=WORDS["listed_how"],
        error_messages={"invalid_choice": WORDS["not_listed"]},
    )
    child_surname = forms.CharField(label=WORDS["child_surname"], max_length=LONGEST_NAME, validators=[check_name])
    child_given_name = forms.CharField(
        label=WORDS["child_given_name"], max_length=LONGEST_NAME, validators=[check_name]
    )
    child_patronymic = forms.CharField(
        label=WORDS["child_patronymic"], max_length=LONGEST_NAME, required=False, help_text=WORDS["if_any"]
    )
    relation = forms.ChoiceField(label=WORDS["relation"], choices=[("", WORDS["choose"]), *RELATIONS.items()])
    field_order = ["listed", "child_surname", "child_given_name", "child_patronymic", "school_class", "relation"]

    def __init__(
        self, *args: Any, classes: list[SchoolClass], listed: Sequence[NamedChild] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, classes=classes, **kwargs)
        self._listed = {child.key: child for child in listed}
        if not self._listed:
            del self.fields["listed"]
            return
        names = ((key, child.full_name) for key, child in self._listed.items())
        offer(self, "listed", [*names, (ANOTHER, WORDS["another_child"])])
        for part in MUST_BE_NAMED:
            self.fields[f"child_{part}"].required = False

    @property
    def status(self) -> int:
        """404 for a child who is not in one's list, whoever that is, as for any page that is not one's own."""
        return 404 if self.has_error("listed", code="invalid_choice") else 200

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self._chosen is not None:  # what was typed beside is not read
            for part in NAME_PARTS:
                self.errors.pop(f"child_{part}", None)
        elif "listed" in cleaned:
            self._require_one(is_chosen=bool(cleaned["listed"]))
        return cleaned

    def _require_one(self, *, is_chosen: bool) -> None:
        if not is_chosen and not any(self.data.get(f"child_{part}") for part in NAME_PARTS):
            self.add_error("listed", str(WORDS["choose_child"]))
            return
        for part in MUST_BE_NAMED:
            self._require(f"child_{part}")

    def _require(self, name: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, str(self.fields[name].error_messages["required"]))

    @property
    def child(self) -> NamedChild:
        if self._chosen is not None:
            return self._chosen
        said = {part: SPACES.sub(" ", self.cleaned_data[f"child_{part}"]) for part in NAME_PARTS}
        return NamedChild(**said)

    @property
    def _chosen(self) -> NamedChild | None:
        return self._listed.get(self.cleaned_data.get("listed", ""))


class AddressForm(forms.Form):
    """An address of e-mail, or a mobile number where the portal can send messages to telephones."""

    address = forms.CharField(label=WORDS["email"], max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sends_to_phones():
            self.fields["address"].label = str(WORDS["email_or_phone"])
        else:
            self.fields["address"].widget = forms.EmailInput(attrs={"maxlength": 254})

    def clean_address(self) -> str:
        """The address in its final spelling; sets `channel`."""
        typed: str = self.cleaned_data["address"]
        if "@" in typed or not sends_to_phones():
            self.channel = ContactPoint.Channel.EMAIL
            validate_email_in_words(typed)
            return typed
        self.channel = ContactPoint.Channel.PHONE
        try:
            return phone_numbers.parse(typed)
        except phone_numbers.NotAPhone:
            raise ValidationError(str(WORDS["not_an_address"])) from None


class CodeForm(forms.Form):
    """Six digits, however they were grouped."""

    code = forms.CharField(
        label=WORDS["code"],
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = SPACES.sub("", self.cleaned_data["code"])
        if not CODE.fullmatch(digits):
            raise ValidationError(str(WORDS["not_a_code"]))
        return digits


def sends_to_phones() -> bool:
    return bool(settings.SMS_GATEWAY)


def validate_email_in_words(text: str) -> None:
    """Raises ValidationError with a warmer word than Django's."""
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(str(WORDS["not_an_email"])) from None
