"""What a sign-in can end in, and the page that each ending makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from accounts.claims import Verification
from accounts.matching.profile import Band
from accounts.matching.verdict import Field, Kind


class Outcome(StrEnum):
    """The endings of a sign-in; the codes of checklist 4.1 where it has one."""

    DIFFERS = "NAME_DIFF"
    CERTIFICATE_DIFFERS = "BIRTHCERT_DIFF"
    SNILS_ABSENT = "SNILS_ABSENT_SCHOOL"
    NOT_FOUND = "NOT_FOUND"
    AMBIGUOUS = "AMBIGUOUS"
    WRONG_ROLE = "WRONG_ROLE"
    RESTRICTED = "RESTRICTED"
    LEVEL_LOW = "LEVEL_LOW"
    AGE_TRANSITION = "AGE_TRANSITION"
    NO_CHILD = "NO_CHILD_LINK"
    CONSENT_SELF = "CONSENT_SELF"
    CONSENT_PARENT = "CONSENT_PARENT"
    NO_PARENT = "NO_PARENT_LINKED"
    DENIED = "DENIED"
    SCOPE_DENIED = "SCOPE_DENIED"
    PROVIDER_DOWN = "IDP_DOWN"
    PROVIDER_ERROR = "IDP_ERROR"
    OTHER_BROWSER = "OTHER_BROWSER"
    EXPIRED = "EXPIRED"
    USED = "USED"


OF_A_LONE_FIELD: Mapping[frozenset[Field], Outcome] = {
    frozenset({Field.CERTIFICATE}): Outcome.CERTIFICATE_DIFFERS,
    frozenset({Field.SNILS}): Outcome.SNILS_ABSENT,
}


def outcome_of_fields(fields: Iterable[Field]) -> Outcome:
    """Which page explains that these fields keep somebody out; a lone certificate and a lone SNILS have their own.

    A SNILS among them is absent in the school: one that differs is a different person (rule 3).
    """
    return OF_A_LONE_FIELD.get(frozenset(fields), Outcome.DIFFERS)


class Act(StrEnum):
    """What the holder of a case pass can do about a refusal at once; the doors have the same names."""

    NAME_SCHOOL = "case_school"
    SCHOOL_IS_WRONG = "case_wrong"
    OFFER_SNILS = "case_snils"
    ADD_CHILD = "case_child"
    IT_IS_ME = "case_me"
    CONTACT = "case_contact"
    REMIND_PARENTS = "case_remind"


ONE_CLICK = frozenset({Act.SCHOOL_IS_WRONG, Act.OFFER_SNILS, Act.IT_IS_ME, Act.REMIND_PARENTS})
"""Acts that are done by pressing the button; the others lead to a form."""


class Way(StrEnum):
    """Where the button of a page leads."""

    REGIONS = "regions"
    AGAIN = "again"
    """Straight to the provider of the remembered region; to the regions where none is remembered."""
    LEAVE = "leave"
    """Out of the diary and, from there, out of Gosuslugi: the next to sign in is somebody else."""


class Asked(StrEnum):
    """What a person asks of a school; the codes of `CorrectionRequest.Kind`, and a proposed link."""

    RECORD_WRONG = "record_wrong"
    SNILS_OFFERED = "snils_offered"
    ROLE_MIXED = "role_mixed"
    LINK = "link"


class Refused(StrEnum):
    """Why a school declined; the codes of `Request.Reason`."""

    NO_PAPER = "no_paper"
    RECORD_IS_RIGHT = "record_is_right"
    NOT_OURS = "not_ours"
    IN_PERSON = "in_person"


@dataclass(frozen=True, kw_only=True)
class Plea:
    """One thing asked of the school in this case: on which day and, once the school said no, why and when."""

    asked: Asked
    on: date
    refused: Refused | None = None
    answered_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """When a case that the school must settle was last looked at, by the region's clock, and how long it waits.

    `time` is `ЧЧ:ММ`; `day` counts working days, the first being the one on which the school got the case.
    """

    today: date
    checked_on: date
    time: str
    day: int


@dataclass(frozen=True, kw_only=True)
class SchoolContact:
    """Whom to ask in a school, and when."""

    name: str
    person: str = ""
    room: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class RegionContact:
    """Whom to ask in a region. `office`: where to come in person; `post_address`: where it reads letters, if any."""

    name: str = ""
    hotline: str = ""
    hotline_hours: str = ""
    feedback_url: str = ""
    has_notice_channel: bool = False
    office: str = ""
    post_address: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that a page may know: nothing of it comes from the register but the school's own contacts.

    `band` is None when nobody knows who is at the door; `differences` are fields and kinds, never values.
    `at` is local time, `ЧЧ:ММ`. `closed`: the data matched since; `changed`: the case ended otherwise.
    `sent_on`: the day on which the person handed the case to the school, if they did. `pleas`: the oldest first.
    `contact` is masked («a•••@mail.ru»). `kept_until`: the last day of the verified data. `grace_until`: the last
    day on which a child's account still opens the diary after the 14th birthday. `asked`: a consent was asked of
    somebody who has been here, so a notice of it may be promised. `certificate`: why the person's birth certificate
    was not compared, where one was left out.
    """

    band: Band | None = None
    region: RegionContact = field(default_factory=RegionContact)
    school: SchoolContact | None = None
    number: str = ""
    differences: tuple[tuple[Field, tuple[Kind, ...]], ...] = ()
    closed: bool = False
    changed: bool = False
    person: str = ""
    at: str = ""
    sent_on: date | None = None
    pleas: tuple[Plea, ...] = ()
    contact: str = ""
    clock: Clock | None = None
    kept_until: date | None = None
    grace_until: date | None = None
    asked: bool = False
    certificate: Verification | None = None


@dataclass(frozen=True)
class Step:
    """One thing to do, and the link that leads to the very place."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the catalogue: what happened, who acts next and how, how long, where the answer comes, what if not.

    `link` stands on its own label inside the lead. `news`: what was asked of the school and what it said.
    `acts`: everything that can be done at once; `main` is the one that the page is for, None when its button is.
    `number_hint` is empty while nothing is with the school: then no number is shown. `tries_itself`: an open page
    asks again whether the provider is back.
    """

    title: str
    lead: str
    link: Step | None = None
    owner: str = ""
    highlight: str = ""
    details: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    clock: str = ""
    steps: tuple[Step, ...] = ()
    waiting: str = ""
    otherwise: str = ""
    keeping: str = ""
    number_hint: str = ""
    shows_school: bool = False
    shows_region: bool = False
    tries_itself: str = ""
    button: str = ""
    way: Way = Way.REGIONS
    acts: tuple[Act, ...] = ()
    main: Act | None = None

    @property
    def lead_parts(self) -> tuple[str, str, str]:
        """The lead before its link, the words of the link, and the rest."""
        return self.lead.partition(self.link.label) if self.link else (self.lead, "", "")
