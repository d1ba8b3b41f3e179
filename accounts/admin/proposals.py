"""«Просят связать с ребёнком»: the list of proposals, and the answer by the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import admissions, proposals, refusals
from accounts.admin.case_filters import InStatesList
from accounts.admin.case_words import NOT_IN_LIST, list_told
from accounts.admin.request_forms import ProposalForm, ReasonForm
from accounts.admin.requests import RequestAdmin, is_waiting
from accounts.models import LinkProposal
from schools.admin.base import today_in
from schools.admin.trace import doer
from schools.admin.wording import Wording
from schools.labels import to_tell_apart
from schools.models import Student


@admin.register(LinkProposal)
class ProposalAdmin(RequestAdmin):
    wording = Wording(rows=_("Просят связать с ребёнком"), row=_("Просьба связать с ребёнком"))
    list_display = ("visitor", "asks", "told_state", "deeds", "of_case", "asked_on")
    list_filter = (*RequestAdmin.list_filter, InStatesList)
    fields = readonly_fields = (
        *("visitor", "relation", "named_child", "named_class", "states_list", "of_case", "asked_on"),
        *("told_state", "decided_on", "decider", "linked_pupil", "deeds"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("school_class", "student__school_class")

    @admin.display(description=_("о ком просит"))
    def asks(self, row: LinkProposal) -> SafeString | str:
        parts = (self.named_child(row), str(row.school_class or ""), str(row.get_relation_display()))
        named = ", ".join(part for part in parts if part)
        if not row.strengthened:
            return named
        return format_html(
            '{}<br><span class="help">{}</span>', named, gettext("подтверждает список детей на Госуслугах")
        )

    @admin.display(description=_("ребёнок, как его назвали"))
    def named_child(self, row: LinkProposal) -> str:
        return row.child_name or ""

    @admin.display(description=_("класс, как его назвали"))
    def named_class(self, row: LinkProposal) -> str:
        return str(row.school_class) if row.school_class else gettext("не назван")

    @admin.display(description=_("список детей на Госуслугах"))
    def states_list(self, row: LinkProposal) -> SafeString | str:
        lines = list_told(row) or ([str(NOT_IN_LIST)] if is_waiting(row) else [])
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))

    @admin.display(description=_("с кем связали"))
    def linked_pupil(self, row: LinkProposal) -> str:
        return to_tell_apart(row.student) if row.student else ""

    def deed_pages(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"decide": self.answer, "decline": self.decline}

    def answer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the child, the paper and the parent's record, show it all once more, and on the answer link."""
        row = self.found(request, object_id)
        if not is_waiting(row):
            return self.over(request, row)
        form = ProposalForm(self.posted(request), proposal=row)
        told: dict[str, Any] = {"row": row, "form": form, "visitor": self.visitor(row)}
        if request.method != "POST" or not form.is_valid():
            told |= {"title": gettext("Просьба связать с ребёнком"), "listed": _listed(row, form.pupil)}
            return self.show(request, "admin/request_link.html", **told)
        if "confirmed" not in request.POST:
            told |= {
                "title": gettext("Связать?"),
                "label": to_tell_apart,
                "chosen": _chosen(form),
                "listed": _listed(row, form.student),
            }
            return self.show(request, "admin/request_link_confirm.html", **told)

        def deed() -> None:
            cleaned = form.cleaned_data
            admissions.admit(
                proposal=row,
                student=form.student,
                parent=form.parent,
                basis=cleaned["basis"],
                relation=cleaned["relation"],
                at=now(),
                on=today_in(row.school),
                by=doer(request),
            )

        said = gettext("Связь записана: %(pupil)s. Сейчас всё сверится ещё раз.") % {"pupil": form.student}
        return self.decide(request, deed, said=said, to=self.back(row))

    def decline(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the reason, and on the answer say no."""
        row = self.found(request, object_id)
        if not is_waiting(row):
            return self.over(request, row)
        form = ReasonForm(self.posted(request), reasons=refusals.TO_PROPOSALS)

        def deed() -> None:
            proposals.decline(proposal=row, reason=form.reason, at=now(), by=doer(request))

        return self.declining(request, row, form, deed)


def _listed(row: LinkProposal, pupil: Student | None) -> list[str]:
    """What the state's list says of the pupil, or of the words where no pupil is found."""
    return list_told(row, found=proposals.listing_of_pupil(row, pupil)) if pupil else list_told(row)


def _chosen(form: ProposalForm) -> dict[str, Any]:
    """What the school is about to do, in words."""
    cleaned, record = form.cleaned_data, form.parent
    words = dict(form.fields["whom"].choices) if "whom" in form.fields else {}  # type: ignore[attr-defined]  # a choice field
    relations, papers = (dict(form.fields[name].choices) for name in ("relation", "basis"))  # type: ignore[attr-defined]  # the same
    return {
        "pupil": to_tell_apart(form.student),
        "parent": to_tell_apart(record) if record else words[cleaned["whom"]],
        "relation": relations[cleaned["relation"]],
        "basis": papers[cleaned["basis"]],
        "gives_number": form.gives_number(),
    }
