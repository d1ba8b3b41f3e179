"""Who came to the door of the school: what to look at in the records, and who has come in."""

from __future__ import annotations

from typing import Any, ClassVar

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

from accounts.admin.comparison import told
from accounts.admin.sessions import end_of_citizens
from accounts.models import DataFinding, RecordClaim, Role
from schools.admin.base import SchoolAdmin, own_schools
from schools.admin.filters import Openness, OwnSchool
from schools.admin.wording import Wording


class ArrivalAdmin(SchoolAdmin):
    """Rows that the sign-in writes; each is about a pupil's or a parent's record."""

    ordering: ClassVar[Any] = (F("closed_at").desc(nulls_first=True), "-opened_at")

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

    @admin.display(description=_("с какого дня"))
    def opened_on(self, row: Any) -> str:
        return date_format(localtime(row.opened_at), "d.m.Y")

    @admin.display(description=_("роль"))
    def told_role(self, row: Any) -> str:
        return str(Role(row.role).label) if row.role else ""


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
    actions = (end_of_citizens,)
    wording = Wording(rows=_("Кто входит в дневник"), row=_("Кто входит в дневник"))
    list_display = ("record", "told_role", "opened_on", "closed_at")
    list_display_links = None
    list_filter = (OwnSchool, Openness)
    fields = readonly_fields = ("record", "told_role", "opened_on", "closed_at")
