"""The change of an issuer: what was rehearsed and done, and enough of it to go back exactly (design.md rule 1)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identity import ExternalIdentity
from schools.ids import uuid7
from schools.models import Region

LOCAL = "urn:dnevnik:"
"""Issuers of our own, for people without Gosuslugi: they never change."""
DISPLACED = f"{LOCAL}displaced"
"""Whose key was given away by mistake and whose former one somebody else has: nobody comes in by it (ADR 13)."""


class IdentityMigration(models.Model):
    """Identities of one issuer become those of another; `region` empty: everywhere.

    DRAFT: a rehearsal that is being written, or was killed. OUTDATED: another rehearsal took its place. An APPLIED one
    lets people come back by either key, or by proof, until `finished_at`. `foretold` are the rehearsal's figures.
    """

    class Way(models.TextChoices):
        SAME_SUBJECT = "same_subject", _("номера прежние")
        MAPPING = "mapping", _("по списку соответствий")
        FIRST_RETURN = "first_return", _("при первом входе")

    class State(models.TextChoices):
        DRAFT = "draft", _("репетиция не закончена")
        REHEARSED = "rehearsed", _("отрепетирован")
        OUTDATED = "outdated", _("заменён новой репетицией")
        APPLYING = "applying", _("выполняется")
        APPLIED = "applied", _("выполнен")
        UNDOING = "undoing", _("отменяется")
        UNDONE = "undone", _("отменён")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_issuer = models.CharField(_("прежний поставщик"), max_length=255)
    to_issuer = models.CharField(_("новый поставщик"), max_length=255)
    way = models.CharField(_("как"), max_length=12, choices=Way)
    region = models.ForeignKey(Region, models.PROTECT, null=True, verbose_name=_("регион"))
    state = models.CharField(_("состояние"), max_length=9, choices=State, default=State.DRAFT)
    foretold = models.JSONField(_("предсказано"), default=dict)
    rehearsed_at = models.DateTimeField(_("репетиция"))
    rehearsed_by = models.CharField(_("кто репетировал"), max_length=150)
    applied_at = models.DateTimeField(_("выполнен"), null=True)
    applied_by = models.CharField(_("кто выполнил"), max_length=150, blank=True)
    finished_at = models.DateTimeField(_("завершён"), null=True)
    undone_at = models.DateTimeField(_("отменён"), null=True)
    undone_by = models.CharField(_("кто отменил"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("перевод к новому поставщику")
        verbose_name_plural = _("переводы к новому поставщику")
        ordering = ("-rehearsed_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_issuer__startswith=LOCAL) & ~Q(to_issuer__startswith=LOCAL),
                name="local_issuers_never_migrate",
            ),
            models.CheckConstraint(
                condition=~Q(from_issuer=models.F("to_issuer")), name="a_migration_goes_somewhere_else"
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False), name="an_applied_migration_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False), name="an_undone_migration_says_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def open(cls) -> models.QuerySet[IdentityMigration]:
        """Those in which somebody at the door may still be known by another key."""
        running = Q(state__in=[cls.State.APPLYING, cls.State.APPLIED])
        return cls.objects.filter(running, finished_at__isnull=True).order_by("pk")


class IdentityMove(models.Model):
    """One identity in a migration: its key before and after. It goes when its identity is forgotten.

    CONFLICT: somebody came under the new key before. STAYED: undoing it would have met another identity or another
    key. `at`: when it moved. `met_at`: when the first came by the new key and was nobody else.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("перейдёт")
        CONFLICT = "conflict", _("новая учётная запись уже приходила")
        MOVED = "moved", _("перешла")
        RETURNED = "returned", _("возвращена")
        STAYED = "stayed", _("возвращать нельзя")

    class Way(models.TextChoices):
        KEY = "key", _("по номеру")
        PROOF = "proof", _("при первом входе")

    migration = models.ForeignKey(IdentityMigration, models.CASCADE, related_name="moves", db_index=False)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="moves")
    old_subject = models.CharField(max_length=255)
    new_subject = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    way = models.CharField(max_length=5, choices=Way, default=Way.KEY)
    at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    AWAITED = Q(state__in=[State.MOVED, State.STAYED], met_at__isnull=True)
    """The new key is the list's word alone: nobody has come by it yet."""

    class Meta:
        verbose_name = _("переход учётной записи")
        verbose_name_plural = _("переходы учётных записей")
        constraints = [
            models.UniqueConstraint(fields=["migration", "identity"], name="one_move_per_identity"),
            models.UniqueConstraint(fields=["migration", "old_subject"], name="one_move_per_old_subject"),
            models.UniqueConstraint(fields=["migration", "new_subject"], name="one_move_per_new_subject"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "conflict"], at__isnull=True)
                | Q(state__in=["moved", "returned", "stayed"], at__isnull=False),
                name="a_move_says_when",
            ),
        ]
        indexes = [models.Index(fields=["migration", "state", "id"], name="move_by_state")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[Any]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()


class RefutedMove(models.Model):
    """A line of the list that is wrong: somebody else came under the new key, or the person under another one.

    The identity has its former key again and no move. `moved_at`: when a batch had moved it, if one had.
    """

    migration = models.ForeignKey(IdentityMigration, models.CASCADE, related_name="+", db_index=False)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="+")
    new_subject = models.CharField(max_length=255)
    moved_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["migration", "identity"], name="refuted_once")]
        indexes = [models.Index(fields=["migration", "new_subject"], name="refuted_by_new_subject")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[RefutedMove]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()
