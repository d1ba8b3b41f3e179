"""Giving consent."""

from datetime import datetime

from django.db import models, transaction

from accounts.actions.sources import local_date
from accounts.models import ExternalIdentity
from consents.access import SCOPE, ParentPlace, PupilPlace, entitled_givers, gave_own, places
from consents.models import ConsentDecision, ConsentText
from consents.rules import decides_for_oneself
from schools.actions import audit
from schools.models import AuditEvent, School, Student

Decision = ConsentDecision.Decision


class NotEntitled(Exception):
    """This person does not decide here: not their child, not their school, or no longer."""


class TextChanged(Exception):
    """The words that were read are not the words in force: read them again."""


def text_in_force(subject: ConsentText.Subject, *, at: datetime) -> ConsentText:
    """The newest version of a text that is in force. Raises ConsentText.DoesNotExist where none was written."""
    return ConsentText.objects.filter(subject=subject, valid_from__lte=at.date()).latest("version")


@transaction.atomic
def give_own(
    *, identity: ExternalIdentity, school: School, text: ConsentText, at: datetime, by: str | models.Model
) -> None:
    """An adult's consent about oneself to one school. Saying yes twice is one yes. Raises NotEntitled, TextChanged."""
    _lock(identity)
    if not any(place.school == school and _is_adult_here(place) for place in places(identity, at=at)):
        raise NotEntitled
    _check_text(text, ConsentText.Subject.SELF, at=at)
    if not gave_own(identity, school):
        _write(ConsentDecision(school=school, giver=identity, identity=identity, basis="self"), text=text, at=at, by=by)


@transaction.atomic
def give_for_child(
    *, identity: ExternalIdentity, student: Student, text: ConsentText, at: datetime, by: str | models.Model
) -> None:
    """A parent's consent about a child under 18. Saying yes twice is one yes. Raises NotEntitled, TextChanged."""
    _lock(identity)
    of_age = decides_for_oneself(student.birth_date, on=local_date(student.school.region, at=at))
    if of_age or identity.pk not in entitled_givers([student.pk])[student.pk]:
        raise NotEntitled
    _check_text(text, ConsentText.Subject.CHILD, at=at)
    if last_word(identity, student) != Decision.GIVEN:
        _write(
            ConsentDecision(school=student.school, giver=identity, student=student, basis="link"),
            text=text,
            at=at,
            by=by,
        )


def last_word(identity: ExternalIdentity, student: Student) -> str | None:
    """What this person last decided about this child, if anything."""
    mine = ConsentDecision.for_system(by=SCOPE).filter(giver=identity, student=student).order_by("at", "id").last()
    return mine.decision if mine else None


def _lock(identity: ExternalIdentity) -> None:
    """Let one person's decisions come one after another: a double click is one consent."""
    ExternalIdentity.objects.select_for_update(of=("self",)).get(pk=identity.pk)


def _is_adult_here(place: ParentPlace | PupilPlace) -> bool:
    return isinstance(place, ParentPlace) or place.for_oneself


def _check_text(text: ConsentText, subject: ConsentText.Subject, *, at: datetime) -> None:
    if text.pk != text_in_force(subject, at=at).pk:
        raise TextChanged


def _write(decision: ConsentDecision, *, text: ConsentText, at: datetime, by: str | models.Model) -> None:
    decision.text, decision.purpose_id, decision.at = text, text.purpose_id, at
    decision.decision = Decision.GIVEN
    decision.save(force_insert=True)
    audit.record(AuditEvent.Kind.CONSENT_GIVEN, decision, by=by)
