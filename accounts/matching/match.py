"""Deciding which record of one school, if any, is the person at the door (rules 2–5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from accounts.claims import Level
from accounts.matching.assessment import Assessment, Standing, assess
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import Band, Profile
from accounts.matching.verdict import Ambiguous, Differs, Finding, Matched, NotFound, Verdict, WrongRole


def match_identity(
    claimed: Claimed, records: Sequence[Record], *, profiles: Mapping[Band, Profile], on: date
) -> Verdict:
    """Decide which record of one school, if any, is this person.

    `records` are that school's, pupils and parents together, in any order; records that share no number
    with the person may be left out, they change nothing. `on` is the region's business date.

    A record fits when a number ties it to the person and no field blocks. One that fits is the person, and
    wins over all that do not; two that fit in one role are for a human to decide, and shut no door in the
    other role. An account that nobody confirmed is told nothing but a match (rule 5), and leaves no finding:
    its numbers prove nothing.
    Whether the account's level suffices to enter is asked elsewhere, by `level_suffices`.
    Raises KeyError if a record's band has no profile.
    """
    each_once = sorted(set(records), key=lambda record: record.record_id)
    verdict = _settle([assess(claimed, record, profiles=profiles, on=on) for record in each_once])
    return verdict if claimed.level is not Level.OTHER else _told_to_the_unconfirmed(verdict)


def _told_to_the_unconfirmed(verdict: Verdict) -> Verdict:
    return replace(verdict, undecided=()) if isinstance(verdict, Matched) else NotFound()


def _settle(weighed: Sequence[Assessment]) -> Verdict:
    fitting = _standing(weighed, Standing.FITS)
    pupils = [one for one in fitting if one.record.role is Role.STUDENT]
    parents = [one for one in fitting if one.record.role is Role.PARENT]
    match pupils, parents:
        case [], []:
            return _explain(weighed)
        case ([only], []) | ([], [only]):
            return Matched(only.record.record_id, _findings(weighed, named=[only]))
        case [pupil], [parent]:
            findings = (*_findings(weighed, named=fitting), *parent.tie)
            return Matched(pupil.record.record_id, findings, also_parent=parent.record.record_id)
        case (several, [sure]) | ([sure], several):
            ties = (finding for parent in parents for finding in parent.tie)
            findings = (*_findings(weighed, named=fitting), *ties)
            return Matched(sure.record.record_id, findings, undecided=_ids(several))
        case _:
            return Ambiguous(_ids(fitting), _findings(weighed, named=fitting))


def _explain(weighed: Sequence[Assessment]) -> Verdict:
    """Say why no record fits: an own record that differs explains more than somebody else's."""
    misplaced = _standing(weighed, Standing.MISPLACED)
    match _standing(weighed, Standing.DIFFERS):
        case [only]:
            return Differs(only.record.record_id, only.differences, _findings(weighed, named=[only]))
        case [_, *_] as several:
            return Ambiguous(_ids(several), _findings(weighed, named=several))
        case _ if misplaced:
            return WrongRole(_ids(misplaced), _findings(weighed, named=misplaced))
        case _:
            return NotFound(_findings(weighed, named=()))


def _standing(weighed: Sequence[Assessment], standing: Standing) -> list[Assessment]:
    return [one for one in weighed if one.standing is standing]


def _ids(weighed: Sequence[Assessment]) -> tuple[UUID, ...]:
    return tuple(one.record.record_id for one in weighed)


def _findings(weighed: Sequence[Assessment], *, named: Sequence[Assessment]) -> tuple[Finding, ...]:
    """Collect what the school should look at, by record: one finding for a record and field at most.

    Of a record that is tied to the person too, but that the verdict does not name, only the tie is worth
    a look: its other fields are compared with the wrong person.
    """
    return tuple(finding for one in weighed for finding in (one.findings if one in named or not one.tie else one.tie))
