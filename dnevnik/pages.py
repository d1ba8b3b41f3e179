"""From a case pass to the page it opens: the catalogue's words, the facts on them, and where their buttons lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts import texts as account_texts
from accounts.models import ExternalIdentity, MismatchCase
from accounts.outcomes import ONE_CLICK, Act, Facts, Outcome, Page, Way
from consents import texts as consent_texts
from dnevnik.case_pass import CasePass
from dnevnik.endings import outcome_of
from dnevnik.facts import facts_of
from schools.models import Region, School


@dataclass(frozen=True, kw_only=True)
class Button:
    """One thing to press. `posts`: it is a form of one click with `fields`; otherwise a link."""

    label: str
    url: str
    posts: bool = False
    is_main: bool = False
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page, the facts that stand on it, and its buttons: `acts` first, `leaving` leads away."""

    outcome: Outcome
    page: Page
    facts: Facts
    acts: tuple[Button, ...] = ()
    leaving: Button | None = None

    @property
    def follows_case(self) -> bool:
        """Whether an open page asks from time to time what became of its case."""
        return bool(self.facts.number) and not (self.facts.closed or self.facts.changed)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Those that stand under the steps: the one thing that the page is for, then what else can be done at once."""
        every = (*self.acts, *([self.leaving] if self.leaving and self.leaving.is_main else []))
        return tuple(sorted(every, key=lambda button: not button.is_main))

    @property
    def way_out(self) -> Button | None:
        """The button that leads away, where the page is for something else."""
        return self.leaving if self.leaving and not self.leaving.is_main else None


def shown(held: CasePass, identity: ExternalIdentity | None, *, now: datetime, is_in: bool = False) -> Shown:
    """What the holder of a pass reads; the same after every reload until the case itself changes.

    `is_in`: the reader came here from the diary, which is open, and goes back there.
    """
    case = case_of(held, identity)
    school = case.school if case and case.school else _school(held.school)
    facts = facts_of(
        region=Region.objects.filter(code=held.region).first(),
        school=school,
        case=case,
        identity=identity,
        band=held.band,
        time=held.at,
        now=now,
        certificate=held.certificate,
    )
    outcome = outcome_of(case) if case and case.closed_at is None else Outcome(held.outcome)
    return compose(outcome, facts, region=held.region, next_path=held.next, is_in=is_in)


def beside(case: MismatchCase, identity: ExternalIdentity, *, now: datetime) -> Shown:
    """The same page for somebody who is in: what another school says, on the desk. The case has a school."""
    region = case.school.region if case.school else None
    facts = facts_of(region=region, school=case.school, case=case, identity=identity, band="", time="", now=now)
    return compose(outcome_of(case), facts)


def compose(outcome: Outcome, facts: Facts, *, region: str = "", next_path: str = "", is_in: bool = False) -> Shown:
    """The page of an outcome with its buttons. `region` is the code of the remembered one, if any; reads nothing."""
    texts = consent_texts.PAGES
    in_force = outcome in texts and not (facts.closed or facts.changed)
    page = texts[outcome](facts) if in_force else account_texts.page(outcome, facts)
    goes_back = is_in and page.way is not Way.LEAVE
    return Shown(
        outcome=outcome,
        page=page,
        facts=facts,
        acts=tuple(_act(act, page, facts) for act in page.acts),
        leaving=_back(page) if goes_back else _leaving(page, region=region, next_path=next_path),
    )


def case_of(held: CasePass, identity: ExternalIdentity | None) -> MismatchCase | None:
    """The pass's own case and no other's; for «Да, это я» the one that its holder opened with it."""
    if identity is None:
        return None
    cases = MismatchCase.for_system(by="case pass").filter(identity=identity)
    if held.case:
        cases = cases.filter(pk=held.case)
    elif held.outcome == Outcome.WRONG_ROLE:
        cases = cases.filter(kind=MismatchCase.Kind.WRONG_ROLE, closed_at__isnull=True)
    else:
        return None
    found: MismatchCase | None = cases.select_related("school__region").prefetch_related("causes").first()
    return found


def _school(pk: int | None) -> School | None:
    return School.objects.filter(pk=pk).first() if pk else None


def _act(act: Act, page: Page, facts: Facts) -> Button:
    return Button(
        label=account_texts.act_label(act, facts),
        url=reverse(f"entrance:{act}"),
        posts=act in ONE_CLICK,
        is_main=act is page.main,
    )


def _back(page: Page) -> Button:
    return Button(label=account_texts.back_to_diary(), url=reverse("home:desk"), is_main=page.main is None)


def _leaving(page: Page, *, region: str, next_path: str) -> Button | None:
    if not page.button:
        return None
    is_main = page.main is None
    if page.way is Way.LEAVE:
        return Button(label=page.button, url=reverse("entrance:leave"), posts=True, is_main=is_main)
    if page.way is Way.AGAIN and region:
        fields = (("region", region), ("next", next_path))
        return Button(label=page.button, url=reverse("oidc:start"), posts=True, is_main=is_main, fields=fields)
    return Button(label=page.button, url=reverse("entrance:regions"), is_main=is_main)
