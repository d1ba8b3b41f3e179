"""The consents that a person is asked for: one purpose, one text, one decision each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from accounts.actions.sources import local_date
from accounts.matching.profile import FULL_AGE, birthday
from accounts.models import ExternalIdentity
from consents.access import Place, PupilPlace, parent_places, places, pupil_places
from consents.actions import decisions
from consents.actions.decisions import Subject
from consents.models import ConsentDecision, ConsentText
from consents.rules import DIARY, GUARDIAN_ACCESS
from consents.standing import SCOPE
from schools.models import School, Student

PREFIXES = {Subject.SELF: "own", Subject.CHILD: "child", Subject.PARENTS: "parents"}


@dataclass(frozen=True)
class Ask:
    """One consent: to which school, about whom (None: oneself), in which words, and this person's last word.

    `counts_from`: the 18th birthday, where the decision is made in advance. `ended`: nothing needs this consent any
    more; it can only be taken back.
    """

    school: School
    student: Student | None
    text: ConsentText
    last: ConsentDecision | None = None
    counts_from: date | None = None
    ended: bool = False

    @property
    def key(self) -> str:
        """What the form sends back: never more than which of one's own asks is meant."""
        return f"{PREFIXES[Subject(self.text.subject)]}-{self.student.pk if self.student else self.school.pk}"

    @property
    def given(self) -> bool:
        return self.last is not None and self.last.decision == ConsentDecision.Decision.GIVEN

    @property
    def seen(self) -> str:
        """What the form was drawn after: with any other last word it is an old form."""
        return str(self.last.pk) if self.last else ""

    @property
    def words(self) -> ConsentText:
        """What to show: the version that was agreed to, else the one in force."""
        return self.last.text if self.last and self.given else self.text

    @property
    def given_on(self) -> date | None:
        """The day of the consent, by the school's clock."""
        return local_date(self.school.region, at=self.last.at) if self.last and self.given else None

    @property
    def allows_parents(self) -> bool:
        """Whether this is an adult pupil's word about parents, not a consent about oneself."""
        return bool(self.text.subject == Subject.PARENTS)

    @property
    def is_choice(self) -> bool:
        """Whether nothing of this person's own waits for it: parents' sight of an adult's diary, what is in advance."""
        return self.allows_parents or self.counts_from is not None or self.ended


def asks(identity: ExternalIdentity, *, at: datetime) -> list[Ask]:
    """Everything this person may decide or take back: own consents first, then the children's, then parents' sight."""
    held = places(identity, at=at)
    mine = _Mine(identity, at=at)
    return [*_own(held, mine), *_children(held, mine), *_parents(held, mine)]


def needed(identity: ExternalIdentity, *, at: datetime) -> list[Ask]:
    """Those that a door waits for: what stands on the page before it."""
    return [ask for ask in asks(identity, at=at) if not ask.is_choice]


def find(identity: ExternalIdentity, *, key: str, at: datetime) -> Ask:
    """The ask that a form or an address names. Raises NotEntitled for anything not asked of this person."""
    found = next((ask for ask in asks(identity, at=at) if ask.key == key), None)
    if found is None:
        raise decisions.NotEntitled
    return found


def give(
    *, identity: ExternalIdentity, key: str, text_id: str, at: datetime, by: str | models.Model, seen: str = ""
) -> None:
    """Give the consent that a form names. Raises NotEntitled, TextChanged, DecidedSince."""
    ask = find(identity, key=key, at=at)
    if ask.ended:
        raise decisions.NotEntitled
    if str(ask.text.pk) != text_id:
        raise decisions.TextChanged
    if ask.student:
        decisions.give_for_child(identity=identity, student=ask.student, text=ask.text, at=at, by=by, seen=seen)
        return
    say = decisions.give_own if ask.text.subject == Subject.SELF else decisions.allow_parents
    say(identity=identity, school=ask.school, text=ask.text, at=at, by=by, seen=seen)


def withdraw(*, identity: ExternalIdentity, key: str, seen: str, at: datetime, by: str | models.Model) -> None:
    """Take back the consent that a form names; `seen` is the id of the decision. Raises NotEntitled, DecidedSince."""
    ask = find(identity, key=key, at=at)
    if ask.last is None or not ask.given:
        return
    if seen != ask.seen:
        raise decisions.DecidedSince
    decisions.withdraw(identity=identity, given=ask.last, at=at, by=by)


class _Mine:
    """This person's last words, and the texts in force: read once for all asks."""

    def __init__(self, identity: ExternalIdentity, *, at: datetime) -> None:
        self.texts = decisions.texts_in_force(at=at)
        rows = ConsentDecision.for_system(by=SCOPE).filter(giver=identity).order_by("at", "id")
        rows = rows.select_related("text", "purpose", "school__region")
        self.last = {(row.purpose.code, row.student_id or row.school_id): row for row in rows}

    def ask(self, subject: ConsentText.Subject, school: School, student: Student | None = None) -> Ask:
        purpose = GUARDIAN_ACCESS if subject == Subject.PARENTS else DIARY
        last = self.last.get((purpose, student.pk if student else school.pk))
        return Ask(school, student, self.texts[subject], last)

    def standing_elsewhere(self, asked: set[School]) -> Iterator[Ask]:
        """Own consents to schools that need them no longer."""
        for row in self.last.values():
            ask = Ask(row.school, None, row.text, row, ended=True)
            if row.identity_id and row.purpose.code == DIARY and row.school not in asked and ask.given:
                yield ask


def _own(held: list[Place], mine: _Mine) -> list[Ask]:
    found: dict[School, Ask] = {}
    for place in held:
        if isinstance(place, PupilPlace):
            if place.decides and place.school not in found:
                found[place.school] = _dated(mine.ask(Subject.SELF, place.school), place)
        elif place.children:
            found[place.school] = mine.ask(Subject.SELF, place.school)
    return [*found.values(), *mine.standing_elsewhere(set(found))]


def _children(held: list[Place], mine: _Mine) -> list[Ask]:
    return [mine.ask(Subject.CHILD, place.school, ward) for place in parent_places(held) for ward in place.wards]


def _parents(held: list[Place], mine: _Mine) -> list[Ask]:
    return [_dated(mine.ask(Subject.PARENTS, place.school), place) for place in pupil_places(held) if place.decides]


def _dated(ask: Ask, place: PupilPlace) -> Ask:
    """The same ask, saying from when it counts if the pupil is not of age yet."""
    born = place.record.birth_date
    if place.for_oneself or born is None:
        return ask
    return Ask(ask.school, None, ask.text, ask.last, counts_from=birthday(born, years=FULL_AGE))
