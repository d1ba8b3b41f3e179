"""The gates of sign-in, in order: level → match → claim → link → consent → session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib import auth
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.actions import citizens, identities, sign_in
from accounts.actions.sources import Profiles, local_date, local_time
from accounts.claims import Level, Verification, VerifiedClaims
from accounts.matching.profile import Band, Profile, age, band_of, certificate_anchors, level_suffices
from accounts.models import ExternalIdentity, MismatchCase, VerifiedIdentity
from accounts.oidc.errors import Refusal
from accounts.oidc.start import Start
from accounts.oidc.views import REGION_CODE
from accounts.outcomes import Outcome
from consents import access
from consents.actions import requests
from dnevnik import case_pass
from dnevnik.case_pass import CasePass
from dnevnik.endings import Ending, ending
from schools.models import Region
from schools.models.prepared import prepared

BY = "sign-in"
BACKEND = "accounts.backends.CitizenBackend"
REGION_COOKIE = "dnevnik_region"
HALF_A_YEAR = 180 * 24 * 60 * 60
OLDEST_PUPIL = 21
"""From this age on somebody whom no school knows is spoken to as a parent."""

REFUSALS = {
    Refusal.DENIED: Outcome.DENIED,
    Refusal.PROVIDER_DOWN: Outcome.PROVIDER_DOWN,
    Refusal.PROVIDER_ERROR: Outcome.PROVIDER_ERROR,
    Refusal.OTHER_BROWSER: Outcome.OTHER_BROWSER,
    Refusal.EXPIRED: Outcome.EXPIRED,
    Refusal.CODE_EXPIRED: Outcome.EXPIRED,
    Refusal.USED: Outcome.USED,
    Refusal.SCOPE_DENIED: Outcome.SCOPE_DENIED,
    Refusal.LEVEL_LOW: Outcome.LEVEL_LOW,
}


def arrive(request: HttpRequest, /, *, start: Start, claims: VerifiedClaims) -> HttpResponse:
    """Somebody came back from the provider: let them in, or say why not on a page that a pass opens."""
    (region,) = _regions(start.region)
    at = timezone.now()
    end_session(request)
    on = local_date(region, at=at)
    profiles = Profiles(at=at)
    if not may_be_asked(claims.level, region, profiles=profiles):
        identities.remember_again(claims=claims, region=region, at=at)
        band = band_by_claims(claims, on=on)
        return turn_away(Ending(Outcome.LEVEL_LOW), region=region, at=at, next_path=start.next, band=band)
    verified = identities.remember(claims=claims, region=region, at=at)
    answers = sign_in.ask_schools(verified=verified, region=region, profiles=profiles, at=at, by=BY)
    identity = verified.identity
    places = access.places(identity, profiles=profiles, at=at)
    requests.ask_where_waiting(held=access.pupil_places(places), at=at, by=BY)
    if any(place.is_open for place in places):
        return let_in(request, identity, next_path=start.next, region=region)
    found = ending(places=places, answers=answers, cases=open_cases(identity), level=claims.level)
    band = next((a.judgement.band for a in answers if a.judgement.band), None) or band_by_claims(claims, on=on)
    certificate = left_out(claims, band, profiles.of(region))
    return turn_away(
        found, region=region, at=at, next_path=start.next, identity=identity, band=band, certificate=certificate
    )


@prepared
def _regions(code: str) -> QuerySet[Region]:
    """The one of that code."""
    return Region.objects.filter(code=code)


def refuse(request: HttpRequest, /, *, reason: Refusal, start: Start | None) -> HttpResponse:
    """The sign-in stopped before anybody was vouched for.

    Without a start nobody here began it: somebody else's link must not sign this visitor out. Nor does an answer
    that comes a second time, or too late: whoever reloads it after coming in is led to the desk.
    """
    if reason is Refusal.USED and request.user.is_authenticated:
        return redirect("entrance:welcome")
    if start is not None and reason not in (Refusal.USED, Refusal.EXPIRED):
        end_session(request)
    region = Region.objects.filter(code=start.region if start else remembered_region(request)).first()
    next_path = start.next if start else ""
    return turn_away(Ending(REFUSALS[reason]), region=region, at=timezone.now(), next_path=next_path)


def remembered_region(request: HttpRequest) -> str:
    """The code of the region chosen last time, or "" where the cookie holds no such code."""
    code = request.COOKIES.get(REGION_COOKIE, "")
    return code if REGION_CODE.fullmatch(code) else ""


def end_session(request: HttpRequest) -> None:
    """Whoever was in before steps out: after a refusal the mother's desk must not lie open before the child."""
    auth.logout(request)


