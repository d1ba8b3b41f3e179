"""An account made anew after fraud: one decision of the school, and nothing flips it back (checklist L23)."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.actions import cases, replacements
from accounts.models import MismatchCase, Notice, RecordClaim
from schools.identifiers import birth_certificate
from schools.models import AuditEvent, Parent
from tests.accounts.actions.doorway import LATER, come, holders, night, open_case, open_kinds, parent_with_child, write
from tests.factories import create_parent, create_region, create_school, create_student, synthetic_snils

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)
EVEN_LATER = LATER + timedelta(days=1)


def two_accounts() -> Parent:
    """The old account holds the record; the new one has a case."""
    create_region(has_notice_channel=True)
    mother = parent_with_child(create_school(), snils=MINE)
    come(subject="old")
    come(subject="new", at=LATER)
    return mother


def decide() -> replacements.Rivals:
    return replacements.replace(case=open_case(), at=LATER, by="administrator")


def test_the_school_sees_both_accounts_first() -> None:
    two_accounts()
    found = replacements.rivals(case=open_case(), at=LATER)
    assert (found.newcomer.identity.subject, found.holder.identity.subject) == ("new", "old")
    assert holders() == ["old"]


def test_the_record_goes_to_the_new_account_and_its_case_is_over() -> None:
    two_accounts()
    case = open_case()
    decide()
    case.refresh_from_db()
    ended = RecordClaim.objects.get(identity__subject="old")
    assert (holders(), ended.close_reason, case.close_reason) == (["new"], "replaced", "matched")


def test_both_accounts_are_written_down_and_the_new_one_is_told() -> None:
    two_accounts()
    found = decide()
    old, new = found.holder.identity, found.newcomer.identity
    events = AuditEvent.objects.filter(kind="identity_replaced").order_by("id")
    assert [(event.subject_id, event.fields) for event in events] == [
        (str(new.pk), [f"instead_of:{old.pk}"]),
        (str(old.pk), [f"by:{new.pk}"]),
    ]
    assert Notice.objects.get().identity == new


def test_the_night_leaves_it_so() -> None:
    two_accounts()
    decide()
    assert night(at=LATER) == {}
    assert (holders(), open_kinds()) == (["new"], [])


def test_the_old_account_that_signs_in_again_takes_nothing_and_is_the_schools_to_decide() -> None:
    two_accounts()
    decide()
    come(subject="old", at=EVEN_LATER)
    assert (holders(), open_kinds()) == (["new"], ["ambiguous"])
    assert night(at=EVEN_LATER) == {}


def test_the_old_account_takes_nothing_back_by_night_when_the_record_is_free_again() -> None:
    two_accounts()
    found = decide()
    RecordClaim.objects.filter(closed_at=None).update(closed_at=LATER, close_reason="not_the_person")
    found.newcomer.delete()
    assert night(at=LATER) == {}
    come(subject="old", at=EVEN_LATER)
    assert holders() == ["old"]


def test_a_new_account_without_a_child_goes_on_under_its_number() -> None:
    create_parent(school=create_school(), snils=MINE)
    come(subject="old")
    come(subject="new", at=LATER)
    case = MismatchCase.objects.get(identity__subject="new", closed_at=None)
    replacements.replace(case=case, at=LATER, by="administrator")
    assert (holders(), MismatchCase.objects.get(identity__subject="new", closed_at=None).pk) == (["new"], case.pk)


def closed_meanwhile(_mother: Parent) -> None:
    cases.close(case=open_case(), reason=MismatchCase.Closed.DECLINED, at=LATER, by="administrator")


def released_meanwhile(_mother: Parent) -> None:
    RecordClaim.objects.update(closed_at=LATER, close_reason="not_the_person")


def renamed_meanwhile(mother: Parent) -> None:
    write(mother, surname="Воронова")


def renumbered_meanwhile(mother: Parent) -> None:
    write(mother, snils=synthetic_snils(900))


@pytest.mark.parametrize(
    "meanwhile",
    [closed_meanwhile, released_meanwhile, renamed_meanwhile, renumbered_meanwhile],
    ids=lambda f: f.__name__,
)
def test_a_case_that_changed_meanwhile_is_not_decided(meanwhile: object) -> None:
    mother = two_accounts()
    case = open_case()
    assert callable(meanwhile)
    meanwhile(mother)
    before = list(RecordClaim.objects.values_list())
    with pytest.raises(replacements.NotReplaceable):
        replacements.replace(case=case, at=LATER, by="administrator")
    assert list(RecordClaim.objects.values_list()) == before


def test_two_clicks_are_one_decision() -> None:
    two_accounts()
    case = open_case()
    decide()
    with pytest.raises(replacements.NotReplaceable):
        replacements.replace(case=case, at=LATER, by="administrator")


def test_two_people_with_one_certificate_are_no_replacement() -> None:
    certificate = birth_certificate.parse("II-АБ 123456")
    create_student(school=create_school(), certificate=str(certificate), birth_date=date(2015, 3, 14))
    pupil: dict[str, Any] = {
        "given_name": "Вера",
        "patronymic": "Ильинична",
        "birth_date": date(2015, 3, 14),
        "level": "child",
    }
    come(subject="one", certificate=certificate, **pupil)
    come(subject="two", certificate=certificate, **{**pupil, "snils": synthetic_snils(19)})
    assert (holders(), open_kinds()) == (["one"], ["ambiguous"])
    with pytest.raises(replacements.NotReplaceable):
        replacements.replace(case=open_case(), at=LATER, by="administrator")
