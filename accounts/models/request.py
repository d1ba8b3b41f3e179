"""What people who could not get in ask of a school: to be linked to a child, to have a record corrected."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.case import MismatchCase
from accounts.models.claim import Role
from accounts.models.identity import ExternalIdentity
from schools.ids import uuid7
from schools.models import Parent, ParentChildLink, SchoolClass, SchoolOwned, Student
from schools.models.sealed import SealedTextField

WAITING = Q(state="waiting")


class Request(SchoolOwned):
    """Something that a person asks and the school decides by its papers. Answered, never deleted."""

    class State(models.TextChoices):
        WAITING = "waiting", _("ждёт школу")
        ACCEPTED = "accepted", _("выполнено")
        DECLINED = "declined", _("отказано")
        WITHDRAWN = "withdrawn", _("больше не нужно")

    class Reason(models.TextChoices):
        """Why not, in words that the person is told; nothing else of the school's papers is."""

        NO_PAPER = "no_paper", _("нужен документ: принесите его в школу")
        RECORD_IS_RIGHT = "record_is_right", _("в школе записано верно, исправьте на Госуслугах")
        NOT_OURS = "not_ours", _("такого ученика в нашей школе нет")
        IN_PERSON = "in_person", _("вопрос решается только лично в школе")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="%(class)ss")
    case = models.ForeignKey(MismatchCase, models.PROTECT, null=True, related_name="%(class)ss")
    state = models.CharField(_("состояние"), max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(_("причина отказа"), max_length=15, choices=Reason, blank=True)
    asked_at = models.DateTimeField(_("когда попросили"))
    decided_at = models.DateTimeField(_("когда ответили"), null=True, editable=False)
    decided_by = models.CharField(_("кто ответил"), max_length=150, blank=True, editable=False)

    class Meta:
        abstract = True


class LinkProposal(Request):
    """«Добавить меня к ребёнку»: a parent proposes, the school decides by the paper (real-life.md, Links).

    `school_class` and `child_name` are the person's own words; `child_key` tells two children of one parent apart.
    `student` is whom the school found. `strengthened`: the state's own list of the parent's children holds the child.
    """

    relation = models.CharField(_("кем приходится"), max_length=12, choices=ParentChildLink.Relation)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, verbose_name=_("класс"))
    child_name = SealedTextField(_("ребёнок"), bound_as="proposal-child")
    child_key = models.CharField(max_length=43, editable=False)
    strengthened = models.BooleanField(_("подтверждает список детей на Госуслугах"), default=False)
    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="proposals")

    class Meta:
        verbose_name = _("просьба о связи с ребёнком")
        verbose_name_plural = _("просьбы о связи с ребёнком")
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "school", "child_key"], condition=WAITING, name="one_waiting_proposal_per_child"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CorrectionRequest(Request):
    """«В школе ошибка», «Передать мой СНИЛС школе»: the new value is the verified one, never typed (L3).

    `fields` are codes of `accounts.matching.verdict.Field`; the record may be unknown: then the school finds it.
    """

    class Kind(models.TextChoices):
        RECORD_WRONG = "record_wrong", _("в школе ошибка")
        SNILS_OFFERED = "snils_offered", _("передан СНИЛС")
        ROLE_MIXED = "role_mixed", _("перепутаны записи взрослого и ребёнка")

    kind = models.CharField(_("о чём просят"), max_length=13, choices=Kind)
    role = models.CharField(_("роль"), max_length=7, choices=Role, blank=True)
    fields = models.JSONField(_("поля"), default=list)
    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="corrections")
    parent = models.ForeignKey(Parent, models.PROTECT, null=True, blank=True, related_name="corrections")

    class Meta:
        verbose_name = _("просьба исправить запись")
        verbose_name_plural = _("просьбы исправить запись")
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "school", "kind", "role"], condition=WAITING, name="one_waiting_correction"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ContactPoint(models.Model):
    """«Куда сообщить»: an address of one's own that answered with a code; one of each channel is in use."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("электронная почта")
        PHONE = "phone", _("телефон")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="contacts")
    channel = models.CharField(_("канал"), max_length=5, choices=Channel)
    address = SealedTextField(_("адрес"), bound_as="contact")
    confirmed_at = models.DateTimeField(_("подтверждён"))
    ended_at = models.DateTimeField(_("удалён"), null=True)

    class Meta:
        verbose_name = _("адрес для ответа")
        verbose_name_plural = _("адреса для ответа")
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "channel"], condition=Q(ended_at__isnull=True), name="one_contact_per_channel"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[Any]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()


class ContactCode(models.Model):
    """A code sent to an address that somebody named; `digest` is keyed, a few tries are allowed, one use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="contact_codes")
    channel = models.CharField(max_length=5, choices=ContactPoint.Channel)
    address = SealedTextField(bound_as="contact-code")
    secret = SealedTextField(bound_as="contact-code-secret", null=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def for_system(cls, *, by: str) -> models.QuerySet[Any]:
        """All of them, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()