def may_be_asked(level: Level, region: Region, *, profiles: Profiles) -> bool:
    """Whether any band of the region takes such an account; if none does, the schools are not asked at all."""
    return any(level_suffices(level, profile=profile) for profile in profiles.of(region).values())


def open_cases(identity: ExternalIdentity) -> list[MismatchCase]:
    """The person's own open cases, the oldest first."""
    cases = MismatchCase.for_system(by=BY).filter(identity=identity, closed_at__isnull=True)
    return list(cases.select_related("school").prefetch_related("causes").order_by("opened_at", "id"))


def band_by_claims(person: VerifiedIdentity | VerifiedClaims, *, on: date) -> Band | None:
    """Whom to address when no record says: a pupil by age, up to 21; anybody older is a parent; None is unknown."""
    if not person.birth_date:
        return Band.UNDER_14 if person.level == Level.CHILD else None
    return band_of(person.birth_date, on=on) if age(person.birth_date, on=on) < OLDEST_PUPIL else Band.PARENT


def left_out(claims: VerifiedClaims, band: Band | None, profiles: Mapping[Band, Profile]) -> Verification | None:
    """Why a certificate by which this band is looked for was not compared; the register has no say in it."""
    why = claims.unproved_certificate
    return why if why and band and certificate_anchors(band, profiles) else None


def let_in(
    request: HttpRequest, identity: ExternalIdentity, *, next_path: str, region: Region, held: CasePass | None = None
) -> HttpResponse:
    """Open a session under a key that nobody knew before, and take the pass back.

    `held`: the pass that opens the door, where one does; it opens it once, and whoever comes second is told so.
    """
    with transaction.atomic():  # the pass is spent, the trace, the account and the session are written, or nothing is
        if held is not None and not case_pass.spend(held, at=timezone.now()):
            return redirect("entrance:outcome")
        user = citizens.account_of(identity=identity, by=BY)
        end_session(request)
        auth.login(request, user, backend=BACKEND)
        request.session.save()
    response = redirect(next_path or "home:desk")
    return _remember_region(case_pass.drop(response), region)


def turn_away(
    found: Ending,
    *,
    region: Region | None,
    at: datetime,
    next_path: str,
    identity: ExternalIdentity | None = None,
    band: Band | None = None,
    certificate: Verification | None = None,
) -> HttpResponse:
    """No session; a pass, and the page that reads it, so that a reload shows the same."""
    held = CasePass(
        outcome=found.outcome,
        region=region.code if region else "",
        identity=str(identity.pk) if identity else "",
        case=str(found.case.pk) if found.case else "",
        school=found.school.pk if found.school else None,
        band=band or "",
        certificate=certificate or "",
        next=next_path,
        at=local_time(region, at=at),
        round=identity.session_round if identity else 0,
    )
    return _remember_region(case_pass.issue(redirect("entrance:outcome"), held), region)


def holder(held: CasePass | None) -> ExternalIdentity | None:
    """The identity that a pass was issued to, if it was issued to one."""
    if held is None or not held.identity:
        return None
    known = ExternalIdentity.objects.select_related("region", "verified", "user")
    return known.filter(pk=UUID(held.identity), session_round=held.round).first()


def _remember_region(response: HttpResponse, region: Region | None) -> HttpResponse:
    if region is not None:
        response.set_cookie(REGION_COOKIE, region.code, max_age=HALF_A_YEAR, httponly=True, samesite="Lax")
    return response
