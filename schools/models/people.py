"""Pupils and parents of one school, and the links between them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.ids import uuid7
from schools.models.person import CertifiedRecord, IdentityRecord
from schools.models.school import SchoolClass, SchoolOwned

LIVE = Q(left_on__isnull=True)


class SchoolRecord(SchoolOwned):
    """What pupils' and parents' records share beside their identity."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    left_on = models.DateField(_("выбыл(а)"), null=True, blank=True)

    class Meta:
        abstract = True


class Student(SchoolRecord, CertifiedRecord):
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="students", verbose_name=_("класс")
    )

    class Meta:
        verbose_name = _("ученик")
        verbose_name_plural = _("ученики")
        ordering = ("surname_key", "given_name_key", "patronymic_key", "id")
        indexes = [
            models.Index(fields=["school", "surname_key", "given_name_key"], name="student_by_name"),
            models.Index(fields=["snils_index"], name="student_by_snils"),
            models.Index(fields=["certificate_index"], name="student_by_certificate"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "school"], name="student_with_its_school"),
            models.UniqueConstraint(fields=["school", "snils_index"], condition=LIVE, name="student_snils_once"),
            models.UniqueConstraint(
                fields=["school", "certificate_index"], condition=LIVE, name="student_certificate_once"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name()


class Parent(SchoolRecord, IdentityRecord):
    class Meta:
        verbose_name = _("родитель")
        verbose_name_plural = _("родители")
        ordering = ("surname_key", "given_name_key", "patronymic_key", "id")
        indexes = [
            models.Index(fields=["school", "surname_key", "given_name_key"], name="parent_by_name"),
            models.Index(fields=["snils_index"], name="parent_by_snils"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "school"], name="parent_with_its_school"),
            models.UniqueConstraint(fields=["school", "snils_index"], condition=LIVE, name="parent_snils_once"),
        ]

    def __str__(self) -> str:
        return self.full_name()


class ParentChildLink(SchoolOwned):
    """That an adult stands for a child, on what paper, from when to when. Closed, never deleted (R4)."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("мать")
        FATHER = "father", _("отец")
        PARENT = "parent", _("родитель")
        GUARDIAN = "guardian", _("опекун (попечитель)")
        FOSTER = "foster", _("приёмный родитель")
        INSTITUTION = "institution", _("учреждение")
        TRUSTED = "trusted", _("доверенное лицо")

    class Basis(models.TextChoices):
        ROSTER = "roster", _("список школы")
        BIRTH_CERTIFICATE = "birth_certificate", _("свидетельство о рождении")
        COURT = "court", _("решение суда")
        GUARDIANSHIP_ACT = "guardianship_act", _("акт опеки")
        POWER_OF_ATTORNEY = "power_of_attorney", _("доверенность")

    class ClosedBy(models.TextChoices):
        PERSON = "person", _("сотрудник")
        SYSTEM = "system", _("система")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey(Parent, models.PROTECT, related_name="links", verbose_name=_("родитель"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="links", verbose_name=_("ученик"))
    relation = models.CharField(_("кем приходится"), max_length=12, choices=Relation)
    basis = models.CharField(_("основание"), max_length=20, choices=Basis)
    sees_diary = models.BooleanField(_("видит дневник"), default=True)
    gives_consent = models.BooleanField(_("даёт согласия"), default=True)
    gets_messages = models.BooleanField(_("получает сообщения"), default=True)
    picks_up = models.BooleanField(_("забирает ребёнка"), default=True)
    verified_by = models.CharField(_("кто проверил"), max_length=150)
    valid_from = models.DateField(_("с"))
    valid_to = models.DateField(_("по"), null=True, blank=True)
    closed_by = models.CharField(_("кто закрыл"), max_length=150, blank=True)
    closed_by_kind = models.CharField(max_length=6, choices=ClosedBy, blank=True)

    class Meta:
        verbose_name = _("связь родителя и ребёнка")
        verbose_name_plural = _("связи родителей и детей")
        ordering = ("-valid_from", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "student"], condition=Q(valid_to__isnull=True), name="one_open_link_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, closed_by="", closed_by_kind="")
                | (Q(valid_to__isnull=False) & ~Q(closed_by="") & ~Q(closed_by_kind="")),
                name="a_closed_link_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.parent} – {self.student}"
