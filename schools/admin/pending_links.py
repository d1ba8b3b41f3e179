"""Links that wait for a second member of staff: who opened them and on what paper, and one answer (L30)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools import texts
from schools.actions import four_eyes, links
from schools.admin import search
from schools.admin.base import SchoolAdmin, own_schools, today_in
from schools.admin.filters import OwnSchool, PendingState
from schools.admin.refusals import link_refused, not_the_second
from schools.admin.trace import doer, doer_names
from schools.admin.wording import Wording
from schools.models import PendingLink

State = PendingLink.State


def told_of(record: models.Model) -> list[PendingLink]:
    """What waits about a pupil or a parent, for the record's own page."""
    rows = PendingLink.for_system(by="page of a record").filter(state=State.WAITING)
    return list(rows.filter(**{str(record._meta.model_name): record}).select_related("parent", "student"))


@admin.register(PendingLink)
class PendingLinkAdmin(SchoolAdmin):
    wording = Wording(rows=_("Связи ждут второго сотрудника"), row=_("Связь, открытая одним сотрудником"))
    list_display = ("student", "deeds", "state", "parent", "opened_on")
    list_select_related = ("student", "parent")
    list_filter = (OwnSchool, PendingState)
    search_fields = ("student__surname_key",)
    search_help_text = search.HELP

    def has_module_permission(self, request: HttpRequest) -> bool:
        """No heading in the menu where nobody asks for two people and nothing ever waited; a query at most."""
        two_are_wanted = any(school.region.four_eyes for school in own_schools(request))
        return two_are_wanted or PendingLink.for_staff(request.user).exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("student", "parent", "school__region")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        of_child = search.people(queryset, search_term, prefix="student__", certificates=True)
        return of_child | search.people(queryset, search_term, prefix="parent__"), False

    @admin.display(description=_("когда открыта"))
    def opened_on(self, row: PendingLink) -> str:
        return f"{localtime(row.opened_at):%d.%m.%Y %H:%M}"

    @admin.display(description=_("кто открыл"))
    def opener(self, row: PendingLink) -> str:
        return doer_names([row.opened_by])[row.opened_by]

    @admin.display(description=_("когда решили"))
    def decided_on(self, row: PendingLink) -> str:
        return f"{localtime(row.decided_at):%d.%m.%Y %H:%M}" if row.decided_at else ""

    @admin.display(description=_("кто решил"))
    def decider(self, row: PendingLink) -> str:
        return doer_names([row.decided_by])[row.decided_by] if row.decided_by else ""

    @admin.display(description=_("что можно сделать"))
    def deeds(self, row: PendingLink) -> SafeString | str:
        if row.state != State.WAITING:
            return ""
        return format_html('<a href="{}">{}</a>', self.address("decide", row.pk), gettext("Решить…"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        end = ("deeds",) if obj and obj.state == State.WAITING else ("decided_on", "decider")
        return ("student", "parent", "relation", "basis", "opened_on", "opener", "state", *end)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.decide)
        return [path("<path:object_id>/decide/", page, name="schools_pendinglink_decide"), *super().get_urls()]

    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say who opened what, when and on which paper, and on the answer agree or decline."""
        row: PendingLink | None = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        answer = request.POST.get("answer") if request.method == "POST" else None
        if row.state == State.WAITING and answer == "agree":
            return self._agree(request, row)
        if row.state == State.WAITING and answer == "decline":
            return self._decline(request, row)
        return self._page(request, row)

    def _agree(self, request: HttpRequest, row: PendingLink) -> HttpResponse:
        def deed() -> None:
            four_eyes.agree(pending=row, on=today_in(row.school), at=now(), by=_person(request))

        said = gettext("Связь подтверждена и действует: %(link)s.") % {"link": row}
        try:
            return self.carry_out(request, deed, said=said, to=("admin:schools_student_change", row.student_id))
        except four_eyes.NotTheSecond:
            return self._page(request, row)
        except links.LinkRefused as refused:
            return self._page(request, row, trouble=link_refused(refused, student=row.student.full_name()))
        except IntegrityError:
            return self._page(request, row, trouble=texts.already_linked())

    def _decline(self, request: HttpRequest, row: PendingLink) -> HttpResponse:
        def deed() -> None:
            four_eyes.decline(pending=row, at=now(), by=doer(request))

        said = gettext("Связь отклонена, она ничего не открыла: %(link)s.") % {"link": row}
        return self.carry_out(request, deed, said=said, to=("admin:schools_student_change", row.student_id))

    def _page(self, request: HttpRequest, row: PendingLink, *, trouble: str = "") -> HttpResponse:
        """The question. Whoever may not agree reads why, and may still decline."""
        told = {
            "title": gettext("Подтвердить связь?"),
            "row": row,
            "opener": self.opener(row),
            "opened_on": self.opened_on(row),
            "decider": self.decider(row),
            "why_not": _why_not(row, request),
            "trouble": trouble,
            "opts": self.opts,
        }
        context = {**self.admin_site.each_context(request), **self._told(told)}
        return TemplateResponse(request, "admin/pending_link.html", context)


def _person(request: HttpRequest) -> AbstractUser:
    return cast(AbstractUser, doer(request))


def _why_not(row: PendingLink, request: HttpRequest) -> str:
    try:
        four_eyes.check_is_second(row, by=_person(request))
    except four_eyes.NotTheSecond as refused:
        return not_the_second(refused)
    return ""
