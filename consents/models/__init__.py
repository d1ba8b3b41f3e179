"""Consents: texts with a hash, and decisions that are never changed, only followed by others."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExternalIdentity
from schools.ids import uuid7
from schools.models import SchoolOwned, Student


class Purpose(models.Model):
    """What personal data are processed for: one purpose, one text, one decision (152-FZ, article 9)."""

    code = models.SlugField(_("код"), max_length=40, unique=True)
    title = models.CharField(_("название"), max_length=200)

    class Meta:
        verbose_name = _("цель обработки")
        verbose_name_plural = _("цели обработки")

    def __str__(self) -> str:
        return self.title


class ConsentText(models.Model):
    """A version of the words that people agree to; the hash proves which."""

    class Subject(models.TextChoices):
        SELF = "self", _("взрослый – о себе")
        CHILD = "child", _("родитель – о ребёнке")
        PARENTS = "parents", _("совершеннолетний – о том, что дневник видят родители")

    purpose = models.ForeignKey(Purpose, models.PROTECT, verbose_name=_("цель"))
    subject = models.CharField(_("о ком"), max_length=7, choices=Subject)
    version = models.PositiveSmallIntegerField(_("версия"))
    title = models.CharField(_("заголовок"), max_length=200)
    body = models.TextField(_("текст"))
    digest = models.CharField(_("отпечаток"), max_length=64, editable=False)
    valid_from = models.DateField(_("действует с"))

    class Meta:
        verbose_name = _("текст согласия")
        verbose_name_plural = _("тексты согласий")
        ordering = ("purpose", "subject", "-version")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject", "version"], name="one_text_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = sha256(f"{self.title}\n{self.body}".encode()).hexdigest()
        super().save(*args, **kwargs)


class ConsentDecision(SchoolOwned):
    """Somebody gave consent, or took theirs back. Rows are only ever added; `school` is the operator."""

    class Decision(models.TextChoices):
        GIVEN = "given", _("дано")
        WITHDRAWN = "withdrawn", _("отозвано")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("портал")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.ForeignKey(Purpose, models.PROTECT)
    text = models.ForeignKey(ConsentText, models.PROTECT)
    giver = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="decisions")
    identity = models.ForeignKey(ExternalIdentity, models.PROTECT, null=True, related_name="own_decisions")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="decisions")
    decision = models.CharField(max_length=9, choices=Decision)
    basis = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.PORTAL)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("решение о согласии")
        verbose_name_plural = _("решения о согласии")
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["student", "purpose"], name="decision_by_student"),
            models.Index(fields=["identity", "school"], name="decision_by_adult"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(identity__isnull=False, student__isnull=True)
                | Q(identity__isnull=True, student__isnull=False),
                name="a_decision_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(student__isnull=False) | Q(giver=models.F("identity")),
                name="an_adult_decides_for_oneself",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValueError("a decision is followed by another, never changed")
        super().save(*args, **kwargs)


class ConsentRequest(SchoolOwned):
    """That a child tried to enter and an entitled adult was asked (RU-12). One open request per adult and child."""

    class Closed(models.TextChoices):
        ANSWERED = "answered", _("решено")
        NOT_NEEDED = "not_needed", _("согласие уже есть")
        NOT_ENTITLED = "not_entitled", _("больше не решает за ребёнка")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="consent_requests")
    giver = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="consent_requests")
    purpose = models.ForeignKey(Purpose, models.PROTECT)
    asked_at = models.DateTimeField(_("запрошено"))
    reminded_on = models.DateField(_("напомнили"), null=True)
    closed_at = models.DateTimeField(_("закрыто"), null=True)
    close_reason = models.CharField(_("чем кончилось"), max_length=12, choices=Closed, blank=True)

    class Meta:
        verbose_name = _("запрос согласия")
        verbose_name_plural = _("запросы согласий")
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "giver", "purpose"],
                condition=Q(closed_at__isnull=True),
                name="one_open_request_per_adult_and_child",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, close_reason="")
                | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="a_closed_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DiaryVisit(SchoolOwned):
    """That an adult looked at a child's diary on a day: a pupil of 16 may see who did."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="visits")
    visitor = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="visits")
    on = models.DateField(_("когда"))

    class Meta:
        verbose_name = _("просмотр дневника")
        verbose_name_plural = _("просмотры дневника")
        ordering = ("-on",)
        constraints = [models.UniqueConstraint(fields=["student", "visitor", "on"], name="one_visit_a_day")]

    def __str__(self) -> str:
        return str(self.pk)
