"""«Просят исправить запись»: the list of corrections, and accepting the state's word into the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import corrections
from accounts.admin.case_words import asked_told
from accounts.admin.comparison import changes
from accounts.admin.request_forms import ReasonForm
from accounts.admin.requests import RequestAdmin, is_waiting
from accounts.models import CorrectionRequest
from accounts.models.request import Request
from accounts.texts.words import field_name
from schools.admin.trace import doer
from schools.admin.wording import Wording

Kind, Reason = CorrectionRequest.Kind, Request.Reason


@admin.register(CorrectionRequest)
class CorrectionAdmin(RequestAdmin):
    wording = Wording(rows=_("Просят исправить запись"), row=_("Просьба исправить запись"))
    list_display = ("visitor", "asks", "record", "told_state", "deeds", "of_case", "asked_on")
    fields = readonly_fields = (
        *("visitor", "told_kind", "told_fields", "record", "of_case", "asked_on"),
        *("told_state", "decided_on", "decider", "deeds"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("parent")

    @admin.display(description=_("о чём просит"))
    def told_kind(self, row: CorrectionRequest) -> str:
        if row.decided_at == row.asked_at:
            return gettext("ни о чём: школа ответила сама")
        return asked_told(row)

    @admin.display(description=_("о чём просит"))
    def asks(self, row: CorrectionRequest) -> str:
        fields = self.told_fields(row)
        return f"{self.told_kind(row)}: {fields}" if fields else self.told_kind(row)

    @admin.display(description=_("поля"))
    def told_fields(self, row: CorrectionRequest) -> str:
        return ", ".join(field_name(field) for field in row.fields)

    @admin.display(description=_("запись в школе"))
    def record(self, row: CorrectionRequest) -> SafeString | str:
        person = row.student or row.parent
        if person is None:
            return gettext("не найдена")
        address = reverse(f"admin:schools_{person._meta.model_name}_change", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, person)

    def deed_pages(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"decide": self.answer, "decline": self.decline}

    def answer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what would change in the record, and on the answer change it.

        Where the school must first find the record, or mend records by hand, the card of the case has the way.
        """
        row = self.found(request, object_id)
        if not is_waiting(row):
            return self.over(request, row)
        record = row.student or row.parent
        if record is None or row.kind == Kind.ROLE_MIXED:
            return redirect(*self.back(row))
        if request.method != "POST":
            verified = getattr(row.identity, "verified", None)
            told = {"title": gettext("Исправить запись?"), "row": row, "record": record, "visitor": self.visitor(row)}
            known = changes(record, verified, row.fields) if verified else []
            return self.show(request, "admin/request_correct.html", **told, changes=known, verified=verified)

        def deed() -> None:
            corrections.accept(request=row, record=record, at=now(), by=doer(request))

        said = gettext("Запись исправлена. Сейчас всё сверится ещё раз.")
        return self.decide(request, deed, said=said, to=self.back(row))

    def decline(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the reason, and on the answer say no."""
        row = self.found(request, object_id)
        if not is_waiting(row):
            return self.over(request, row)
        form = ReasonForm(self.posted(request), reasons=reasons_for(row))

        def deed() -> None:
            corrections.decline(request=row, reason=form.reason, at=now(), by=doer(request))

        return self.declining(request, row, form, deed)


def reasons_for(row: CorrectionRequest) -> tuple[Request.Reason, ...]:
    """«Записано верно» is no answer to whoever asks to write down a number, or to look for mixed-up records."""
    if row.kind == Kind.RECORD_WRONG:
        return Reason.RECORD_IS_RIGHT, Reason.NO_PAPER, Reason.IN_PERSON
    return Reason.NO_PAPER, Reason.IN_PERSON
