"""The filters of the lists. A value that is not on offer changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import restrictions
from schools.admin.base import school_of_page
from schools.models import ParentChildLink, PendingLink, Restriction, School, SchoolClass


class OfferedFilter(admin.SimpleListFilter):
    """A filter by one of the values it offers."""

    def chosen(self) -> str | None:
        """The value in the address, if it is one of ours."""
        value = self.value()
        return value if value in {str(key) for key, _text in self.lookup_choices} else None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.chosen()
        return queryset if value is None else self.narrowed(queryset, value)

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        raise NotImplementedError


class OwnSchool(OfferedFilter):
    title = _("школа")
    parameter_name = "school"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        schools = [(str(school.pk), school.name) for school in School.objects.for_staff(request.user)]
        return schools if len(schools) > 1 else []

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(school_id=int(value))


class OfClass(OfferedFilter):
    """The classes of the school's latest year; with several schools a school is chosen first."""

    title = _("класс")
    parameter_name = "class"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        school = school_of_page(request)
        if school is None:
            return []
        classes = list(SchoolClass.for_staff(request.user).filter(school=school).select_related("year"))
        latest = max((row.year.starts_on for row in classes), default=None)
        return [(str(row.pk), str(row)) for row in classes if row.year.starts_on == latest] + [
            ("none", gettext("без класса"))
        ]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(school_class=None if value == "none" else int(value))


class Presence(OfferedFilter):
    title = _("где сейчас")
    parameter_name = "presence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("here", gettext("в школе")), ("left", gettext("выбыл"))]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(left_on__isnull=value == "here")


class Missing(OfferedFilter):
    """What a record lacks to be recognised at the door."""

    title = _("чего не хватает")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("snils", gettext("нет СНИЛС")), ("link", gettext("не связан с ребёнком"))]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "link":
            mine = {rows.model._meta.model_name: OuterRef("pk")}
            open_links = ParentChildLink.for_system(by="filter").filter(valid_to=None, **mine)
            return rows.filter(~Exists(open_links))
        return rows.filter(Q(**{f"{value}_index": None}))


class MissingOfStudent(Missing):
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("snils", gettext("нет СНИЛС")),
            ("certificate", gettext("нет свидетельства")),
            ("link", gettext("не связан с родителем")),
        ]


class Openness(OfferedFilter):
    """Open or closed, by the column that says when it was closed."""

    title = _("состояние")
    parameter_name = "state"
    column = "closed_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", gettext("открыто")), ("closed", gettext("закрыто"))]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(**{f"{self.column}__isnull": value == "open"})


class LinkOpenness(Openness):
    column = "valid_to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", gettext("действует")), ("closed", gettext("закрыта"))]


class PendingState(OfferedFilter):
    title = _("состояние")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in PendingLink.State]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(state=value)


class RestrictionState(OfferedFilter):
    title = _("состояние")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = [(state.value, str(state.label)) for state in Restriction.State]
        return [*states, ("expired", gettext("срок вышел"))]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "expired":
            expired: QuerySet[Any] = restrictions.expired(rows, on=localdate())
            return expired
        return rows.filter(state=value)
