"""The demo region enters the register as a school's own people would: by the list, by the administrator."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from dnevnik.demo.schools import SCHOOLS
from dnevnik.demo.seed import EMAIL, Seeding
from schools.models import AuditEvent, Parent, ParentChildLink, School, Student

TODAY = date(2026, 10, 5)
SCOPE = "tests"
ENTERED_AGAIN = 2
"""Pupils of the cast with a second card, made by hand."""

pytestmark = pytest.mark.django_db


def seed(folder: Path, *, on: date = TODAY) -> list[str]:
    said: list[str] = []
    Seeding(folder=folder, on=on, say=said.append).run()
    return said


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def register() -> dict[str, int]:
    people = {model.__name__: model.for_system(by=SCOPE).count() for model in (Student, Parent, ParentChildLink)}
    return {**people, "events": AuditEvent.objects.count(), "users": User.objects.count()}


def test_pupils_come_in_by_their_schools_lists(tmp_path: Path) -> None:
    said = seed(tmp_path)
    assert len(said) == len(SCHOOLS) == 5
    assert pupils("RU-MOW") == 600 + ENTERED_AGAIN
    assert pupils("RU-RYA") == pupils("RU-OMS") == 25
    assert register()["Parent"] > 800
    applied = AuditEvent.objects.filter(kind=AuditEvent.Kind.ROSTER_APPLIED)
    assert {event.by for event in applied} == {"import_roster command"}
    assert applied.count() == School.objects.count() == 5
    assert "ОШИБКА" in (tmp_path / "moscow-950.txt").read_text()


def pupils(region: str) -> int:
    count: int = Student.for_system(by=SCOPE).filter(school__region__code=region).count()
    return count


def test_a_second_seeding_changes_nothing(tmp_path: Path) -> None:
    seed(tmp_path)
    before, keys = register(), (tmp_path / "administrator.json").read_text()
    assert seed(tmp_path, on=TODAY + timedelta(days=40)) == []
    assert register() == before
    assert (tmp_path / "administrator.json").read_text() == keys


def test_a_seeding_cut_short_is_finished_by_the_next(tmp_path: Path) -> None:
    seed(tmp_path)
    whole, cast, expected = register(), *(read(tmp_path, name) for name in ("cast.json", "expected.json"))
    (tmp_path / "cast.json").unlink()
    seed(tmp_path, on=TODAY + timedelta(days=1))
    assert register() == whole
    assert [read(tmp_path, name) for name in ("cast.json", "expected.json")] == [cast, expected]


def test_a_register_that_was_thrown_away_is_filled_again(tmp_path: Path) -> None:
    (tmp_path / "cast.json").write_text("{}")
    seed(tmp_path)
    assert pupils("RU-MOW") == 600 + ENTERED_AGAIN
    assert "personas" in (tmp_path / "cast.json").read_text()


def test_the_command_seeds_and_the_code_is_the_one_the_phone_shows(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path
    call_command("seed_demo", stdout=StringIO())
    assert (tmp_path / "demo" / "day").read_text() == timezone.localdate().isoformat()
    said = StringIO()
    call_command("demo_code", stdout=said)
    phone = Authenticator.objects.get(user__email=EMAIL, type=Authenticator.Type.TOTP).wrap()
    assert phone.validate_code(said.getvalue().split()[0])


def test_without_an_administrator_the_code_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="make run"):
        call_command("demo_code")
