"""Restrictions: entered by an act, lifted, and decided when they came with a transfer; never edited or deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import restrictions, transfers
from schools.admin import search
from schools.admin.base import SchoolAdmin, today_in
from schools.admin.filters import OwnSchool, RestrictionState
from schools.admin.inlines import is_uuid
from schools.admin.restriction_forms import RestrictionForm
from schools.admin.scope_fields import barred_told
from schools.admin.trace import doer, doer_names
from schools.admin.wording import Wording
from schools.models import Restriction, Student

State = Restriction.State
DECIDE, LIFT = "admin/restriction_decide.html", "admin/restriction_lift.html"
DEEDS = {State.PROPOSED: ("decide", _("Решить…")), State.IN_FORCE: ("lift", _("Снять…"))}
ANSWERABLE = {DECIDE: State.PROPOSED, LIFT: State.IN_FORCE}
PAGE = "admin:schools_restriction"


def term(row: Restriction) -> str:
    """From when to when a restriction stands, in words."""
    if row.valid_to is None:
        return gettext("с %(day)s, бессрочно") % {"day": f"{row.valid_from:%d.%m.%Y}"}
    return f"{row.valid_from:%d.%m.%Y} – {row.valid_to:%d.%m.%Y}"


def restrictions_told(student: Student) -> SafeString:
    """The restrictions of a pupil for the pupil's own page, and the way to a new one."""
    rows = Restriction.for_system(by="page of a pupil").filter(student=student)
    address = reverse(f"{PAGE}_set", args=[student.pk])
    lines = [(reverse(f"{PAGE}_change", args=[row.pk]), row, row.get_state_display()) for row in rows]
    return format_html(
        '<ul class="choices">{}</ul><a href="{}">{}</a>',
        format_html_join("", '<li><a href="{}">{}</a> – {}</li>', lines),
        address,
        gettext("Внести ограничение…"),
    )


@admin.register(Restriction)
class RestrictionAdmin(SchoolAdmin):
    wording = Wording(rows=_("Ограничения"), row=_("Ограничение"))
    list_display = ("student", "act", "act_number", "period", "standing")
    list_select_related = ("student",)
    list_filter = (OwnSchool, RestrictionState)
    search_fields = ("student__surname_key",)
    search_help_text = search.HELP
    fields = readonly_fields = (
        *("pupil", "adult", "act", "act_number", "act_date", "act_issuer", "period", "barred"),
        *("standing", "ended_on", "entered", "decider", "deeds"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("student", "parent", "school__region")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        return search.people(queryset, search_term, prefix="student__", certificates=True), False

    @admin.display(description=_("ученик"))
    def pupil(self, row: Restriction) -> SafeString:
        return format_html('<a href="{}">{}</a>', _of_pupil(row), row.student)

    @admin.display(description=_("кого ограничивает"))
    def adult(self, row: Restriction) -> SafeString | str:
        """Somebody without a record here has a sealed name, which is read on the pages of deeds alone."""
        if row.parent is None:
            return gettext("взрослый без записи в школе")
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:schools_parent_change", args=[row.parent_id]), row.parent
        )

    @admin.display(description=_("срок"))
    def period(self, row: Restriction) -> str:
        return term(row)

    @admin.display(description=_("состояние"))
    def standing(self, row: Restriction) -> str:
        """Past its last day it still stands, and the school has something to do."""
        if row.state == State.IN_FORCE and row.valid_to is not None and row.valid_to < today_in(row.school):
            return gettext("срок вышел: снимите или внесите новый акт")
        return str(row.get_state_display())

    @admin.display(description=_("что запрещено"))
    def barred(self, row: Restriction) -> str:
        return barred_told(row)

    @admin.display(description=_("внесено"))
    def entered(self, row: Restriction) -> str:
        return f"{localtime(row.entered_at):%d.%m.%Y}"

    @admin.display(description=_("кто решил"))
    def decider(self, row: Restriction) -> str:
        return doer_names([row.decided_by])[row.decided_by] if row.decided_by else ""

    @admin.display(description=_("что можно сделать"))
    def deeds(self, row: Restriction) -> SafeString | str:
        if row.state not in DEEDS:
            return ""
        name, words = DEEDS[State(row.state)]
        return format_html('<a href="{}">{}</a>', self.address(name, row.pk), words)

    def get_urls(self) -> list[URLPattern]:
        pages = {"lift": self.lift, "decide": self.decide, "set": self.set}
        ours = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(page), name=f"schools_restriction_{name}")
            for name, page in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def lift(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and on the answer lift."""
        row = self._found(request, object_id)
        if request.method != "POST":
            return self._page(request, LIFT, gettext("Снять ограничение?"), row)

        def deed() -> None:
            restrictions.lift(restriction=row, on=today_in(row.school), by=doer(request))

        return self.carry_out(request, deed, said=gettext("Ограничение снято."), to=self._back(row))

    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what came with the pupil, and on the answer decide it."""
        row = self._found(request, object_id)
        if request.method != "POST":
            return self._page(request, DECIDE, gettext("Ограничение передано с переводом"), row)
        answer = request.POST.get("answer")
        if answer not in {"accept", "decline"}:
            return self._page(request, DECIDE, gettext("Ограничение передано с переводом"), row)
        accept = answer == "accept"

        def deed() -> None:
            transfers.decide(restriction=row, accept=accept, at=now(), by=doer(request))

        said = gettext("Ограничение действует.") if accept else gettext("Записано: к этому ученику не относится.")
        return self.carry_out(request, deed, said=said, to=self._back(row))

    def set(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The form of a new restriction of this pupil."""
        pupils = Student.for_staff(request.user).select_related("school__region")
        student = pupils.filter(pk=object_id).first() if is_uuid(object_id) else None
        if student is None:
            raise Http404
        known = {"student": student, "on": today_in(student.school)}
        form = RestrictionForm(request.POST or None, initial={"adult": request.GET.get("parent")}, **known)
        if request.method != "POST" or not form.is_valid():
            told = {"title": gettext("Внести ограничение"), "student": student, "form": form, "opts": self.opts}
            return self._answer(request, "admin/restriction_set.html", told)

        def deed() -> None:
            restrictions.set_restriction(student=student, **form.deed(), at=now(), by=doer(request))

        to = ("admin:schools_student_change", student.pk)
        return self.carry_out(request, deed, said=gettext("Ограничение внесено и уже действует."), to=to)

    def _found(self, request: HttpRequest, object_id: str) -> Restriction:
        row: Restriction | None = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def _page(self, request: HttpRequest, template: str, title: str, row: Restriction) -> HttpResponse:
        """The question; it names the adult, and a sealed name leaves a trace, if there is anything to answer."""
        can_be_done = row.state == ANSWERABLE[template]
        adult = restrictions.show_adult(restriction=row, by=doer(request)) if can_be_done else ""
        told = {"title": title, "row": row, "adult": adult, "can_be_done": can_be_done, "opts": self.opts}
        return self._answer(request, template, {**told, "term": term(row), "barred": barred_told(row)})

    def _answer(self, request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **self._told(told)}
        answer = TemplateResponse(request, template, context)
        answer["Cache-Control"] = "no-store, private"
        return answer

    @staticmethod
    def _back(row: Restriction) -> tuple[str, object]:
        return "admin:schools_student_change", row.student_id


def _of_pupil(row: Restriction) -> str:
    return reverse("admin:schools_student_change", args=[row.student_id])
