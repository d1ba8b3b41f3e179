"""Who holds a case pass, and the pages that open to its holder alone (design.md rule 6)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.actions.sources import local_date
from accounts.audience import open_to_all
from accounts.claims import Level
from accounts.matching import profile
from accounts.models import ExternalIdentity, MismatchCase
from accounts.outcomes import Outcome
from dnevnik import case_pass, entrance
from dnevnik.case_pass import CasePass
from dnevnik.pages import case_of
from schools.models import Region

SCOPE = "case pass"
NEVER_ASKED = frozenset({"snils", "certificate", "birth_date", "gender", "surname", "given_name", "patronymic"})
"""What only the state may say of the person: no form of ours has such fields (L17)."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holder:
    """A visitor with a live pass. `case` is the pass's own case, open or closed, and no other."""

    held: CasePass
    identity: ExternalIdentity
    case: MismatchCase | None
    at: datetime

    @property
    def region(self) -> Region:
        return self.identity.region

    @property
    def today(self) -> date:
        return local_date(self.region, at=self.at)

    @property
    def is_minor(self) -> bool:
        """Whether a pupil under 18 holds the pass, by what the state says; nothing that was posted counts."""
        return is_minor(self.identity, on=self.today)


HolderView = Callable[[HttpRequest, Holder], HttpResponse]


def pass_holders(view: HolderView) -> Callable[[HttpRequest], HttpResponse]:
    """A page for whoever holds a live pass of a known person; anybody else is led to the way in."""

    @wraps(view)
    def guarded(request: HttpRequest, /) -> HttpResponse:
        holder = holder_of(request)
        if holder is None:
            return redirect("entrance:outcome")
        tell_of_posted_claims(request)
        return view(request, holder)

    return open_to_all(never_cache(guarded))


def holder_of(request: HttpRequest) -> Holder | None:
    """The holder of this request's pass, if it has a live one of somebody whose data are still kept."""
    held = case_pass.read(request)
    identity = entrance.holder(held)
    if held is None or identity is None or getattr(identity, "verified", None) is None:
        return None
    at = timezone.now()
    return Holder(held, identity, own_case(held, identity, at=at), at)


def own_case(held: CasePass, identity: ExternalIdentity, *, at: datetime) -> MismatchCase | None:
    """The case that the page is about; for «Да, это я» also when it was settled since the pass was issued."""
    known = case_of(held, identity)
    if known is not None or held.case or held.outcome != Outcome.WRONG_ROLE:
        return known
    cases = MismatchCase.for_system(by=SCOPE).filter(identity=identity, kind=MismatchCase.Kind.WRONG_ROLE)
    settled: MismatchCase | None = cases.filter(closed_at__gt=at - case_pass.LIFE).order_by("-closed_at").first()
    return settled


def is_minor(identity: ExternalIdentity, *, on: date) -> bool:
    """Whether the state knows somebody as under 18."""
    verified = identity.verified
    return profile.is_minor(verified.birth_date, level=Level(verified.level), on=on)


def tell_of_posted_claims(request: HttpRequest) -> None:
    """Write down that a form came with fields that no form of ours has; their values are neither read nor kept."""
    found = sorted(NEVER_ASKED & set(request.POST))
    if found:
        logger.warning("posted claims ignored: %s", ", ".join(found))
