"""The filters of the lists of cases and requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.case_words import SCOPE, TURNS
from accounts.models import CaseCause, CorrectionRequest, LinkProposal, MismatchCase
from accounts.models.request import Request
from schools.admin.filters import OfferedFilter

Owner = CaseCause.Owner
Requests = type[LinkProposal] | type[CorrectionRequest]
ON_OFFER = (Owner.SCHOOL, Owner.EITHER, Owner.PERSON)


class CaseKind(OfferedFilter):
    title = _("что случилось")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in MismatchCase.Kind]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(kind=value)


class Turn(OfferedFilter):
    """Whose turn it is, as the list says it; a case that is over is nobody's."""

    title = _("чья очередь")
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(owner.value, str(TURNS[owner])) for owner in ON_OFFER]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        asked, answered = _either(waits), _either(_declined)
        schools = asked | (~answered & _owned(Owner.SCHOOL))
        either = ~schools & ~answered & _owned(Owner.EITHER)
        wanted = {Owner.SCHOOL: schools, Owner.EITHER: either, Owner.PERSON: ~schools & ~either}
        return rows.filter(wanted[Owner(value)], closed_at=None)


class Asking(OfferedFilter):
    """What the school has yet to answer."""

    title = _("ждёт ответа школы")
    parameter_name = "asks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("any", gettext("есть просьба")),
            ("link", gettext("просят связать с ребёнком")),
            ("record", gettext("просят исправить запись")),
        ]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        wanted = {"any": _either(waits), "link": waits(LinkProposal), "record": waits(CorrectionRequest)}
        return rows.filter(wanted[value])


class RequestState(OfferedFilter):
    title = _("состояние")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in Request.State]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(state=value)


class InStatesList(OfferedFilter):
    """What the state's list of children strengthens: a filter and no order, so that nobody waits longer for having no
    list, a guardian first of all."""

    title = _("список детей на Госуслугах")
    parameter_name = "listed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("подтверждает просьбу"))]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(strengthened=True)


def waits(model: Requests) -> Q:
    """Cases in which something of this kind waits for the school."""
    rows = model.for_system(by=SCOPE).filter(case=OuterRef("pk"), state=Request.State.WAITING)
    return Q(Exists(rows))


def _declined(model: Requests) -> Q:
    """Cases on which, as they stand, the school has said no (`case_words.is_answered`)."""
    since = CaseCause.objects.filter(case=OuterRef("case")).order_by("-since").values("since")[:1]
    rows = model.for_system(by=SCOPE).filter(case=OuterRef("pk"), state=Request.State.DECLINED)
    return Q(Exists(rows.filter(decided_at__gte=Subquery(since))))


def _either(found: Callable[[Requests], Q]) -> Q:
    return found(LinkProposal) | found(CorrectionRequest)


def _owned(owner: CaseCause.Owner) -> Q:
    return Q(Exists(CaseCause.objects.filter(case=OuterRef("pk"), owner=owner)))
