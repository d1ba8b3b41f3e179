"""Who came to the door of the school: who cannot come in and why, what to look at, who has come in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.comparison import compared, told
from accounts.models import DataFinding, MismatchCase, RecordClaim, Role
from schools.admin import search
from schools.admin.base import SchoolAdmin, own_schools
from schools.admin.filters import OfferedFilter, Openness, OwnSchool
from schools.admin.wording import Wording


class CaseKind(OfferedFilter):
    title = _("что случилось")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in MismatchCase.Kind]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(kind=value)


class ArrivalAdmin(SchoolAdmin):
    """Rows that the sign-in writes and staff only read; each is about a pupil's or a parent's record."""

    ordering = (F("closed_at").desc(nulls_first=True), "-opened_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("school", "student", "parent", "identity__verified")

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*self.list_display, "school"] if len(own_schools(request)) > 1 else self.list_display

    @admin.display(description=_("запись в школе"))
    def record(self, row: Any) -> SafeString | str:
        person = row.student or row.parent
        if person is None:
            return gettext("не найдена")
        address = reverse(f"admin:schools_{person._meta.model_name}_change", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, person)

    @admin.display(description=_("кто на Госуслугах"))
    def visitor(self, row: Any) -> str:
        verified = getattr(row.identity, "verified", None)
        return verified.full_name() if verified else ""

    @admin.display(description=_("с какого дня"))
    def opened_on(self, row: Any) -> str:
        return date_format(localtime(row.opened_at), "d.m.Y")

    @admin.display(description=_("роль"))
    def told_role(self, row: Any) -> str:
        return str(Role(row.role).label) if row.role else ""


@admin.register(MismatchCase)
class CaseAdmin(ArrivalAdmin):
    wording = Wording(rows=_("Кто не может войти"), row=_("Почему человек не может войти"))
    list_display = ("number", "visitor", "told_role", "what", "record", "opened_on", "state")
    list_filter = (OwnSchool, Openness, CaseKind)
    search_fields = ("number",)
    search_help_text = _("Номер обращения, фамилия и имя или СНИЛС целиком.")
    change_form_template = "admin/case_card.html"
    fields = readonly_fields = ("number", "visitor", "told_role", "what", "record", "opened_on", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("causes")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        by_number = queryset.filter(number=search_term.replace("\0", "").strip())
        return by_number | search.people(queryset, search_term, prefix="identity__verified__"), False

    @admin.display(description=_("что случилось"))
    def what(self, case: MismatchCase) -> str:
        causes = [told(cause.field, cause.kinds) for cause in case.causes.all() if cause.field]
        return "; ".join([str(case.get_kind_display()), *causes])

    @admin.display(description=_("запись в школе"))
    def record(self, row: Any) -> SafeString | str:
        if row.kind == MismatchCase.Kind.AMBIGUOUS and not (row.student_id or row.parent_id):
            return gettext("их несколько")
        return super().record(row)

    @admin.display(description=_("состояние"))
    def state(self, case: MismatchCase) -> str:
        if case.closed_at is None:
            return gettext("открыто")
        return gettext("закрыто: %(reason)s") % {"reason": case.get_close_reason_display()}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["comparison"] = list(compared(context["original"]))
        context["record"] = self.record(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(DataFinding)
class FindingAdmin(ArrivalAdmin):
    wording = Wording(rows=_("Замечания к данным"), row=_("Замечание к данным"))
    list_display = ("record", "difference", "opened_on", "state")
    list_display_links = None
    list_filter = (OwnSchool, Openness)
    fields = readonly_fields = ("record", "difference", "opened_on", "state")

    @admin.display(description=_("что отличается"))
    def difference(self, finding: DataFinding) -> str:
        return told(finding.field, finding.kinds)

    @admin.display(description=_("состояние"))
    def state(self, finding: DataFinding) -> str:
        return gettext("исправлено") if finding.closed_at else gettext("стоит проверить")


@admin.register(RecordClaim)
class ClaimAdmin(ArrivalAdmin):
    wording = Wording(rows=_("Кто входит в дневник"), row=_("Кто входит в дневник"))
    list_display = ("record", "told_role", "opened_on", "closed_at")
    list_display_links = None
    list_filter = (OwnSchool, Openness)
    fields = readonly_fields = ("record", "told_role", "opened_on", "closed_at")
