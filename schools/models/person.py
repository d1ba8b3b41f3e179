"""Identity records: what the register writes down about one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.identifiers import birth_certificate, names, snils
from schools.models.sealed import DerivedField, SealedTextField, index_of

KEY_LENGTH = 300  # folding may make three letters of one


class Gender(models.TextChoices):
    MALE = "male", _("мужской")
    FEMALE = "female", _("женский")


def as_typed(text: str) -> str:
    """A name as the fingerprint sees it: composed (NFC) and trimmed, nothing folded."""
    return unicodedata.normalize("NFC", text).strip()


def _patronymic_key(record: IdentityRecord) -> str:
    return "" if names.is_absent(record.patronymic) else names.normalise(record.patronymic)


KEYS: dict[str, Callable[[Any], str | None]] = {
    "surname_key": lambda record: names.normalise(record.surname),
    "given_name_key": lambda record: names.normalise(record.given_name),
    "patronymic_key": _patronymic_key,
    "fingerprint": lambda record: index_of("\0".join(map(as_typed, record.name_parts())), purpose="names"),
    "snils_index": lambda record: index_of(record.snils, purpose="snils"),
    "certificate_index": lambda record: index_of(record.certificate, purpose="certificate"),
}
"""Every key of a record, from its names and numbers as they stand: the one place where keys are made."""


class FrozenColumns(Exception):
    """Identity columns change only by saving the whole row, or their keys would be left behind."""


class IdentityQuerySet(models.QuerySet[Any]):
    """Refuses to write identity columns behind the back of the keys derived from them."""

    def update(self, **columns: Any) -> int:
        self._refuse(columns)
        return super().update(**columns)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        self._refuse(fields)
        return super().bulk_update(objs, fields, batch_size=batch_size)

    def _refuse(self, columns: Any) -> None:
        frozen = sorted(set(columns) & self.model.identity_columns())
        if frozen:
            raise FrozenColumns(", ".join(frozen))


class IdentityRecord(models.Model):
    """Names, advisory fields and the SNILS of one person, with the keys they are found by."""

    SEALED_AS = "identity"

    surname = models.CharField(_("фамилия"), max_length=100)
    given_name = models.CharField(_("имя"), max_length=100)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True, help_text=_("Пусто, если отчества нет."))
    surname_key = DerivedField(max_length=KEY_LENGTH, derive=KEYS["surname_key"])
    given_name_key = DerivedField(max_length=KEY_LENGTH, derive=KEYS["given_name_key"])
    patronymic_key = DerivedField(max_length=KEY_LENGTH, blank=True, derive=KEYS["patronymic_key"])
    fingerprint = DerivedField(max_length=43, derive=KEYS["fingerprint"])
    birth_date = models.DateField(_("дата рождения"), null=True, blank=True)
    gender = models.CharField(_("пол"), max_length=6, choices=Gender, blank=True)
    snils = SealedTextField(_("СНИЛС"), null=True, blank=True, bound_as="snils")
    snils_index = DerivedField(max_length=43, null=True, derive=KEYS["snils_index"])
    snils_index_next = DerivedField(max_length=43, null=True)

    objects = models.Manager.from_queryset(IdentityQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        frozen = set(kwargs.get("update_fields") or ()) & self.identity_columns()
        if frozen:
            raise FrozenColumns(", ".join(sorted(frozen)))
        super().save(*args, **kwargs)

    @classmethod
    def identity_columns(cls) -> set[str]:
        """The columns that keys are derived from, and the keys."""
        plain = {"surname", "given_name", "patronymic", "snils", "certificate"}
        return plain | {field.name for field in cls._meta.fields if isinstance(field, DerivedField)}

    def says_the_same_as(self, told: Self, *, besides: Collection[str]) -> bool:
        """Whether this row, as it is kept, holds what `told` would write, but for some columns.

        Numbers are compared by their indexes; one that is sealed under a key of former days is no longer the same.
        """
        return all(_is_kept(field, self, told) for field in self._meta.concrete_fields if field.name not in besides)

    def name_parts(self) -> tuple[str, str, str]:
        return self.surname, self.given_name, self.patronymic

    def full_name(self) -> str:
        return " ".join(part for part in self.name_parts() if part)

    def snils_masked(self) -> str:
        return snils.mask(self.snils) if self.snils else ""


def _is_kept(field: models.Field[Any, Any], kept: IdentityRecord, told: IdentityRecord) -> bool:
    if isinstance(field, SealedTextField):
        return field.is_sealed_today(kept)
    if isinstance(field, DerivedField):
        return field.derive is None or getattr(kept, field.attname) == field.derive(told)
    return bool(getattr(kept, field.attname) == getattr(told, field.attname))


class CertifiedRecord(IdentityRecord):
    """An identity record that may also hold a birth certificate."""

    certificate = SealedTextField(_("свидетельство о рождении"), null=True, blank=True, bound_as="certificate")
    certificate_index = DerivedField(max_length=43, null=True, derive=KEYS["certificate_index"])
    certificate_index_next = DerivedField(max_length=43, null=True)

    class Meta:
        abstract = True

    def certificate_masked(self) -> str:
        return birth_certificate.mask(birth_certificate.parse(self.certificate)) if self.certificate else ""
