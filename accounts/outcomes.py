"""What a sign-in can end in, and the page that each ending makes."""

from dataclasses import dataclass, field
from enum import StrEnum

from accounts.matching.profile import Band
from accounts.matching.verdict import Field, Kind


class Outcome(StrEnum):
    """The endings of a sign-in; the codes of checklist 4.1 where it has one."""

    DIFFERS = "NAME_DIFF"
    NOT_FOUND = "NOT_FOUND"
    AMBIGUOUS = "AMBIGUOUS"
    WRONG_ROLE = "WRONG_ROLE"
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


class Act(StrEnum):
    """What the holder of a case pass can do about a refusal at once; the doors have the same names."""

    NAME_SCHOOL = "case_school"
    SCHOOL_IS_WRONG = "case_wrong"
    OFFER_SNILS = "case_snils"
    ADD_CHILD = "case_child"
    IT_IS_ME = "case_me"
    CONTACT = "case_contact"
    REMIND_PARENTS = "case_remind"


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
    """Whom to ask in a region."""

    name: str = ""
    hotline: str = ""
    hotline_hours: str = ""
    feedback_url: str = ""
    has_notice_channel: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that a page may know: nothing of it comes from the register but the school's own contacts.

    `band` is None when nobody knows who is at the door; `differences` are fields and kinds, never values.
    `at` is local time, `ЧЧ:ММ`.
    """

    band: Band | None = None
    region: RegionContact = field(default_factory=RegionContact)
    school: SchoolContact | None = None
    number: str = ""
    differences: tuple[tuple[Field, tuple[Kind, ...]], ...] = ()
    closed: bool = False
    person: str = ""
    at: str = ""


@dataclass(frozen=True)
class Step:
    """One thing to do, and the link that leads to the very place."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the catalogue: what happened, who acts next and how, how long, what if not."""

    title: str
    lead: str
    owner: str = ""
    highlight: str = ""
    details: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    waiting: str = ""
    otherwise: str = ""
    shows_number: bool = False
    shows_school: bool = False
    shows_region: bool = False
    button: str = ""
    acts: tuple[Act, ...] = ()
