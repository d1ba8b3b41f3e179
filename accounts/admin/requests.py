"""What the lists of requests have in common: who asks, in which case, how it ended, and the way to the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.case_filters import RequestState
from accounts.admin.case_words import SomeRequest, visitor_told
from accounts.admin.deeds import DECIDED, DecidingAdmin
from accounts.admin.request_forms import ReasonForm
from accounts.models.request import Request
from schools.admin import search
from schools.admin.base import own_schools
from schools.admin.filters import OfferedFilter, OwnSchool
from schools.admin.trace import doer_names


def is_waiting(row: SomeRequest) -> bool:
    return row.state == Request.State.WAITING


class RequestAdmin(DecidingAdmin):
    """Requests are looked at and answered, once; nothing in them is edited."""

    list_filter: ClassVar[tuple[type[OfferedFilter], ...]] = (OwnSchool, RequestState)
    search_fields = ("case__number",)
    search_help_text = _("Фамилия и имя того, кто просит, или СНИЛС целиком.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("school__region", "identity__verified", "case", "student")

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*self.list_display, "school"] if len(own_schools(request)) > 1 else self.list_display

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        return search.people(queryset, search_term, prefix="identity__verified__"), False

    @admin.display(description=_("кто просит"))
    def visitor(self, row: SomeRequest) -> SafeString | str:
        return visitor_told(row.identity) or gettext("данные удалены по сроку")

    @admin.display(description=_("обращение"))
    def of_case(self, row: SomeRequest) -> SafeString | str:
        if row.case is None:
            return ""
        address = reverse("admin:accounts_mismatchcase_change", args=[row.case.pk])
        return format_html('<a href="{}">{}</a>', address, row.case.number)

    @admin.display(description=_("когда попросили"))
    def asked_on(self, row: SomeRequest) -> str:
        return f"{localtime(row.asked_at):%d.%m.%Y}"

    @admin.display(description=_("когда ответили"))
    def decided_on(self, row: SomeRequest) -> str:
        return f"{localtime(row.decided_at):%d.%m.%Y}" if row.decided_at else ""

    @admin.display(description=_("кто ответил"))
    def decider(self, row: SomeRequest) -> str:
        return doer_names([row.decided_by])[row.decided_by] if row.decided_by else ""

    @admin.display(description=_("состояние"))
    def told_state(self, row: SomeRequest) -> str:
        words = str(row.get_state_display())
        return f"{words}: {row.get_reason_display()}" if row.reason else words

    @admin.display(description=_("что можно сделать"))
    def deeds(self, row: SomeRequest) -> SafeString | str:
        if not is_waiting(row):
            return ""
        return format_html('<a href="{}">{}</a>', self.address("decide", row.pk), gettext("Решить…"))

    def back(self, row: SomeRequest) -> tuple[str, object]:
        """Where one goes after an answer: to the case, or to the request where there is none."""
        if row.case_id is not None:
            return "admin:accounts_mismatchcase_change", row.case_id
        return f"admin:accounts_{self.opts.model_name}_change", row.pk

    def over(self, request: HttpRequest, row: SomeRequest) -> HttpResponse:
        """Somebody has answered meanwhile: say so, and show how."""
        self.message_user(request, str(DECIDED))
        return redirect(self.address("change", row.pk))

    def declining(
        self, request: HttpRequest, row: SomeRequest, form: ReasonForm, deed: Callable[[], object]
    ) -> HttpResponse:
        """The page of a «no», and what follows it."""
        if request.method == "POST" and form.is_valid():
            said = gettext("Отказ отправлен. Человек увидит причину на своей странице.")
            return self.decide(request, deed, said=said, to=self.back(row))
        told = {"title": gettext("Отказать?"), "row": row, "form": form, "visitor": self.visitor(row)}
        return self.show(request, "admin/request_decline.html", **told)
