"""What an adult may or may not do about a child, as words and as boxes to tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from schools.models import ParentChildLink, Restriction
from schools.relations import EVERYTHING, LINK_COLUMNS, RESTRICTION_COLUMNS, Scope


class ScopesField(forms.TypedMultipleChoiceField):
    """A box for each scope on offer, under the words of the model's column; gives a frozenset."""

    def __init__(self, *, words: Mapping[Scope, str], on_offer: Collection[Scope], **kwargs: Any) -> None:
        choices = [(scope.value, capfirst(words[scope])) for scope in Scope if scope in on_offer]
        super().__init__(choices=choices, coerce=Scope, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> frozenset[Scope]:
        return frozenset(super().clean(value))


def words_of_links() -> dict[Scope, str]:
    """«видит дневник» and so on."""
    return _names(ParentChildLink, LINK_COLUMNS)


def words_of_restrictions() -> dict[Scope, str]:
    """«не видит дневник» and so on."""
    return _names(Restriction, RESTRICTION_COLUMNS)


def scopes_told(scopes: Collection[Scope]) -> str:
    """What a link allows, in a few words."""
    if scopes == EVERYTHING:
        return gettext("всё")
    return _in_words(scopes, words_of_links()) or gettext("ничего")


def barred_told(row: Restriction) -> str:
    """What a restriction takes away, in a few words."""
    barred = [scope for scope, column in RESTRICTION_COLUMNS.items() if getattr(row, column)]
    return _in_words(barred, words_of_restrictions())


def _names(model: type[models.Model], columns: Mapping[Scope, str]) -> dict[Scope, str]:
    names = {field.name: str(field.verbose_name) for field in model._meta.fields}
    return {scope: names[column] for scope, column in columns.items()}


def _in_words(scopes: Collection[Scope], words: Mapping[Scope, str]) -> str:
    return ", ".join(words[scope] for scope in Scope if scope in scopes)
