"""What the worker does, for the technical superuser: nights, their schools, letters; to look at alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Notice, ReconciliationRun, Shard
from accounts.texts import figures_told
from schools.admin.filters import OfferedFilter
from schools.admin.operator import OperatorAdmin
from schools.admin.wording import Wording


class WorkAdmin(OperatorAdmin):
    """Rows that the worker writes: to look at, never to change."""

    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class State(OfferedFilter):
    """The states of the page's own rows."""

    title = _("состояние")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in model_admin.model.State]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(state=value)


@admin.register(ReconciliationRun)
class RunAdmin(WorkAdmin):
    wording = Wording(rows=_("Ночные сверки"), row=_("Ночная сверка"))
    list_display = ("business_date", "region", "state", "progress", "started_at", "finished_at")
    list_filter = (State,)
    list_select_related = ("region",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        left = Count("shards", filter=Q(shards__state=Shard.State.WAITING))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(schools=Count("shards"), left=left)
        return rows

    @admin.display(description=_("школ"))
    def progress(self, run: Any) -> str:
        return gettext("%(done)s из %(total)s") % {"done": run.schools - run.left, "total": run.schools}


@admin.register(Shard)
class ShardAdmin(WorkAdmin):
    wording = Wording(rows=_("Школы ночных сверок"), row=_("Школа ночной сверки"))
    list_display = ("school", "business_date", "state", "attempts", "error", "finished_at", "told_result")
    list_filter = (State,)
    list_select_related = ("school", "run")
    ordering = ("-run__business_date", "run", "school")

    @admin.display(description=_("дата региона"))
    def business_date(self, shard: Shard) -> Any:
        return shard.run.business_date

    @admin.display(description=_("что сделано"))
    def told_result(self, shard: Shard) -> str:
        figures = [(told, shard.result.get(name)) for name, told in figures_told().items() if name != "schools"]
        return "; ".join(f"{told}: {count}" for told, count in figures if count)


@admin.register(Notice)
class NoticeAdmin(WorkAdmin):
    """Neither whom a letter is for nor what it says."""

    wording = Wording(rows=_("Уведомления"), row=_("Уведомление"))
    list_display = ("created_at", "kind", "channel", "state", "attempts", "error", "ended_at")
    list_filter = (State,)
    ordering = ("-created_at", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = Notice.for_system(by="work pages")
        return rows.order_by(*self.ordering)
