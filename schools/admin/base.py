"""The fence of the admin: staff meet the rows of the schools where they work, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import OperationalError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate

from schools.admin.wording import WordedAdmin
from schools.models import School, SchoolOwned


def own_schools(request: HttpRequest) -> list[School]:
    """The first two schools of the person: enough to know none, one or several. Asked once per request."""
    held = vars(request)
    if "own_schools" not in held:
        held["own_schools"] = list(School.objects.for_staff(request.user).select_related("region")[:2])
    schools: list[School] = held["own_schools"]
    return schools


def school_of_page(request: HttpRequest, row: models.Model | None = None) -> School | None:
    """The school that a page is about: the row's, the only one, or the one named in the address."""
    if row is not None:
        school: School = getattr(row, "school")  # noqa: B009  rows of several models have it
        return school
    schools = own_schools(request)
    if len(schools) == 1:
        return schools[0]
    named = request.GET.get("school", "")
    if not named.isdecimal() or len(named) > 9:
        return None
    return School.objects.for_staff(request.user).select_related("region").filter(pk=int(named)).first()


def today_in(school: School) -> date:
    """The business date of the school's region."""
    return localdate(timezone=ZoneInfo(school.region.time_zone))


class MembershipPermissions:
    """Whoever administers a school today may see; what else, each page says. Which rows is the queryset's business."""

    may_add = False
    may_change = False
    may_delete = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(own_schools(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and self.has_view_permission(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices come through the fence as well, so an id of another school is no choice at all."""
        target = db_field.remote_field.model
        if issubclass(target, SchoolOwned):
            kwargs["queryset"] = target.for_staff(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin for Django's classes


class SchoolAdmin(MembershipPermissions, WordedAdmin):
    """Pages about rows that belong to a school."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model.for_staff(request.user)
        return rows.order_by(*self.get_ordering(request)) if self.get_ordering(request) else rows

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the school first when there are several: everything else on the form depends on it."""
        if self.has_add_permission(request) and school_of_page(request) is None:
            return self._choose_school(request)
        return super().add_view(request, form_url, extra_context)

    def carry_out(
        self, request: HttpRequest, deed: Callable[[], object], *, said: str, to: tuple[str, object]
    ) -> HttpResponse:
        """Do the deed of a page of ours, say so and go to the page `to`: its name and the key of its row."""
        try:
            deed()
        except OperationalError as error:
            return self._busy(request, error)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(*to)

    def _choose_school(self, request: HttpRequest) -> HttpResponse:
        kept = request.GET.copy()
        kept.pop("school", None)
        context = {
            **self.admin_site.each_context(request),
            "title": self.wording.add,
            "wording": self.wording,
            "opts": self.opts,
            "schools": School.objects.for_staff(request.user),
            "kept": kept.urlencode(),
        }
        return TemplateResponse(request, "admin/choose_school.html", context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        """The form knows its school: a new row belongs to it, and choices are narrowed to it."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"school": school_of_page(request, obj)})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        school = school_of_page(request, context.get("original"))
        name = str(context["original"]) if context.get("original") else ""
        several = str(school) if len(own_schools(request)) > 1 else ""
        context["subtitle"] = ", ".join(part for part in (name, several) if part)
        return super().render_change_form(request, context, *args, **kwargs)
