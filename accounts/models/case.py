"""Why somebody could not get in, and what the school should look at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.claim import OPEN, Role
from accounts.models.identity import ExternalIdentity
from schools.ids import uuid7
from schools.models import Parent, School, SchoolClass, SchoolOwned, Student
from schools.models.sealed import SealedTextField


class MismatchCase(models.Model):
    """One refusal with an owner. `school` is empty until a person who was not found names one.

    `sent_at`: since when the case is with the school by the person's own word, with `school_class` and `child_name`
    as the person named them; nobody compares them with the register.
    """

    class Kind(models.TextChoices):
        DIFFERS = "differs", _("данные отличаются")
        NOT_FOUND = "not_found", _("не найден")
        AMBIGUOUS = "ambiguous", _("подходит несколько записей")
        NO_CHILD = "no_child", _("не связан ни один ребёнок")
        WRONG_ROLE = "wrong_role", _("взрослый и ребёнок перепутаны")

    class Closed(models.TextChoices):
        MATCHED = "matched", _("данные совпали")
        CHANGED = "changed", _("причина сменилась")
        DECLINED = "declined", _("школа ответила отказом")
        EXPIRED = "expired", _("срок хранения истёк")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("номер"), max_length=9, unique=True)
    identity = models.ForeignKey(ExternalIdentity, models.PROTECT, related_name="cases")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, verbose_name=_("школа"))
    role = models.CharField(_("роль"), max_length=7, choices=Role, blank=True)
    kind = models.CharField(_("что случилось"), max_length=10, choices=Kind)
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="cases")
    parent = models.ForeignKey(Parent, models.PROTECT, null=True, related_name="cases")
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, verbose_name=_("класс, который назвал человек")
    )
    child_name = SealedTextField(_("ребёнок, которого назвал человек"), null=True, blank=True, bound_as="case-child")
    sent_at = models.DateTimeField(_("передано в школу"), null=True)
    opened_at = models.DateTimeField(_("открыто"))
    closed_at = models.DateTimeField(_("закрыто"), null=True)
    close_reason = models.CharField(_("чем кончилось"), max_length=10, choices=Closed, blank=True)

    class Meta:
        verbose_name = _("обращение")
        verbose_name_plural = _("обращения")
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "school", "role"],
                condition=OPEN & Q(school__isnull=False),
                name="one_open_case_per_school_and_role",
            ),
            models.UniqueConstraint(
                fields=["identity"], condition=OPEN & Q(kind="not_found"), name="one_open_case_of_somebody_not_found"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, close_reason="")
                | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="a_closed_case_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def for_system(cls, *, by: str) -> Any:
        """All cases, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls.objects.all()

    @classmethod
    def for_staff(cls, user: Any) -> models.QuerySet[MismatchCase]:
        """The cases of the schools where this person works."""
        return cls.objects.filter(school__in=School.objects.for_staff(user))


class CaseCause(models.Model):
    """One reason of a case: a field and the kinds of its difference, never a value; who owns it, since when."""

    class Owner(models.TextChoices):
        EITHER = "either", _("человек или школа")
        PERSON = "person", _("человек")
        SCHOOL = "school", _("школа")
        REGION = "region", _("регион")

    case = models.ForeignKey(MismatchCase, models.CASCADE, related_name="causes")
    field = models.CharField(_("поле"), max_length=20, blank=True)
    kinds = models.JSONField(_("виды отличий"), default=list)
    owner = models.CharField(_("кто исправляет"), max_length=7, choices=Owner)
    since = models.DateTimeField(_("с"))

    class Meta:
        verbose_name = _("причина")
        verbose_name_plural = _("причины")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.field


class DataFinding(SchoolOwned):
    """Something in a school's record that did not stop anybody and should still be looked at."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.ForeignKey(ExternalIdentity, models.CASCADE, related_name="findings")
    student = models.ForeignKey(Student, models.CASCADE, null=True, related_name="findings")
    parent = models.ForeignKey(Parent, models.CASCADE, null=True, related_name="findings")
    field = models.CharField(_("поле"), max_length=20)
    kinds = models.JSONField(_("виды отличий"), default=list)
    opened_at = models.DateTimeField(_("замечено"))
    closed_at = models.DateTimeField(_("исправлено"), null=True)

    class Meta:
        verbose_name = _("замечание к данным")
        verbose_name_plural = _("замечания к данным")
        ordering = ("-opened_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(student__isnull=False, parent__isnull=True) | Q(student__isnull=True, parent__isnull=False),
                name="a_finding_is_about_one_record",
            ),
            models.UniqueConstraint(
                fields=["identity", "student", "field"],
                condition=OPEN & Q(student__isnull=False),
                name="one_open_finding_per_student_field",
            ),
            models.UniqueConstraint(
                fields=["identity", "parent", "field"],
                condition=OPEN & Q(parent__isnull=False),
                name="one_open_finding_per_parent_field",
            ),
        ]

    def __str__(self) -> str:
        return self.field
