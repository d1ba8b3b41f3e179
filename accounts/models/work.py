"""The worker's own rows: the truth about work is here, the broker is a doorbell (design.md rule 9)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.identity import ExternalIdentity
from schools.ids import uuid7
from schools.models import Region, School


class ReconciliationRun(models.Model):
    """One kind of nightly work in one region on one of its business dates: the unique row makes it happen once."""

    class Kind(models.TextChoices):
        NIGHT = "night", _("ночная сверка")

    class State(models.TextChoices):
        RUNNING = "running", _("идёт")
        DONE = "done", _("закончена")
        INCOMPLETE = "incomplete", _("закончена, но не во всех школах")

    kind = models.CharField(_("что"), max_length=10, choices=Kind)
    region = models.ForeignKey(Region, models.CASCADE, verbose_name=_("регион"))
    business_date = models.DateField(_("дата региона"))
    state = models.CharField(_("состояние"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("начата"))
    finished_at = models.DateTimeField(_("закончена"), null=True)

    class Meta:
        verbose_name = _("ночная сверка")
        verbose_name_plural = _("ночные сверки")
        ordering = ("-business_date", "region")
        constraints = [models.UniqueConstraint(fields=["kind", "region", "business_date"], name="one_run_per_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.business_date}"


class Shard(models.Model):
    """One school's part of a run. Its effect and its state DONE are one transaction.

    `leased_until`: a worker is at it until then; past it the sweeper rings again. PARKED after three failures: a person
    must look, the other schools go on. `error` is the name of an exception, never its text.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("ждёт")
        DONE = "done", _("готова")
        PARKED = "parked", _("отложена")

    run = models.ForeignKey(ReconciliationRun, models.CASCADE, related_name="shards")
    school = models.ForeignKey(School, models.CASCADE, verbose_name=_("школа"))
    state = models.CharField(_("состояние"), max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0)
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("закончена"), null=True)
    result = models.JSONField(_("что сделано"), default=dict)
    error = models.CharField(_("ошибка"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("часть сверки")
        verbose_name_plural = _("части сверки")
        ordering = ("run", "school")
        constraints = [models.UniqueConstraint(fields=["run", "school"], name="one_shard_per_school")]
        indexes = [models.Index(fields=["leased_until"], condition=Q(state="waiting"), name="shard_waiting")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.school_id}"


class Notice(models.Model):
    """The outbox: one letter to one person by one channel, under one key for ever.

    It is written in the transaction of what it tells of, and sent after; rights are read anew when it is sent. It holds
    ids and codes, no words and no address. `code` is set for the letter that brings a confirmation code.
    """

    class Kind(models.TextChoices):
        MAY_ENTER = "may_enter", _("теперь можно войти")
        CASE_ANSWERED = "case_answered", _("школа ответила")
        CONSENT_ASKED = "consent_asked", _("ребёнок ждёт согласия")
        CONSENT_REMINDER = "consent_reminder", _("напоминание о согласии")
        AGE_14_SOON = "age_14_soon", _("скоро нужна своя учётная запись")
        AGE_18_SOON = "age_18_soon", _("скоро 18 лет")
        CONTACT_CODE = "contact_code", _("код подтверждения")
        CONTACT_CHANGED = "contact_changed", _("сюда больше не пишем")

    class Channel(models.TextChoices):
        EMAIL = "email", _("электронная почта")
        PHONE = "phone", _("СМС")
        STATE = "state", _("Госуслуги")

    class State(models.TextChoices):
        WAITING = "waiting", _("ждёт отправки")
        SENT = "sent", _("отправлено")
        DROPPED = "dropped", _("не нужно")
        PARKED = "parked", _("не отправляется")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dedup_key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(_("о чём"), max_length=16, choices=Kind)
    channel = models.CharField(_("канал"), max_length=5, choices=Channel)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="notices")
    school = models.ForeignKey(School, models.CASCADE, null=True)
    subject = models.UUIDField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(_("состояние"), max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0)
    created_at = models.DateTimeField(_("когда"))
    next_try_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("отправлено"), null=True)
    error = models.CharField(_("ошибка"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("уведомление")
        verbose_name_plural = _("уведомления")
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="notice_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "parked"], ended_at__isnull=True)
                | Q(state__in=["sent", "dropped"], ended_at__isnull=False),
                name="an_ended_notice_says_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[Any]:
        """All of them, for a named system job. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()
