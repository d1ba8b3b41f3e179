"""«Завершить все сеансы» (ASVS 7.4.5): a lost telephone, a computer at the library left open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import sessions
from accounts.models import RecordClaim, User
from schools.admin.trace import doer

TITLE = _("Завершить все сеансы")


@admin.action(description=TITLE, permissions=["view"])
def end_of_staff(page: Any, request: HttpRequest, chosen: QuerySet[User]) -> None:
    people = list(chosen)
    for user in people:
        sessions.end_of_user(user=user, by=doer(request))
    page.message_user(request, told(len(people)))


@admin.action(description=TITLE, permissions=["view"])
def end_of_citizens(page: Any, request: HttpRequest, chosen: QuerySet[RecordClaim]) -> None:
    """One person may stand in the list twice, by two schools: they are ended once. Who left is the next school's."""
    claims = chosen.filter(closed_at=None).select_related("identity")
    identities = {claim.identity_id: claim.identity for claim in claims}
    for identity in identities.values():
        sessions.end_of_identity(identity=identity, by=doer(request))
    page.message_user(request, told(len(identities)))


def told(people: int) -> str:
    said = gettext("Сеансы завершены, человек: %(people)d. Чтобы продолжить, нужно войти заново.")
    return said % {"people": people}
