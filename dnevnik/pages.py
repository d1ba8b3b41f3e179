"""From a case pass to the page it opens: the catalogue's words with the school's and the region's contacts."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import texts as account_texts
from accounts.matching.profile import Band
from accounts.matching.verdict import Field, Kind
from accounts.models import ExternalIdentity, MismatchCase
from accounts.outcomes import Facts, Outcome, Page, RegionContact, SchoolContact
from consents import texts as consent_texts
from dnevnik.case_pass import CasePass
from schools.models import Region, School


@dataclass(frozen=True)
class Shown:
    """A page and the facts that stand on it."""

    outcome: Outcome
    page: Page
    facts: Facts


def shown(held: CasePass, identity: ExternalIdentity | None) -> Shown:
    """What the holder of a pass reads; the same after every reload until the case itself changes."""
    region = Region.objects.filter(code=held.region).first()
    school = School.objects.filter(pk=held.school).first() if held.school else None
    case = case_of(held, identity)
    return compose(
        Outcome(held.outcome), region=region, school=school, case=case, band=held.band, at=held.at, identity=identity
    )


def compose(
    outcome: Outcome,
    *,
    region: Region | None,
    school: School | None,
    case: MismatchCase | None,
    band: str = "",
    at: str = "",
    identity: ExternalIdentity | None = None,
) -> Shown:
    """The page of an outcome with everything that it may know."""
    facts = Facts(
        band=Band(band) if band else None,
        region=region_contact(region),
        school=school_contact(school),
        number=case.number if case else "",
        differences=differences(case),
        closed=case is not None and case.close_reason == MismatchCase.Closed.MATCHED,
        person=initialled(identity),
        at=at,
    )
    texts = consent_texts.PAGES
    page = texts[outcome](facts) if outcome in texts else account_texts.page(outcome, facts)
    return Shown(outcome, page, facts)


def case_of(held: CasePass, identity: ExternalIdentity | None) -> MismatchCase | None:
    """The pass's own case, and no other's."""
    if not held.case or identity is None:
        return None
    cases = MismatchCase.for_system(by="case pass").filter(pk=held.case, identity=identity)
    found: MismatchCase | None = cases.prefetch_related("causes").first()
    return found


def differences(case: MismatchCase | None) -> tuple[tuple[Field, tuple[Kind, ...]], ...]:
    """Fields and kinds of a case, as the rules call them."""
    causes = case.causes.all() if case else ()
    return tuple((Field(cause.field), tuple(map(Kind, cause.kinds))) for cause in causes if cause.field)


def initialled(identity: ExternalIdentity | None) -> str:
    """«Мария К.»: enough to see whose account it is on a shared computer."""
    verified = getattr(identity, "verified", None)
    return f"{verified.given_name} {verified.surname[:1]}." if verified else ""


def region_contact(region: Region | None) -> RegionContact:
    if region is None:
        return RegionContact()
    return RegionContact(
        name=region.name,
        hotline=region.hotline,
        hotline_hours=region.hotline_hours,
        feedback_url=region.feedback_url,
        has_notice_channel=region.has_notice_channel,
    )


def school_contact(school: School | None) -> SchoolContact | None:
    if school is None:
        return None
    return SchoolContact(
        name=school.name,
        person=school.contact_name,
        room=school.contact_room,
        hours=school.contact_hours,
        phone=school.phone,
    )
