"""The strangers are what they should be: all sorts of rows, and nobody of ours."""

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, RecordClaim, VerifiedIdentity
from consents.models import ConsentDecision, ConsentRequest
from schools.identifiers.snils import parse
from schools.models import Parent, ParentChildLink, Restriction, Student
from tests.disclosure.strangers import Settlers, certificate, neighbours, number
from tests.disclosure.town import CERTIFICATE, CHILDS, MINE, MOTHERS, VERA, build_town
from tests.factories import synthetic_snils


@pytest.mark.django_db
def test_neighbours_leave_rows_of_every_kind() -> None:
    Settlers(build_town()).settle(neighbours())
    rows = (
        *(Student, Parent, ParentChildLink, Restriction, RecordClaim, VerifiedIdentity),
        *(MismatchCase, LinkProposal, CorrectionRequest, ConsentDecision, ConsentRequest),
    )
    assert [model.__name__ for model in rows if not model.objects.exists()] == []
    assert Student.objects.filter(surname=VERA["surname"], given_name=VERA["given_name"], birth_date__isnull=False)
    assert not Student.objects.filter(Q(school_class=None)).exists()


@settings(max_examples=200)
@given(st.integers(0, 3), st.integers(1, 6), st.sampled_from((MINE, CHILDS)), st.sampled_from((1, 2)))
def test_a_near_number_is_never_ours(place: int, near: int, of: int, role: int) -> None:
    near_one, ours = number(place, near, of=of, role=role), synthetic_snils(of)
    assert near_one is not None
    assert parse(near_one) == near_one
    assert near_one not in {synthetic_snils(one) for one in (MINE, CHILDS, MOTHERS)}
    assert sum(one != other for one, other in zip(near_one[:11], ours[:11], strict=True)) == 1


@pytest.mark.parametrize("place", range(4))
def test_a_near_certificate_is_never_ours(place: int) -> None:
    assert sum(one != other for one, other in zip(certificate(place), CERTIFICATE, strict=True)) == 1
