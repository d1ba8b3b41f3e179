"""Changes of issuer, for the technical superuser to look at: figures, no people. They are made by `migrate_issuer`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.work import State, WorkAdmin
from accounts.models import IdentityMigration, IdentityMove, RefutedMove
from accounts.texts.issuers import counted
from schools.admin.wording import Wording

Move, MOVED = IdentityMove.State, Q(moves__state=IdentityMove.State.MOVED)


@admin.register(IdentityMigration)
class MigrationAdmin(WorkAdmin):
    wording = Wording(rows=_("Переводы к новому поставщику"), row=_("Перевод к новому поставщику"))
    list_display = ("issuers", "told_region", "way", "told_state", "figures", "key")
    list_filter = (State,)
    list_select_related = ("region",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        by_proof = Q(moves__way=IdentityMove.Way.PROOF)
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                moved_by_key=Count("moves", filter=MOVED & ~by_proof),
                moved_by_proof=Count("moves", filter=MOVED & by_proof),
                conflicts=Count("moves", filter=Q(moves__state=Move.CONFLICT)),
                returned=Count("moves", filter=Q(moves__state=Move.RETURNED)),
                stayed=Count("moves", filter=Q(moves__state=Move.STAYED)),
                refuted=Coalesce(Subquery(_refuted().values("count")), 0),
            )
        )
        return rows

    @admin.display(description=_("откуда и куда"), ordering="from_issuer")
    def issuers(self, migration: IdentityMigration) -> SafeString:
        return format_html("{}<br>→ {}", migration.from_issuer, migration.to_issuer)

    @admin.display(description=_("состояние"), ordering="rehearsed_at")
    def told_state(self, migration: IdentityMigration) -> str:
        """With the day of it, and whether former keys still count."""
        since = migration.undone_at or migration.applied_at or migration.rehearsed_at
        is_over = migration.state == IdentityMigration.State.APPLIED and migration.finished_at is not None
        ended = gettext("; прежние номера больше не действуют") if is_over else ""
        return f"{migration.get_state_display()}, {localtime(since):%d.%m.%Y %H:%M}{ended}"

    @admin.display(description=_("регион"))
    def told_region(self, migration: IdentityMigration) -> str:
        return str(migration.region or _("все"))

    @admin.display(description=_("учётные записи"))
    def figures(self, migration: Any) -> str:
        """Those of the rehearsal, then how it stands now."""
        names = ("moved_by_key", "moved_by_proof", "conflicts", "refuted", "returned", "stayed")
        return counted({"planned": migration.foretold.get("planned", 0)} | {n: getattr(migration, n) for n in names})

    @admin.display(description=_("ключ"))
    def key(self, migration: IdentityMigration) -> str:
        return str(migration.pk)


def _refuted() -> QuerySet[Any]:
    """How many lines of its list were refuted, as `count`: apart, for beside the moves each would be counted again."""
    rows = RefutedMove.for_system(by="admin").filter(migration=OuterRef("pk")).order_by()
    return rows.values("migration").annotate(count=Count("pk"))
