"""The ledger of links: looked at and closed, never edited or deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import links
from schools.admin import search
from schools.admin.base import SchoolAdmin, today_in
from schools.admin.filters import LinkOpenness, OwnSchool
from schools.admin.trace import doer, doer_names
from schools.admin.wording import Wording
from schools.models import ParentChildLink


@admin.register(ParentChildLink)
class LinkAdmin(SchoolAdmin):
    wording = Wording(rows=_("Связи родителей и детей"), row=_("Связь родителя и ребёнка"))
    list_display = ("student", "parent", "relation", "basis", "valid_from", "valid_to")
    list_select_related = ("student", "parent")
    list_filter = (OwnSchool, LinkOpenness)
    search_fields = ("student__surname_key",)
    search_help_text = search.HELP

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("student", "parent", "school__region")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        of_child = search.people(queryset, search_term, prefix="student__", certificates=True)
        return of_child | search.people(queryset, search_term, prefix="parent__"), False

    @admin.display(description=_("кто проверил"))
    def opener(self, link: ParentChildLink) -> str:
        return doer_names([link.verified_by])[link.verified_by]

    @admin.display(description=_("кто закрыл"))
    def closer(self, link: ParentChildLink) -> str:
        return doer_names([link.closed_by])[link.closed_by]

    @admin.display(description=_("закрыть"))
    def closing(self, link: ParentChildLink) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.address("close", link.pk), gettext("Закрыть связь…"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        end = ("valid_to", "closer") if obj and obj.valid_to else ("closing",)
        return ("student", "parent", "relation", "basis", "valid_from", "opener", *end)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.close)
        return [path("<path:object_id>/close/", page, name="schools_parentchildlink_close"), *super().get_urls()]

    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and on the answer close."""
        link = self.get_object(request, unquote(object_id))
        if link is None:
            raise Http404
        if request.method == "POST":
            links.close_link(link=link, on=today_in(link.school), by=doer(request))
            self.message_user(request, gettext("Связь закрыта: %(link)s.") % {"link": link}, messages.SUCCESS)
            return redirect("admin:schools_student_change", link.student_id)
        told = {"title": gettext("Закрыть связь?"), "link": link, "opts": self.opts}
        return TemplateResponse(
            request, "admin/close_link.html", {**self.admin_site.each_context(request), **self._told(told)}
        )
