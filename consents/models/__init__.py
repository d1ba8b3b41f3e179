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

    purpose = models.ForeignKey(Purpose, models.PROTECT, verbose_name=_("цель"))
    subject = models.CharField(_("о ком"), max_length=5, choices=Subject)
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
        indexes = [models.Index(fields=["student", "purpose"], name="decision_by_student")]
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
