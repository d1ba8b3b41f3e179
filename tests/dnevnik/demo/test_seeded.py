"""The register as the seeding leaves it: what came by the lists, and what the schools did by hand."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.matching.profile import age
from accounts.models import RecordClaim, User
from accounts.outcomes import Outcome
from consents.models import ConsentDecision
from dnevnik.demo.greeting import greeting
from dnevnik.demo.personas import subject
from dnevnik.demo.seed import EMAIL, Seeding
from schools.models import MatchProfile, Parent, ParentChildLink, Region, Restriction, School

TODAY = date(2026, 10, 5)
SCOPE = "tests"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The folder of one seeding, which all tests here only look at."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        Seeding(folder=folder, on=TODAY, say=str).run()
        yield folder
        transaction.set_rollback(True)


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_the_administrator_works_in_four_of_the_five_schools(seeded: Path) -> None:
    administrator = User.objects.get(email=EMAIL)
    assert not administrator.is_superuser
    own = School.objects.for_staff(administrator).values_list("code", flat=True)
    assert sorted(own) == ["moscow-241", "moscow-950", "omsk-317", "ryazan-117"]
    keys = json.loads((seeded / "administrator.json").read_text())
    assert administrator.check_password(keys["password"])
    assert len(keys["recovery_codes"]) == 10
    assert (seeded / "administrator.json").stat().st_mode & 0o077 == 0


def test_one_parent_of_the_cast_is_linked_to_nobody_by_the_administrators_deed(seeded: Path) -> None:
    igor = Parent.for_system(by=SCOPE).get(surname="Павлов", given_name="Игорь", patronymic="Николаевич")
    (link,) = igor.links.all()
    assert link.valid_to == TODAY
    assert link.closed_by_kind == ParentChildLink.ClosedBy.PERSON


def test_a_court_order_stands_and_another_waits_in_the_new_school(seeded: Path) -> None:
    orders = Restriction.for_system(by=SCOPE)
    told = orders.values_list("student__surname", "school__code", "state", "student__left_on")
    assert sorted(told, key=str) == [
        ("Крылова", "moscow-950", "in_force", None),
        ("Третьяков", "moscow-241", "proposed", None),
        ("Третьяков", "moscow-950", "in_force", TODAY),
    ]
    waiting = ParentChildLink.for_system(by=SCOPE).filter(student__surname="Третьяков", school__code="moscow-241")
    assert not waiting.exists()


def test_a_trusted_person_sees_the_diary_and_nothing_else(seeded: Path) -> None:
    (link,) = ParentChildLink.for_system(by=SCOPE).filter(relation=ParentChildLink.Relation.TRUSTED)
    assert (link.sees_diary, link.gives_consent, link.gets_messages, link.picks_up) == (True, False, False, False)
    assert link.verified_by != "import_roster command"


def test_the_boy_of_fourteen_came_before_his_birthday(seeded: Path) -> None:
    claim = RecordClaim.for_system(by=SCOPE).select_related("student").get(identity__subject=subject(94))
    assert claim.student.surname == "Тихонов"
    assert age(claim.student.birth_date, on=claim.opened_at.date()) == 13
    assert age(claim.student.birth_date, on=TODAY) == 14


def test_two_mothers_came_and_gave_no_consent_yet(seeded: Path) -> None:
    claims = RecordClaim.for_system(by=SCOPE).filter(role="parent").values_list("identity__subject", flat=True)
    assert sorted(claims) == [subject(25), subject(26)]
    assert not ConsentDecision.for_system(by=SCOPE).exists()


def test_the_small_regions_compare_in_their_own_way(seeded: Path) -> None:
    rules = MatchProfile.objects.values_list("region__code", "band", "certificate_blocks", "snils_required")
    assert sorted(rules) == [
        ("RU-OMS", "from_14", False, True),
        ("RU-OMS", "under_14", False, True),
        ("RU-RYA", "from_14", True, False),
        ("RU-RYA", "under_14", True, False),
    ]
    assert Region.objects.get(has_notice_channel=True).feedback_url == "https://pos.gosuslugi.ru/"
    assert Region.objects.get(time_zone="Asia/Omsk").hotline == "8-800-381-1234"


def test_the_greeting_names_addresses_cast_and_keys(seeded: Path) -> None:
    keys, cast = (json.loads(read(seeded, name)) for name in ("administrator.json", "cast.json"))
    text = greeting(port=8100, folder=seeded)
    assert "http://127.0.0.1:8100/" in text
    assert "http://127.0.0.1:8101/" in text
    assert text.count("→") == 6
    assert all(persona["name"] in text and persona["expect"][1:] in text for persona in cast["personas"])
    assert "Виноградова Наталья Павловна (Омская область) – " in text
    assert all(secret in text for secret in (keys["email"], keys["password"], *keys["recovery_codes"]))


def test_what_is_expected_stays_away_from_the_stand(seeded: Path) -> None:
    cast, expected = (json.loads(read(seeded, name))["personas"] for name in ("cast.json", "expected.json"))
    assert [each["subject"] for each in cast] == [each["subject"] for each in expected]
    assert not any("outcome" in persona for persona in cast)
    assert {each["outcome"] for each in expected} == {None, *Outcome}
