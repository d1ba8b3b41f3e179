"""Who the state says is at the door."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.ids import uuid7
from schools.models import CertifiedRecord, Region
from schools.models.written import insert_unless_there


class UsedState(models.Model):
    """An answer of a provider, or a case pass, that was used: the unique row makes it one-time."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]

    @classmethod
    def use(cls, digest: str, *, expires_at: datetime) -> bool:
        """Whether this is the first use; of several at once it is so for one. Breaks no transaction."""
        return insert_unless_there(cls(digest=digest, expires_at=expires_at))


class ExternalIdentity(models.Model):
    """(issuer, subject): the only key of a person. The account is made when the door first opens."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("регион"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="identity"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    session_round = models.PositiveIntegerField(default=0, editable=False)
    """As on User, for case passes: they are held before there is an account."""

    class Meta:
        verbose_name = _("учётная запись Госуслуг")
        verbose_name_plural = _("учётные записи Госуслуг")
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_identity_per_subject")]

    def __str__(self) -> str:
        return str(self.pk)


class ProviderSession(models.Model):
    """Whose session at the provider a `sid` names, so that a logout token that gives nothing else is understood.

    `digest` is that of issuer and sid; no token and no sid is kept. The row outlives every session it could end.
    """

    digest = models.CharField(max_length=64, unique=True)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class VerifiedIdentity(CertifiedRecord):
    """What the provider last said of an identity, in columns that mirror the register's."""

    class Level(models.TextChoices):
        CONFIRMED = "confirmed", _("подтверждённая")
        CHILD = "child", _("детская")
        OTHER = "other", _("неподтверждённая")

    identity = models.OneToOneField(ExternalIdentity, models.CASCADE, primary_key=True, related_name="verified")
    level = models.CharField(_("уровень"), max_length=10, choices=Level)
    verified_at = models.DateTimeField(_("проверено"))

    class Meta:
        verbose_name = _("проверенные данные")
        verbose_name_plural = _("проверенные данные")
        indexes = [
            models.Index(fields=["snils_index"], name="verified_by_snils"),
            models.Index(fields=["certificate_index"], name="verified_by_certificate"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[VerifiedIdentity]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.select_related("identity")


class ListedChild(CertifiedRecord):
    """A child in the state's list of somebody's children, as that person last granted it; goes with the snapshot."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verified = models.ForeignKey(VerifiedIdentity, models.CASCADE, related_name="children")

    class Meta:
        verbose_name = _("ребёнок из списка на Госуслугах")
        verbose_name_plural = _("дети из списков на Госуслугах")
        ordering = ("surname_key", "given_name_key", "patronymic_key", "id")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[ListedChild]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()
