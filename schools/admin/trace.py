"""Showing the audit to people: who did what, without numbers of rows."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from schools.models import AuditEvent

PERSON = "user "
SHOWN = 200

FIELDS = {
    "surname": _("фамилия"),
    "given_name": _("имя"),
    "patronymic": _("отчество"),
    "birth_date": _("дата рождения"),
    "gender": _("пол"),
    "snils": _("СНИЛС"),
    "certificate": _("свидетельство о рождении"),
    "school_class": _("класс"),
    "left_on": _("дата выбытия"),
    "sees_diary": _("видит дневник"),
    "gives_consent": _("даёт согласия"),
    "gets_messages": _("получает сообщения"),
    "picks_up": _("забирает ребёнка"),
    "bars_diary": _("не видит дневник"),
    "bars_consent": _("не даёт согласий"),
    "bars_messages": _("не получает сообщений"),
    "bars_pickup": _("не забирает ребёнка"),
    "adult_name": _("имя взрослого"),
    "reopened": _("открыто снова"),
    "accepted": _("принято"),
    "declined": _("не относится к ученику"),
    "since": _("первый день"),
    "four_eyes": _("связь открывают двое"),
    "until": _("последний день"),
    "rehearsed": _("репетиция"),
    "applied": _("выполнена"),
    "finished": _("закончена"),
    "undone": _("отменена"),
    "by_key": _("по номеру"),
    "by_proof": _("при первом входе"),
}


def doer(request: HttpRequest) -> models.Model:
    """The person at the page, to sign a deed. Raises PermissionDenied for nobody."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def doer_names(signatures: Iterable[str]) -> dict[str, str]:
    """What to call the doers: `user 17` by name, a job by its own name. One query for all of them."""
    found = set(signatures)
    ids = {signature: signature.removeprefix(PERSON) for signature in found if signature.startswith(PERSON)}
    users = get_user_model()._default_manager.in_bulk([int(pk) for pk in ids.values() if pk.isdecimal()])
    people = {signature: str(users[int(pk)]) for signature, pk in ids.items() if pk.isdecimal() and int(pk) in users}
    return {signature: people.get(signature, signature) for signature in found}


def field_names(fields: Iterable[str]) -> str:
    """The names of columns as people know them."""
    return ", ".join(str(FIELDS.get(field, field)) for field in fields)


def history_of(row: models.Model) -> list[AuditEvent]:
    """The latest events about a row, each with `doer` and `told_fields` for the page."""
    return explained(AuditEvent.about(row)[:SHOWN])


def explained(events: Iterable[Any]) -> list[Any]:
    """The events with the names that a page shows."""
    rows = list(events)
    names = doer_names(event.by for event in rows)
    for event in rows:
        event.doer = names[event.by]
        event.told_fields = field_names(event.fields)
    return rows


def subject_name(event: AuditEvent) -> str:
    """What kind of row an event is about."""
    try:
        return str(apps.get_model(event.subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return event.subject_type


def subject_address(event: AuditEvent) -> str:
    """Where the row can be looked at, if the admin has such a page; whether it is still there one sees on arriving."""
    try:
        return reverse(f"admin:{event.subject_type.replace('.', '_')}_change", args=[event.subject_id])
    except NoReverseMatch:
        return ""


class ExplainedChangeList(ChangeList):
    """A list of events that knows its doers' names after one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = explained(self.result_list)
