"""Schools, their years and classes, and the people who work in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.ids import uuid7
from schools.models.geography import Municipality, Region

if TYPE_CHECKING:
    from uuid import UUID

type_of_staff = AbstractBaseUser | AnonymousUser


class SchoolQuerySet(models.QuerySet["School"]):
    def for_staff(self, user: type_of_staff, *, on: date | None = None) -> Self:
        """The schools where this person administers the diary on that day; all of them for the technical superuser.

        An appointment counts from its first day to its last, both included. Without `on` it is today by the server's
        time zone, the one that appointments are dated by: the only clock inside a queryset, because Django's admin
        asks for rows in many places and a fence with an argument to forget would be no fence.
        """
        return self if getattr(user, "is_superuser", False) else self.administered_by(user, on=on)

    def administered_by(self, user: type_of_staff, *, on: date | None = None) -> Self:
        """The schools where this person is appointed on that day, whatever else the person may do."""
        day = on or timezone.localdate()
        lasts = models.Q(memberships__until__isnull=True) | models.Q(memberships__until__gte=day)
        return self.filter(lasts, memberships__user_id=user.pk, memberships__since__lte=day).distinct()


class School(models.Model):
    code = models.SlugField(_("код"), max_length=40, unique=True, help_text="ryazan-43")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("регион"))
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name=_("муниципалитет"))
    name = models.CharField(_("краткое название"), max_length=120)
    full_name = models.CharField(_("полное название"), max_length=400, blank=True)
    inn = models.CharField(_("ИНН"), max_length=10, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=13, blank=True)
    address = models.CharField(_("адрес"), max_length=300, blank=True)
    site = models.URLField(_("сайт"), blank=True)
    phone = models.CharField(_("телефон"), max_length=40, blank=True)
    contact_name = models.CharField(_("кто отвечает за дневник"), max_length=150, blank=True)
    contact_room = models.CharField(_("кабинет"), max_length=40, blank=True)
    contact_hours = models.CharField(_("часы приёма"), max_length=120, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("школа")
        verbose_name_plural = _("школы")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SchoolOwned(models.Model):
    """A row that belongs to one school. Code enters by `for_staff` or `for_system`; nothing else outside models."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name=_("школа"))

    class Meta:
        abstract = True

    @classmethod
    def for_staff(cls, user: type_of_staff) -> Any:
        """The rows of the schools where this person works: all that the pages of the admin may show or change."""
        rows = cls._default_manager.all()
        if getattr(user, "is_superuser", False):
            return rows
        return rows.filter(school__in=School.objects.for_staff(user))

    @classmethod
    def for_system(cls, *, by: str) -> Any:
        """All rows, for a named system job or the sign-in itself. Raises ValueError for a nameless one."""
        if not by:
            raise ValueError("a system scope has a name")
        return cls._default_manager.all()


class AcademicYear(models.Model):
    """A school year of the country: 1 September to 31 August."""

    starts_on = models.DateField(_("начало"), unique=True)
    ends_on = models.DateField(_("конец"))

    class Meta:
        verbose_name = _("учебный год")
        verbose_name_plural = _("учебные годы")
        ordering = ("-starts_on",)
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="year_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on.year}/{self.ends_on.year}"

    @staticmethod
    def day_meant(on: date) -> date:
        """A day of the year that a school's list means: in August, when lists are made, of the one about to begin."""
        return date(on.year, 9, 1) if on.month == 8 else on

    @classmethod
    def covering(cls, *, on: date) -> AcademicYear:
        """The year that a day belongs to; made when the first roster of a new year arrives."""
        first = on.year if on.month >= 9 else on.year - 1
        year, _created = cls.objects.get_or_create(
            starts_on=date(first, 9, 1), defaults={"ends_on": date(first + 1, 8, 31)}
        )
        return year


class SchoolClass(SchoolOwned):
    year = models.ForeignKey(AcademicYear, models.PROTECT, verbose_name=_("учебный год"))
    grade = models.PositiveSmallIntegerField(_("параллель"))
    letter = models.CharField(_("литера"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("класс")
        verbose_name_plural = _("классы")
        ordering = ("grade", "letter")
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "grade", "letter"], name="one_class_per_name"),
            models.UniqueConstraint(fields=["id", "school"], name="class_with_its_school"),
            models.CheckConstraint(condition=models.Q(grade__gte=1, grade__lte=12), name="grade_from_1_to_12"),
        ]

    def __str__(self) -> str:
        return f"{self.grade} «{self.letter}»" if self.letter else str(self.grade)


class StaffMembership(SchoolOwned):
    """Who administers the diary of which school, from when to when."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="memberships", verbose_name=_("школа"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("сотрудник")
    )
    since = models.DateField(_("с"))
    until = models.DateField(_("по"), null=True, blank=True)

    class Meta:
        verbose_name = _("администратор школы")
        verbose_name_plural = _("администраторы школ")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user"], condition=models.Q(until__isnull=True), name="one_open_membership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.user}"
