"""The ledger of links: looked at, narrowed and closed, never edited otherwise or deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import bonds, links
from schools.admin import search
from schools.admin.base import SchoolAdmin, today_in
from schools.admin.filters import LinkOpenness, OwnSchool
from schools.admin.scope_fields import ScopesField, scopes_told, words_of_links
from schools.admin.trace import doer, doer_names
from schools.admin.wording import Wording
from schools.models import ParentChildLink, PendingLink
from schools.relations import default_scopes


class ScopesForm(forms.Form):
    """What the relation may be allowed, a box each; all boxes may be empty."""

    def __init__(self, *args: Any, link: ParentChildLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"] = ScopesField(
            label=gettext("Что может этот взрослый"),
            words=words_of_links(),
            on_offer=default_scopes(link.relation),
            required=False,
            initial=list(bonds.allowed(link)),
        )


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

    @admin.display(description=_("кто подтвердил"))
    def second(self, link: ParentChildLink) -> str:
        """The other of the two, where the region wanted two; they share an id."""
        agreed = PendingLink.for_system(by="page of a link").get(pk=link.pk)
        return doer_names([agreed.decided_by])[agreed.decided_by]

    @admin.display(description=_("кто закрыл"))
    def closer(self, link: ParentChildLink) -> str:
        return doer_names([link.closed_by])[link.closed_by]

    @admin.display(description=_("что может"))
    def allows(self, link: ParentChildLink) -> str:
        return scopes_told(bonds.allowed(link))

    @admin.display(description=_("что можно сделать"))
    def deeds(self, link: ParentChildLink) -> SafeString:
        restrict = reverse("admin:schools_restriction_set", args=[link.student_id])
        pages = (
            (self.address("scopes", link.pk), gettext("Изменить, что может…")),
            (f"{restrict}?parent={link.parent_id}", gettext("Внести ограничение…")),
            (self.address("close", link.pk), gettext("Закрыть связь…")),
        )
        return format_html('<ul class="choices">{}</ul>', format_html_join("", '<li><a href="{}">{}</a></li>', pages))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        end = ("valid_to", "closer") if obj and obj.valid_to else ("deeds",)
        of_two = obj is not None and PendingLink.for_system(by="page of a link").filter(pk=obj.pk).exists()
        signed = ("opener", "second") if of_two else ("opener",)
        return ("student", "parent", "relation", "basis", "allows", "valid_from", *signed, *end)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def get_urls(self) -> list[URLPattern]:
        ours = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(page), name=f"schools_parentchildlink_{name}")
            for name, page in {"close": self.close, "scopes": self.scopes}.items()
        ]
        return [*ours, *super().get_urls()]

    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and on the answer close."""
        link = self._found(request, object_id)
        if request.method != "POST":
            return self._answer(request, "admin/close_link.html", {"title": gettext("Закрыть связь?"), "link": link})

        def deed() -> None:
            links.close_link(link=link, on=today_in(link.school), by=doer(request))

        said = gettext("Связь закрыта: %(link)s.") % {"link": link}
        return self.carry_out(request, deed, said=said, to=("admin:schools_student_change", link.student_id))

    def scopes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The boxes of what an open link allows."""
        link = self._found(request, object_id)
        form = ScopesForm(request.POST if request.method == "POST" else None, link=link)
        if request.method != "POST" or link.valid_to is not None or not form.is_valid():
            told = {"title": gettext("Что может этот взрослый"), "save": gettext("Сохранить"), "form": form}
            return self._answer(request, "admin/link_scopes.html", {**told, "link": link})

        def deed() -> None:
            links.change_scopes(link=link, scopes=form.cleaned_data["scopes"], by=doer(request))

        said = gettext("Сохранено: %(link)s.") % {"link": link}
        return self.carry_out(request, deed, said=said, to=("admin:schools_student_change", link.student_id))

    def _found(self, request: HttpRequest, object_id: str) -> ParentChildLink:
        link: ParentChildLink | None = self.get_object(request, unquote(object_id))
        if link is None:
            raise Http404
        return link

    def _answer(self, request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **self._told(told), "opts": self.opts}
        return TemplateResponse(request, template, context)
