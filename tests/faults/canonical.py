"""The whole domain as sorted text: where the same happened, the text is the same, byte for byte (security.md 4).

`dump(run(x)) == dump(run(run(x)))`, and `dump(run with faults) == dump(run without)`: the strongest test there is.
Every row of schools, accounts and consents is a line. It says nothing of ids, times, case numbers and the worker's own
rows, which differ from run to run: rows are called by what tells them apart in life (NAMED_BY), wherever an id stands,
also within a text; of a moment the line only says that there is one. Sealed values are told open: people are invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

APPS = ("schools", "accounts", "consents")
OF_THE_WORKER = frozenset(
    {
        "accounts.reconciliationrun", "accounts.shard", "accounts.usedstate",
        "schools.auditseal", "schools.recordchange",
    }
)  # fmt: skip
UNTOLD = {
    "accounts.contactcode": {"digest", "secret"},
    "accounts.mismatchcase": {"number"},
    "accounts.notice": {"attempts", "error"},
    "accounts.user": {"password"},
    "schools.auditevent": {"sealed_in"},
}
NAMED_BY = {
    "accounts.contactpoint": ("identity", "channel", "address"),
    "accounts.correctionrequest": ("identity", "school", "kind", "role"),
    "accounts.externalidentity": ("issuer", "subject"),
    "accounts.identitymigration": ("from_issuer", "to_issuer", "way", "region", "state"),
    "accounts.linkproposal": ("identity", "school", "child_key"),
    "accounts.listedchild": ("verified", "surname", "given_name", "patronymic", "birth_date", "snils_index"),
    "accounts.mismatchcase": ("identity", "school", "role", "kind"),
    "accounts.recordclaim": ("identity", "role", "student", "parent"),
    "accounts.user": ("kind", "email", "username"),
    "accounts.verifiedidentity": ("identity",),
    "consents.consentdecision": ("giver", "identity", "student", "purpose", "decision"),
    "consents.consentrequest": ("giver", "student", "purpose"),
    "consents.consenttext": ("purpose", "subject", "version"),
    "consents.purpose": ("code",),
    "schools.academicyear": ("starts_on",),
    "schools.municipality": ("region", "name"),
    "schools.parent": ("school", "surname", "given_name", "patronymic", "birth_date", "snils_index"),
    "schools.parentchildlink": ("parent", "student", "relation", "valid_from"),
    "schools.pendinglink": ("parent", "student", "relation", "state"),
    "schools.region": ("code",),
    "schools.restriction": ("student", "parent", "act", "act_number", "act_date"),
    "schools.school": ("code",),
    "schools.schoolclass": ("school", "year", "grade", "letter"),
    "schools.staffmembership": ("school", "user", "since"),
    "schools.student": ("school", "surname", "given_name", "patronymic", "birth_date", "snils_index"),
}
NOTHING, A_MOMENT, GONE = "-", "a moment", "somebody gone"
UUID_IN_TEXT = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
A_USER = re.compile(r"user (\d+)")


def dump() -> str:
    """The domain as it stands, a line for each row, sorted."""
    return "\n".join(sorted(World().lines())) + "\n"


def told_models() -> list[type[models.Model]]:
    """The models whose rows are told."""
    everything = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in everything if model._meta.label_lower not in OF_THE_WORKER]


def rows_of(model: type[models.Model]) -> list[models.Model]:
    """All rows of one model, as they come."""
    return list(model._base_manager.all())


class World:
    """All rows at one moment, and what each is called."""

    def __init__(self) -> None:
        self.rows = {model._meta.label_lower: rows_of(model) for model in told_models()}
        self.names: dict[tuple[str, str], str] = {}

    @cached_property
    def by_key(self) -> dict[tuple[str, str], models.Model]:
        return {(label, str(row.pk)): row for label, rows in self.rows.items() for row in rows}

    @cached_property
    def label_of(self) -> dict[str, str]:
        """Which model a UUID belongs to. What somebody's verified data are called, the identity is called."""
        labels = [label for label in self.rows if label != "accounts.verifiedidentity"]
        return {str(row.pk): label for label in labels for row in self.rows[label] if isinstance(row.pk, UUID)}

    def lines(self) -> Iterator[str]:
        for label, rows in self.rows.items():
            for row in rows:
                fields = [field for field in row._meta.concrete_fields if is_told(field, label)]
                columns = [f"{field.name}={self.told(row, field)}" for field in fields]
                yield " | ".join([label, *columns])

    def called(self, label: str, key: Any) -> str:
        """The name of a row by its model and key."""
        known = (label, str(key))
        if known not in self.names:
            row = self.by_key.get(known)
            self.names[known] = self._name(label, row) if row is not None else GONE
        return self.names[known]

    def _name(self, label: str, row: models.Model) -> str:
        parts = [self.told(row, row._meta.get_field(name)) for name in NAMED_BY.get(label, ())]
        return f"{label.split('.')[1]}({', '.join(parts)})"

    def told(self, row: models.Model, field: Any) -> str:
        """One column of a row, with names in place of ids."""
        value = getattr(row, field.attname)
        if value is None:
            return NOTHING
        if field.is_relation:
            return self.called(field.related_model._meta.label_lower, value)
        if row._meta.label_lower == "schools.auditevent" and field.name in {"school_id", "subject_id"}:
            return self.called("schools.school" if field.name == "school_id" else subject_type(row), value)
        if isinstance(value, datetime):
            return A_MOMENT
        if isinstance(value, UUID):
            return self.named_in(str(value))
        return self.named_in(value if isinstance(value, str) else json.dumps(value, default=str, sort_keys=True))

    def named_in(self, text: str) -> str:
        """A text with the names of those whose ids stand in it."""
        if user := A_USER.fullmatch(text):
            return self.called("accounts.user", user[1])
        return UUID_IN_TEXT.sub(lambda found: self._by_uuid(found[0]), text).replace("\n", "\\n")

    def _by_uuid(self, key: str) -> str:
        return self.called(self.label_of[key], key) if key in self.label_of else GONE


def is_told(field: Any, label: str) -> bool:
    is_id = field.primary_key and not field.is_relation
    return not is_id and field.name not in UNTOLD.get(label, ())


def subject_type(event: Any) -> str:
    told: str = event.subject_type
    return told
