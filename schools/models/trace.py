"""What happened: the audit, and the changes that the layer above has yet to look at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One deed, written in its own transaction: codes and ids, no values, no foreign keys (design.md, Audit)."""

    class Kind(models.TextChoices):
        RECORD_ENTERED = "record_entered", _("запись внесена")
        RECORD_CORRECTED = "record_corrected", _("запись исправлена")
        RECORD_REMOVED = "record_removed", _("запись удалена")
        NUMBER_SHOWN = "number_shown", _("номер показан полностью")
        NAME_SHOWN = "name_shown", _("имя показано")
        LETTER_PRINTED = "letter_printed", _("письмо открыто для печати")
        LINK_OPENED = "link_opened", _("связь открыта")
        LINK_CLOSED = "link_closed", _("связь закрыта")
        LINK_WAITS = "link_waits", _("связь ждёт второго сотрудника")
        LINK_AGREED = "link_agreed", _("связь подтверждена вторым сотрудником")
        LINK_DECLINED = "link_declined", _("связь отклонена")
        ROSTER_APPLIED = "roster_applied", _("список загружен")
        STAFF_APPOINTED = "staff_appointed", _("администратор назначен")
        CLAIM_OPENED = "claim_opened", _("вход открыт")
        CLAIM_CLOSED = "claim_closed", _("вход закрыт")
        CASE_OPENED = "case_opened", _("обращение открыто")
        CASE_CHANGED = "case_changed", _("причина обращения изменилась")
        CASE_CLOSED = "case_closed", _("обращение закрыто")
        CASE_SENT = "case_sent", _("обращение передано в школу")
        CONSENT_GIVEN = "consent_given", _("согласие дано")
        CONSENT_WITHDRAWN = "consent_withdrawn", _("согласие отозвано")
        CONSENT_ASKED = "consent_asked", _("согласие запрошено")
        LINK_PROPOSED = "link_proposed", _("родитель просит связать с ребёнком")
        LINK_ANSWERED = "link_answered", _("школа ответила на просьбу о связи")
        CORRECTION_ASKED = "correction_asked", _("человек просит исправить запись")
        CORRECTION_ANSWERED = "correction_answered", _("школа ответила на просьбу исправить")
        RESTRICTION_SET = "restriction_set", _("ограничение внесено")
        RESTRICTION_CARRIED = "restriction_carried", _("ограничение передано с переводом")
        RESTRICTION_DECIDED = "restriction_decided", _("переданное ограничение решено")
        RESTRICTION_LIFTED = "restriction_lifted", _("ограничение снято")
        CONTACT_CONFIRMED = "contact_confirmed", _("адрес для ответа подтверждён")
        CONTACT_ENDED = "contact_ended", _("адрес для ответа удалён")
        IDENTITY_REPLACED = "identity_replaced", _("учётная запись заменена")
        IDENTITY_MOVED = "identity_moved", _("учётная запись перешла к новому поставщику")
        IDENTITY_RETURNED = "identity_returned", _("учётная запись возвращена прежнему поставщику")
        ISSUER_CHANGE = "issuer_change", _("смена поставщика входа")
        SNAPSHOT_FORGOTTEN = "snapshot_forgotten", _("данные удалены по сроку")
        SIGNED_IN = "signed_in", _("вход через Госуслуги")
        SESSIONS_ENDED = "sessions_ended", _("все сеансы завершены")

    at = models.DateTimeField(_("когда"), auto_now_add=True)
    kind = models.CharField(_("что"), max_length=20, choices=Kind)
    by = models.CharField(_("кто"), max_length=150)
    school_id = models.BigIntegerField(_("школа"), null=True)
    subject_type = models.CharField(_("о чём"), max_length=40)
    subject_id = models.CharField(max_length=40)
    fields = models.JSONField(_("поля"), default=list)
    sealed_in = models.BigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("событие")
        verbose_name_plural = _("события")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["id"], condition=models.Q(sealed_in__isnull=True), name="audit_not_yet_sealed"),
            models.Index(fields=["sealed_in", "id"], name="audit_by_seal"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(by=""), name="a_deed_has_a_doer")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def about(cls, subject: models.Model) -> models.QuerySet[AuditEvent]:
        """The history of one row, newest first."""
        return cls.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


class AuditSeal(models.Model):
    """One link of the chain over committed events: nothing sealed can be changed or taken away unseen.

    `digest` (HMAC-SHA-256, hex) covers the previous digest and every event of the batch in the order of their ids.
    """

    number = models.BigIntegerField(primary_key=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    events = models.PositiveIntegerField(_("событий"))
    at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("печать журнала")
        verbose_name_plural = _("печати журнала")
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"№ {self.number}"


class RecordChange(models.Model):
    """A school's records changed and the layer above has not looked yet: the row is the work, the task a doorbell."""

    school = models.ForeignKey("schools.School", models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["school", "id"], name="change_by_school")]

    def __str__(self) -> str:
        return f"{self.school_id} #{self.pk}"

    @classmethod
    def waiting(cls, school_id: int) -> models.QuerySet[Any]:
        """The changes of one school nobody has looked at."""
        return cls.objects.filter(school_id=school_id)
