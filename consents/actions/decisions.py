"""Giving consents and taking them back: every word is a row, and a form is worth one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from accounts.actions.sources import local_date
from accounts.models import ExternalIdentity
from consents.access import Place, PupilPlace, places
from consents.actions import requests
from consents.models import ConsentDecision, ConsentText, Purpose
from consents.rules import DIARY, GUARDIAN_ACCESS, decides_for_oneself
from consents.standing import SCOPE, entitled_givers
from schools.actions import audit
from schools.models import AuditEvent, School, Student

Decision = ConsentDecision.Decision
Subject = ConsentText.Subject
TICK = timedelta(microseconds=1)


class NotEntitled(Exception):
    """This person does not decide here: not their child, not their school, or no longer."""


class TextChanged(Exception):
    """The words that were read are not the words in force: read them again."""


class DecidedSince(Exception):
    """Another decision was made after the page was opened: a form that was used, or an old one."""


@dataclass(frozen=True)
class Matter:
    """What is decided: by whom, to which school, for which purpose (its code), about whom (None: oneself)."""

    giver: ExternalIdentity
    school: School
    purpose: str = DIARY
    student: Student | None = None


def text_in_force(subject: ConsentText.Subject, *, at: datetime) -> ConsentText:
    """The newest version of a text that is in force. Raises ConsentText.DoesNotExist where none was written."""
    return ConsentText.objects.filter(subject=subject, valid_from__lte=at.date()).latest("version")


def texts_in_force(*, at: datetime) -> dict[ConsentText.Subject, ConsentText]:
    """The newest version in force of every text; one query."""
    rows = ConsentText.objects.filter(valid_from__lte=at.date()).order_by("version")
    return {Subject(row.subject): row for row in rows}


@transaction.atomic
def give_own(
    *,
    identity: ExternalIdentity,
    school: School,
    text: ConsentText,
    at: datetime,
    by: str | models.Model,
    seen: str | None = None,
) -> None:
    """An adult's consent about oneself to one school; a pupil's may come before the 18th birthday.

    `seen` is the id of the decision that the form was drawn after, "" for none, None where there was no form.
    Saying yes twice is one yes. Raises NotEntitled, TextChanged, DecidedSince.
    """
    _lock(identity)
    if not any(place.school == school and _is_adult_here(place) for place in places(identity, at=at)):
        raise NotEntitled
    _check_text(text, Subject.SELF, at=at)
    _give(Matter(identity, school), text=text, basis="self", seen=seen, at=at, by=by)


@transaction.atomic
def allow_parents(
    *,
    identity: ExternalIdentity,
    school: School,
    text: ConsentText,
    at: datetime,
    by: str | models.Model,
    seen: str | None = None,
) -> None:
    """«Разрешить родителям видеть дневник»: an adult pupil's word to the school, or one given shortly before 18.

    Arguments and errors are those of `give_own`.
    """
    _lock(identity)
    if not any(place.school == school and _is_adult_pupil(place) for place in places(identity, at=at)):
        raise NotEntitled
    _check_text(text, Subject.PARENTS, at=at)
    _give(Matter(identity, school, GUARDIAN_ACCESS), text=text, basis="self", seen=seen, at=at, by=by)


@transaction.atomic
def give_for_child(
    *,
    identity: ExternalIdentity,
    student: Student,
    text: ConsentText,
    at: datetime,
    by: str | models.Model,
    seen: str | None = None,
) -> None:
    """A parent's consent about a child under 18. Arguments and errors are those of `give_own`.

    It answers the parent's own request and ends the other adults', who are told nothing.
    """
    _lock(identity)
    pupil = requests.hold(student.pk)
    of_age = decides_for_oneself(pupil.birth_date, on=local_date(pupil.school.region, at=at))
    if of_age or identity.pk not in entitled_givers([pupil.pk])[pupil.pk]:
        raise NotEntitled
    _check_text(text, Subject.CHILD, at=at)
    matter = Matter(identity, pupil.school, student=pupil)
    _give(matter, text=text, basis="link", seen=seen, at=at, by=by)
    requests.close_unneeded(students=[pupil.pk], at=at, by=by)


@transaction.atomic
def withdraw(*, identity: ExternalIdentity, given: ConsentDecision, at: datetime, by: str | models.Model) -> None:
    """Take back one's own consent; access that rests on it alone ends with the next request.

    Taking back twice is once. Raises NotEntitled for somebody else's word, DecidedSince if it was given anew meanwhile.
    """
    if given.giver_id != identity.pk:
        raise NotEntitled
    _lock(identity)
    matter = Matter(identity, given.school, given.purpose.code, given.student)
    last = last_word(matter)
    if last is None or last.decision == Decision.WITHDRAWN:
        return
    if last.pk != given.pk:
        raise DecidedSince
    row = _row(matter, text=last.text, basis=last.basis, decision=Decision.WITHDRAWN)
    _write(row, after=last, at=at)
    audit.record(AuditEvent.Kind.CONSENT_WITHDRAWN, row, by=by)


def last_word(matter: Matter) -> ConsentDecision | None:
    """What this person last decided in this matter, if anything."""
    about = {"student": matter.student} if matter.student else {"identity": matter.giver, "school": matter.school}
    mine = ConsentDecision.for_system(by=SCOPE).filter(giver=matter.giver, purpose__code=matter.purpose, **about)
    last: ConsentDecision | None = mine.select_related("text").order_by("at", "id").last()
    return last


def _lock(identity: ExternalIdentity) -> None:
    """Let one person's decisions come one after another: a double click is one consent."""
    ExternalIdentity.objects.select_for_update(of=("self",), no_key=True).get(pk=identity.pk)


def _is_adult_here(place: Place) -> bool:
    return not isinstance(place, PupilPlace) or place.decides


def _is_adult_pupil(place: Place) -> bool:
    return isinstance(place, PupilPlace) and place.decides


def _check_text(text: ConsentText, subject: ConsentText.Subject, *, at: datetime) -> None:
    if text.pk != text_in_force(subject, at=at).pk:
        raise TextChanged


def _give(
    matter: Matter, *, text: ConsentText, basis: str, seen: str | None, at: datetime, by: str | models.Model
) -> None:
    last = last_word(matter)
    if last is not None and last.decision == Decision.GIVEN:
        return
    if seen is not None and seen != (str(last.pk) if last else ""):
        raise DecidedSince
    row = _row(matter, text=text, basis=basis, decision=Decision.GIVEN)
    _write(row, after=last, at=at)
    audit.record(AuditEvent.Kind.CONSENT_GIVEN, row, by=by)


def _row(matter: Matter, *, text: ConsentText, basis: str, decision: ConsentDecision.Decision) -> ConsentDecision:
    return ConsentDecision(
        school=matter.school,
        purpose=Purpose.objects.get(code=matter.purpose),
        text=text,
        giver=matter.giver,
        identity=None if matter.student else matter.giver,
        student=matter.student,
        decision=decision,
        basis=basis,
    )


def _write(row: ConsentDecision, *, after: ConsentDecision | None, at: datetime) -> None:
    """A word that comes later is later, whatever the clocks of two machines say."""
    row.at = max(at, after.at + TICK) if after else at
    row.save(force_insert=True)
