"""«Кто не может войти»: the list of cases and the card of each."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import refusals, replacements
from accounts.actions.corrections import WITHOUT_A_NUMBER
from accounts.actions.suggestions import Suggestion, places_of_numbers, suggest
from accounts.admin.arrivals import ArrivalAdmin
from accounts.admin.case_deeds import CaseDeeds
from accounts.admin.case_filters import Asking, CaseKind, Turn
from accounts.admin.case_words import (
    TURNS,
    asked_now,
    asked_told,
    day,
    declined,
    has_school,
    requests_of_cases,
    traits_told,
    turn,
    visitor_told,
)
from accounts.admin.comparison import compared, told
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, Role
from accounts.texts.words import field_name
from schools.admin import search
from schools.admin.filters import Openness, OwnSchool
from schools.admin.wording import Wording
from schools.labels import to_tell_apart
from schools.models import Parent, Student

Kind = MismatchCase.Kind
DIGITS_OF_A_NUMBER = re.compile(r"\s*(\d{4})[\s‐-―-]*(\d{4})\s*", re.ASCII)
OF_SOMEBODY_NOT_FOUND = ("named", "sent_on")


@admin.register(MismatchCase)
class CaseAdmin(ArrivalAdmin, CaseDeeds):
    wording = Wording(rows=_("Кто не может войти"), row=_("Почему человек не может войти"))
    ordering = (F("closed_at").desc(nulls_first=True), "opened_at", "pk")
    list_display = ("number", "visitor", "what", "asked", "state", "opened_on")
    list_filter = (OwnSchool, Openness, Asking, Turn, CaseKind)
    search_fields = ("number",)
    search_help_text = _("Номер обращения, фамилия и имя или СНИЛС целиком.")
    change_form_template = "admin/case_card.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("school__region", "school_class", "identity__region")
        return rows.prefetch_related("causes", *requests_of_cases())

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        digits = DIGITS_OF_A_NUMBER.fullmatch(search_term)
        by_number = queryset.filter(number="-".join(digits.groups())) if digits else queryset.none()
        return by_number | search.people(queryset, search_term, prefix="identity__verified__"), False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        about = OF_SOMEBODY_NOT_FOUND if obj is not None and obj.kind == Kind.NOT_FOUND else ()
        return ("state", "visitor", "account", "what", "record", *about, "opened_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    @admin.display(description=_("кто на Госуслугах"))
    def visitor(self, case: MismatchCase) -> SafeString | str:
        return visitor_told(case.identity, role=self.told_role(case)) or gettext("данные удалены по сроку")

    @admin.display(description=_("учётная запись"))
    def account(self, case: MismatchCase) -> str:
        verified = getattr(case.identity, "verified", None)
        if verified is None:
            return ""
        seen = {"level": verified.get_level_display(), "day": f"{localtime(verified.verified_at):%d.%m.%Y %H:%M}"}
        return gettext("%(level)s, последний вход %(day)s") % seen

    @admin.display(description=_("что случилось"))
    def what(self, case: MismatchCase) -> str:
        causes = [told(cause.field, cause.kinds) for cause in case.causes.all() if cause.field]
        return "; ".join([str(case.get_kind_display()), *causes])

    @admin.display(description=_("о чём просит"))
    def asked(self, case: MismatchCase) -> str:
        return ", ".join(dict.fromkeys(map(asked_told, asked_now(case))))

    @admin.display(description=_("кого назвал человек"))
    def named(self, case: MismatchCase) -> str:
        of_class = str(case.school_class) if case.school_class else gettext("класс не назван")
        return ", ".join(part for part in (case.child_name, of_class) if part)

    @admin.display(description=_("передано в школу"))
    def sent_on(self, case: MismatchCase) -> str:
        return f"{localtime(case.sent_at):%d.%m.%Y}" if case.sent_at else ""

    @admin.display(description=_("запись в школе"))
    def record(self, row: Any) -> SafeString | str:
        if row.kind == Kind.AMBIGUOUS and not (row.student_id or row.parent_id):
            return gettext("их несколько")
        return super().record(row)

    @admin.display(description=_("чья очередь"))
    def state(self, case: MismatchCase) -> str:
        owner = turn(case)
        if owner is None:
            return gettext("закрыто: %(reason)s") % {"reason": case.get_close_reason_display()}
        waited = day(case, at=now())
        told = {"owner": TURNS[owner], "day": waited}
        return gettext("%(owner)s, %(day)s-й рабочий день") % told if waited else str(TURNS[owner])

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context |= card(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)


def card(case: MismatchCase) -> dict[str, Any]:
    """What the card shows besides the columns: both sides, what was asked, where to look, what can be done."""
    open_here = has_school(case)
    waiting = asked_now(case) if open_here else []
    return {
        "comparison": list(compared(case)),
        "has_record": bool(case.student_id or case.parent_id),
        "pleas": [_plea(request) for request in waiting],
        "answers": [(row.decided_at, row.get_reason_display()) for row in declined(case)],
        "places": _places(case) if open_here else [],
        "may_give_number": open_here and case.kind in WITHOUT_A_NUMBER,
        "suggestions": [_line(one) for one in _suggestions(case)] if open_here else [],
        "may_replace": open_here and _may_replace(case),
        "may_refuse": open_here and (bool(waiting) or case.kind in refusals.UNASKED),
    }


def _plea(request: LinkProposal | CorrectionRequest) -> dict[str, Any]:
    """One thing that is asked, and the page of the answer where there is one: the rest is done on the card itself."""
    told = {"words": asked_told(request), "asked_at": request.asked_at}
    if isinstance(request, LinkProposal):
        child = [request.child_name, str(request.school_class or ""), request.get_relation_display()]
        address = reverse("admin:accounts_linkproposal_decide", args=[request.pk])
        named = ", ".join(part for part in child if part)
        return {**told, "child": named, "listed": request.strengthened, "address": address}
    by_hand = request.kind == CorrectionRequest.Kind.ROLE_MIXED or not (request.student_id or request.parent_id)
    return {**told, "address": "" if by_hand else reverse("admin:accounts_correctionrequest_decide", args=[request.pk])}


def _suggestions(case: MismatchCase) -> list[Suggestion]:
    verified = getattr(case.identity, "verified", None)
    if verified is None or case.school is None or case.kind not in WITHOUT_A_NUMBER:
        return []
    return suggest(verified=verified, school=case.school, role=case.role, school_class=case.school_class)


def _line(found: Suggestion) -> dict[str, Any]:
    record = found.record
    children = [link.student for link in getattr(record, "open_links", ())]
    return {
        "record": record,
        "label": to_tell_apart(record),
        "children": ", ".join(map(to_tell_apart, children)),
        "address": _page_of(record),
        "traits": traits_told(found.traits),
        "is_held": found.is_held,
    }


def _places(case: MismatchCase) -> list[dict[str, Any]]:
    """Where the person's numbers stand in this school: among these records the school finds the one that is wrong."""
    verified = getattr(case.identity, "verified", None)
    if verified is None or case.school is None or case.kind not in (Kind.AMBIGUOUS, Kind.WRONG_ROLE):
        return []
    return [
        {
            "label": to_tell_apart(place.record),
            "role": Role.PARENT.label if isinstance(place.record, Parent) else Role.STUDENT.label,
            "numbers": ", ".join(map(field_name, place.fields)),
            "is_held": place.is_held,
            "address": _page_of(place.record),
        }
        for place in places_of_numbers(verified=verified, school=case.school)
    ]


def _page_of(record: Student | Parent) -> str:
    return reverse(f"admin:schools_{record._meta.model_name}_change", args=[record.pk])


def _may_replace(case: MismatchCase) -> bool:
    if case.kind != Kind.AMBIGUOUS:
        return False
    try:
        replacements.rivals(case=case, at=now())
    except replacements.NotReplaceable:
        return False
    return True
