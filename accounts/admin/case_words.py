"""A case in the words of a list: who, whose turn it is, which day, what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.sources import local_date
from accounts.matching.children import Listing
from accounts.matching.likeness import Trait
from accounts.models import CaseCause, CorrectionRequest, ExternalIdentity, LinkProposal, MismatchCase
from accounts.models.request import Request
from accounts.working_days import day_of_waiting

Owner, Asked, State = CaseCause.Owner, CorrectionRequest.Kind, Request.State
SomeRequest = LinkProposal | CorrectionRequest
SCOPE = "pages of cases"
TURNS = {
    Owner.SCHOOL: _("школа"),
    Owner.EITHER: _("школа или человек"),
    Owner.PERSON: _("человек"),
    Owner.REGION: _("регион"),
}
ASKED = {
    Asked.RECORD_WRONG: _("исправить запись"),
    Asked.SNILS_OFFERED: _("внести СНИЛС"),
    Asked.ROLE_MIXED: _("проверить, не перепутаны ли записи"),
}
TRAITS = {
    Trait.SAME_CERTIFICATE: _("то же свидетельство о рождении"),
    Trait.SNILS_SLIP: _("СНИЛС отличается одной цифрой или перестановкой соседних"),
    Trait.SAME_NAME: _("имя совпадает"),
    Trait.NO_PATRONYMIC: _("фамилия и имя совпадают, отчество записано только с одной стороны"),
    Trait.NAME_SLIP: _("имя похоже, отличается опечаткой"),
    Trait.OTHER_SURNAME: _("имя и отчество совпадают, фамилия другая"),
    Trait.OTHER_PATRONYMIC: _("фамилия и имя совпадают, отчество другое"),
    Trait.SAME_BIRTH_DATE: _("дата рождения совпадает"),
    Trait.SNILS_MISSING: _("СНИЛС в школе не записан"),
    Trait.OTHER_BIRTH_DATE: _("дата рождения другая"),
    Trait.OTHER_SNILS: _("записан другой СНИЛС"),
}
LISTED = {
    Listing.BY_NUMBER: _("В нём есть именно этот ученик: совпал номер СНИЛС или свидетельства о рождении."),
    Listing.BY_NAME: _("В нём есть ребёнок с таким именем; номеров, чтобы сравнить, нет."),
    Listing.NAMESAKE: _("В нём есть ребёнок с таким именем, но с другим номером: сверьте СНИЛС и свидетельство."),
}
"""How the state's list of somebody's children stands to a pupil; that a pupil is not in it says nothing."""

PAPER_DECIDES = _(
    "Это подкрепляет просьбу, но не заменяет документ: по списку не видно лишения прав, опеки и усыновления."
)
NOT_IN_LIST = _(
    "Ребёнка в нём нет, или список дневнику не показан. Это ничего не значит: подопечных в нём может не быть. "
    "Решайте по документу, как обычно."
)


def traits_told(traits: Iterable[Trait]) -> str:
    """Why a record looks like the person, and what speaks against it."""
    return "; ".join(str(TRAITS[trait]) for trait in traits)


def visitor_told(identity: ExternalIdentity, *, role: str = "") -> SafeString | str:
    """The verified full name, the masked SNILS, the role if given, a line each; "" once the data are forgotten."""
    verified = getattr(identity, "verified", None)
    if verified is None:
        return ""
    lines = (verified.full_name(), format_html('<span class="masked">{}</span>', verified.snils_masked()), role)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines if line))


def initialled(verified: Any) -> str:
    """«Соколова А. П.»: enough to tell two accounts apart on one page."""
    initials = [f"{part[:1]}." for part in (verified.given_name, verified.patronymic) if part]
    return " ".join([verified.surname, *initials])


def requests_of_cases() -> list[Prefetch[Any]]:
    """What waits for the school, and what it declined, in the cases of a list: two queries for all of them."""
    told = (State.WAITING, State.DECLINED)
    models = {"told_links": LinkProposal, "told_corrections": CorrectionRequest}
    return [
        Prefetch(f"{model._meta.model_name}s", model.for_system(by=SCOPE).filter(state__in=told), to_attr=name)
        for name, model in models.items()
    ]


def asked_now(case: Any) -> list[SomeRequest]:
    """What the school has yet to answer in a case that came with `requests_of_cases`."""
    return [request for request in _told(case) if request.state == State.WAITING]


def declined(case: Any) -> list[SomeRequest]:
    """What the school said no to in such a case, the latest first."""
    found = [request for request in _told(case) if request.state == State.DECLINED]
    return sorted(found, key=lambda request: (request.decided_at or request.asked_at, request.pk), reverse=True)


def is_answered(case: Any) -> bool:
    """Whether the school has said its word on the case as it stands: what it said of earlier causes does not count."""
    since = max((cause.since for cause in case.causes.all()), default=None)
    return since is not None and any(answer.decided_at and answer.decided_at >= since for answer in declined(case))


def _told(case: Any) -> list[SomeRequest]:
    return [*case.told_links, *case.told_corrections]


def asked_told(request: SomeRequest) -> str:
    """What one request asks, in the infinitive."""
    if isinstance(request, LinkProposal):
        return gettext("связать с ребёнком")
    return str(ASKED[Asked(request.kind)])


def list_told(proposal: LinkProposal, *, found: Listing | None = None) -> list[str]:
    """What the state's list says, a line each: of the pupil whom the school found, else of the child as it was named.

    Nothing, where it does not say anything of either.
    """
    if found in LISTED:
        return [str(LISTED[found]), *([str(PAPER_DECIDES)] if found.strengthens else [])]
    if not proposal.strengthened:
        return []
    if proposal.state == State.ACCEPTED:
        return [gettext("В день ответа в нём был этот ученик.")]
    if found is None:
        return [gettext("В нём есть ребёнок с тем именем, которое назвал взрослый."), str(PAPER_DECIDES)]
    otherwise = gettext("В нём есть ребёнок с тем именем, которое назвал взрослый; имя этого ученика записано иначе.")
    return [otherwise, str(PAPER_DECIDES)]


def turn(case: Any) -> CaseCause.Owner | None:
    """Whose turn it is: the school's once it was asked something, the person's once it said no; None when over."""
    if case.closed_at is not None:
        return None
    if asked_now(case):
        return Owner.SCHOOL
    if is_answered(case):
        return Owner.PERSON
    owners = {cause.owner for cause in case.causes.all()}
    return next((owner for owner in TURNS if owner in owners), Owner.SCHOOL)


def day(case: Any, *, at: datetime) -> int | None:
    """The working day for which the school has had the case, as the person's own page counts; None if it has not."""
    if turn(case) != Owner.SCHOOL or case.school is None:
        return None
    since = min((request.asked_at for request in asked_now(case)), default=case.sent_at or case.opened_at)
    region = case.school.region
    return day_of_waiting(local_date(region, at=since), on=local_date(region, at=at))


def has_school(case: MismatchCase) -> bool:
    """Whether the school may still do something about the case."""
    return case.closed_at is None and case.school_id is not None
