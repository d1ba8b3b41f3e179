"""What the school can do about a case: look at a number, give it to a record, let a new account in, say no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.actions import corrections, refusals, replacements, verified_numbers
from accounts.actions.suggestions import held_among
from accounts.admin.case_words import has_school, initialled
from accounts.admin.comparison import changes
from accounts.admin.deeds import DecidingAdmin
from accounts.admin.request_forms import ReasonForm, RecordForm
from accounts.matching.verdict import Field
from accounts.models import MismatchCase
from schools.admin.inlines import is_uuid
from schools.admin.people import SHOWABLE
from schools.admin.trace import doer
from schools.models import Parent, Student


class CaseDeeds(DecidingAdmin):
    """The pages of deeds of a case; which rows there are is the fence's business."""

    def deed_pages(self) -> dict[str, Callable[..., HttpResponse]]:
        numbers: dict[str, Callable[..., HttpResponse]] = {
            f"show_{field}": require_POST(self._showing(field)) for field in SHOWABLE
        }
        return {**numbers, "number": self.number, "replace": self.replace, "refuse": self.refuse}

    def _showing(self, field: str) -> Callable[..., HttpResponse]:
        def shown(request: HttpRequest, object_id: str) -> HttpResponse:
            """One whole verified number, once: the page is not kept anywhere, the deed is."""
            case = self.found(request, object_id)
            number = verified_numbers.show(case=case, field=field, by=doer(request))
            told = {"title": SHOWABLE[field].label, "record": case, "number": number}
            return self.show(request, "admin/number_shown.html", **told)

        return shown

    def number(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Choose a record of the school, see what the verified numbers would change in it, and on the answer do it."""
        case = self.found(request, object_id)
        if not has_school(case) or case.kind not in corrections.WITHOUT_A_NUMBER:
            return redirect(self.address("change", case.pk))
        record = _record(case, (request.POST or request.GET).get("record", ""))
        if record is None:
            told = {"title": gettext("В какую запись внести СНИЛС?"), "case": case}
            return self.show(request, "admin/case_number_whose.html", **told, form=RecordForm(case=case))
        if request.method != "POST":
            return self.show(request, "admin/case_number.html", **_giving(case, record))

        def deed() -> None:
            corrections.give_number(case=case, record=record, at=now(), by=doer(request))

        said = gettext("СНИЛС внесён: %(record)s. Сейчас всё сверится ещё раз.") % {"record": record}
        return self.decide(request, deed, said=said, to=("admin:accounts_mismatchcase_change", case.pk))

    def replace(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show both accounts of one person, and on the answer let the new one in."""
        case = self.found(request, object_id)
        to = ("admin:accounts_mismatchcase_change", case.pk)
        if request.method == "POST":
            deed = _replacing(case, request)
            said = gettext("Новая учётная запись пущена. Прежняя больше не открывает дневник.")
            return self.decide(request, deed, said=said, to=to)
        try:
            found = replacements.rivals(case=case, at=now())
        except replacements.NotReplaceable:
            return redirect(*to)
        accounts = [
            {"verified": verified, "name": initialled(verified), "snils": verified.snils_masked()}
            for verified in (found.newcomer, found.holder)
        ]
        told = {"title": gettext("Это один человек?"), "case": case, "claim": found.claim, "accounts": accounts}
        return self.show(request, "admin/case_replace.html", **told)

    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the reason, and on the answer decline whatever waits."""
        case = self.found(request, object_id)
        form = ReasonForm(self.posted(request), reasons=refusals.REASONS[case.kind])
        if request.method != "POST" or not form.is_valid():
            told = {"title": gettext("Ответить отказом"), "case": case, "form": form, "is_open": has_school(case)}
            return self.show(request, "admin/case_refuse.html", **told)

        def deed() -> None:
            refusals.refuse(case=case, reason=form.reason, at=now(), by=doer(request))

        said = gettext("Отказ отправлен. Человек увидит причину на своей странице.")
        return self.decide(request, deed, said=said, to=("admin:accounts_mismatchcase_change", case.pk))


def _record(case: MismatchCase, key: str) -> Student | Parent | None:
    """The record of the case's school and role with this key; None for no key. Raises Http404 for a stranger's."""
    if not key:
        return None
    rows = corrections.RECORDS[case.role].for_system(by="giving a number")
    found: Student | Parent | None = (
        rows.filter(school=case.school_id, left_on__isnull=True, pk=key).first() if is_uuid(key) else None
    )
    if found is None:
        raise Http404
    return found


def _giving(case: MismatchCase, record: Student | Parent) -> dict[str, Any]:
    """What the page of confirmation shows."""
    verified = getattr(case.identity, "verified", None)
    fields = corrections.numbers_to_give(record, verified)
    copied = corrections.to_copy(record, verified, fields) if verified else {}
    return {
        "title": gettext("Внести СНИЛС в эту запись?"),
        "case": case,
        "record": record,
        "changes": changes(record, verified, fields) if verified else [],
        "others": [other for other in changes(record, verified, NOT_NUMBERS) if other.now] if verified else [],
        "replaces_number": Field.SNILS in copied and bool(record.snils_index),
        "is_held": bool(held_among([record.pk])),
    }


NOT_NUMBERS = [str(field) for field in Field if field not in (Field.SNILS, Field.CERTIFICATE)]
"""What is shown beside the numbers and not written: whether it is the same person, the school says."""


def _replacing(case: MismatchCase, request: HttpRequest) -> Callable[[], object]:
    def deed() -> None:
        replacements.replace(case=case, at=now(), by=doer(request))

    return deed
