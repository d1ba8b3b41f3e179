"""Columns whose values are sealed, and columns derived from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from schools.sealing import Keyring, blind_index, seal, unseal

if TYPE_CHECKING:
    from django.db.models import Lookup, Transform

    NullableText = models.TextField[str | None, str | None]
    NullableChars = models.CharField[str | None, str | None]
else:  # Django's fields take type arguments in stubs alone
    NullableText, NullableChars = models.TextField, models.CharField


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """The process's keys, as settings give them."""
    return Keyring(settings.SEALING_KEYS, settings.SEALING_KEY_ID, settings.INDEX_KEY)


def index_of(text: str | None, *, purpose: str) -> str | None:
    """The blind index of a canonical number; None for none."""
    return blind_index(text, keyring=keyring(), purpose=purpose) if text else None


class Ciphertext(str):
    """A sealed value as the database gave it; the descriptor opens it when somebody asks."""

    __slots__ = ()


class SealedAttribute:
    """Opens the column lazily: a list of a thousand people decrypts only what it shows."""

    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        held = instance.__dict__.get(self.field.attname)
        if held is None and self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
            held = instance.__dict__.get(self.field.attname)
        return self.field.opened(held, instance) if isinstance(held, Ciphertext) else held

    def __set__(self, instance: models.Model, value: str | None) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(NullableText):
    """Text kept as AES-256-GCM ciphertext bound to this column and row.

    `bound_as` is a constant that must never change, whatever the model or field is called later.
    The attribute gives and takes plain text; `values()` gives ciphertext; no lookup but `isnull` exists.
    """

    def __init__(self, *args: Any, bound_as: str = "", **kwargs: Any) -> None:
        self.bound_as = bound_as
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "bound_as": self.bound_as}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002  Django's own signature
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError("A sealed column cannot be searched; ask its blind index.")

    def get_transform(self, lookup_name: str) -> type[Transform] | None:
        raise FieldError("A sealed column cannot be transformed; ask its blind index.")

    def from_db_value(self, value: str | None, *_: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def place(self, instance: models.Model) -> str:
        return f"{self.bound_as}:{instance.pk}"

    def opened(self, sealed: str, instance: models.Model) -> str:
        return unseal(sealed, keyring=keyring(), place=self.place(instance))

    def is_sealed_today(self, instance: models.Model) -> bool:
        """Whether a kept value is sealed under the current key; nothing kept needs no key."""
        held = instance.__dict__.get(self.attname)
        return not held or (isinstance(held, Ciphertext) and held.startswith(f"{keyring().current}:"))

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: FBT001  Django's own signature
        held = model_instance.__dict__.get(self.attname)
        if not held:
            return None
        if isinstance(held, Ciphertext):
            self.opened(held, model_instance)  # a value carried over from another row must not be saved under this one
            return str(held)
        return seal(held, keyring=keyring(), place=self.place(model_instance))

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError("A sealed column is not serialised.")


class DerivedField(NullableChars):
    """A column computed from the row's other columns whenever it is saved, bulk_create included.

    It is compared and ordered by code points on every database, so that lists agree (design.md, Cyrillic).
    """

    def __init__(self, *args: Any, derive: Callable[[Any], str | None] | None = None, **kwargs: Any) -> None:
        self.derive = derive
        super().__init__(*args, **{"editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  Django's own signature
        if self.derive is not None:
            setattr(model_instance, self.attname, self.derive(model_instance))
        return super().pre_save(model_instance, add)
