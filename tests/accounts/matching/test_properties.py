"""What holds for every person, every school and every region."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from accounts.claims import Level
from accounts.matching.person import Claimed, Identity, Record, Role
from accounts.matching.verdict import Ambiguous, Differs, Field, Kind, Matched, NotFound, Verdict, WrongRole
from schools.identifiers.names import difference, is_absent, normalise
from tests.accounts.matching.strategies import (
    CERTIFICATES,
    SNILS,
    STRANGE_CERTIFICATE,
    STRANGE_SNILS,
    Encounter,
    encounters,
)


def named(verdict: Verdict) -> set[UUID]:
    """The records that a verdict is about, findings aside."""
    match verdict:
        case Matched(record, also_parent=second, undecided=several):
            return {record, *several, *([second] if second else [])}
        case Differs(record):
            return {record}
        case Ambiguous(records) | WrongRole(records):
            return set(records)
        case NotFound():
            return set()


def records_named(met: Encounter) -> list[Record]:
    return [record for record in met.records if record.record_id in named(met.verdict)]


def tied(claimed: Claimed, record: Record) -> bool:
    """Rule 3 in other words: SNILS equal; or SNILS missing on a side, and a pupil's certificate equal."""
    if claimed.snils and record.snils:
        return claimed.snils == record.snils
    return record.role is Role.STUDENT and bool(record.certificate) and claimed.certificate == record.certificate


def leaves(node: Any) -> Iterator[Any]:
    """Everything that a verdict is made of."""
    if is_dataclass(node):
        yield from leaves(tuple(getattr(node, one.name) for one in fields(node)))
    elif isinstance(node, tuple):
        for part in node:
            yield from leaves(part)
    else:
        yield node


REACHED: list[tuple[str, Callable[[Verdict], bool]]] = [
    ("matched", lambda verdict: isinstance(verdict, Matched) and bool(verdict.findings)),
    ("matched in both roles", lambda verdict: isinstance(verdict, Matched) and verdict.also_parent is not None),
    (
        "matched, and undecided in the other role",
        lambda verdict: isinstance(verdict, Matched) and bool(verdict.undecided),
    ),
    ("differs", lambda verdict: isinstance(verdict, Differs) and bool(verdict.findings)),
    ("ambiguous", lambda verdict: isinstance(verdict, Ambiguous) and bool(verdict.findings)),
    ("wrong role", lambda verdict: isinstance(verdict, WrongRole)),
    ("not found", lambda verdict: verdict == NotFound()),
    ("not found, with a finding", lambda verdict: isinstance(verdict, NotFound) and bool(verdict.findings)),
]
A_LOOK = settings(max_examples=2000, phases=[Phase.generate], derandomize=True, database=None)


@pytest.mark.parametrize("reached", [pytest.param(reached, id=name) for name, reached in REACHED])
def test_the_encounters_below_end_in_every_verdict(reached: Callable[[Verdict], bool]) -> None:
    assert find(encounters(), lambda met: reached(met.verdict), settings=A_LOOK)


@given(met=encounters(), missing=st.booleans())
def test_likeness_never_links(*, met: Encounter, missing: bool) -> None:
    strange: dict[str, Any] = {"snils": None if missing else STRANGE_SNILS, "certificate": STRANGE_CERTIFICATE}
    strangers = [replace(record, **strange) for record in met.records]
    assert replace(met, records=strangers).verdict == NotFound()


@given(met=encounters())
def test_a_verdict_is_about_records_that_a_number_ties(met: Encounter) -> None:
    assert all(tied(met.claimed, record) for record in records_named(met))


@given(met=encounters())
def test_who_matches_has_the_same_name_when_folded(met: Encounter) -> None:
    for record in records_named(met) if isinstance(met.verdict, Matched) else []:
        assert folded_name(record) == folded_name(met.claimed)


def folded_name(side: Identity) -> tuple[str, str, str]:
    patronymic = "" if is_absent(side.patronymic) else normalise(side.patronymic)
    return normalise(side.surname), normalise(side.given_name), patronymic


@given(met=encounters())
def test_to_the_letter_who_matches_has_the_same_name_to_the_letter(met: Encounter) -> None:
    strict = {band: replace(profile, equal_kinds=frozenset()) for band, profile in met.profiles.items()}
    to_the_letter = replace(met, profiles=strict)
    for record in records_named(to_the_letter) if isinstance(to_the_letter.verdict, Matched) else []:
        assert difference(record.surname, met.claimed.surname) is None
        assert difference(record.given_name, met.claimed.given_name) is None


@given(met=encounters(), data=st.data())
def test_order_and_repetition_never_matter(met: Encounter, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations([*met.records, *met.records[:2]]))
    assert replace(met, records=shuffled).verdict == met.verdict


@given(met=encounters())
def test_records_that_share_no_number_change_nothing(met: Encounter) -> None:
    known = {met.claimed.snils, met.claimed.certificate} - {None, ""}
    sharing = [record for record in met.records if {record.snils, record.certificate} & known]
    assert replace(met, records=sharing).verdict == met.verdict


@given(met=encounters())
def test_a_verdict_carries_ids_and_codes_and_nothing_else(met: Encounter) -> None:
    ids = {record.record_id for record in met.records}
    shown = repr(met.verdict)
    assert all(leaf is None or type(leaf) in {Field, Kind} or leaf in ids for leaf in leaves(met.verdict))
    assert shown.isascii()
    assert not [value for value in (*SNILS, *CERTIFICATES, "male", "1988", "2008") if value and value in shown]


@given(met=encounters())
def test_a_record_and_field_have_one_finding_at_most(met: Encounter) -> None:
    counted = Counter((finding.record, finding.field) for finding in met.verdict.findings)
    assert set(counted.values()) <= {1}


@given(met=encounters())
def test_without_a_confirmed_account_there_is_a_match_or_nothing(met: Encounter) -> None:
    of_level = {level: replace(met, claimed=replace(met.claimed, level=level)).verdict for level in Level}
    confirmed = of_level[Level.CONFIRMED]
    told = replace(confirmed, undecided=()) if isinstance(confirmed, Matched) else NotFound()
    assert of_level[Level.OTHER] == told


@given(met=encounters())
def test_fields_that_keep_out_and_findings_are_told_apart(met: Encounter) -> None:
    verdict = met.verdict
    if isinstance(verdict, Differs):
        blocking = {difference.field for difference in verdict.fields}
        assert blocking
        assert not blocking & {finding.field for finding in verdict.findings if finding.record == verdict.record}
