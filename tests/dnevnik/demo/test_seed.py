"""The demo region enters the register as a school's own people would: by the list, by the administrator."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from dnevnik.demo.greeting import greeting
from dnevnik.demo.seed import EMAIL, Seeding
from schools.models import AuditEvent, Parent, ParentChildLink, School, Student

TODAY = date(2026, 10, 5)
SCOPE = "tests"

pytestmark = pytest.mark.django_db


def seed(folder: Path, *, on: date = TODAY) -> list[str]:
    said: list[str] = []
    Seeding(folder=folder, on=on, say=said.append).run()
    return said


def register() -> dict[str, int]:
    people = {model.__name__: model.for_system(by=SCOPE).count() for model in (Student, Parent, ParentChildLink)}
    return {**people, "events": AuditEvent.objects.count(), "users": User.objects.count()}


def test_six_hundred_pupils_come_in_by_their_schools_lists(tmp_path: Path) -> None:
    said = seed(tmp_path)
    assert len(said) == 3
    assert register()["Student"] == 600
    assert register()["Parent"] > 800
    applied = AuditEvent.objects.filter(kind=AuditEvent.Kind.ROSTER_APPLIED)
    assert {event.by for event in applied} == {"import_roster command"}
    assert applied.count() == School.objects.count() == 3
    assert "ОШИБКА" in (tmp_path / "moscow-950.txt").read_text()


def test_a_second_seeding_changes_nothing(tmp_path: Path) -> None:
    seed(tmp_path)
    before, keys = register(), (tmp_path / "administrator.json").read_text()
    assert seed(tmp_path, on=TODAY + timedelta(days=40)) == []
    assert register() == before
    assert (tmp_path / "administrator.json").read_text() == keys


def test_a_seeding_cut_short_is_finished_by_the_next(tmp_path: Path) -> None:
    seed(tmp_path)
    whole, cast = register(), (tmp_path / "cast.json").read_text()
    (tmp_path / "cast.json").unlink()
    seed(tmp_path, on=TODAY + timedelta(days=1))
    assert register() == whole
    assert (tmp_path / "cast.json").read_text() == cast


def test_a_register_that_was_thrown_away_is_filled_again(tmp_path: Path) -> None:
    (tmp_path / "cast.json").write_text("{}")
    seed(tmp_path)
    assert register()["Student"] == 600
    assert "personas" in (tmp_path / "cast.json").read_text()


def test_the_administrator_works_in_two_of_the_three_schools(tmp_path: Path) -> None:
    seed(tmp_path)
    administrator = User.objects.get(email=EMAIL)
    assert not administrator.is_superuser
    own = School.objects.for_staff(administrator).values_list("code", flat=True)
    assert sorted(own) == ["moscow-241", "moscow-950"]
    keys = json.loads((tmp_path / "administrator.json").read_text())
    assert administrator.check_password(keys["password"])
    assert len(keys["recovery_codes"]) == 10
    assert (tmp_path / "administrator.json").stat().st_mode & 0o077 == 0


def test_one_parent_of_the_cast_is_linked_to_nobody_by_the_administrators_deed(tmp_path: Path) -> None:
    seed(tmp_path)
    igor = Parent.for_system(by=SCOPE).get(surname="Павлов", given_name="Игорь", patronymic="Николаевич")
    (link,) = igor.links.all()
    assert link.valid_to == TODAY
    assert link.closed_by_kind == ParentChildLink.ClosedBy.PERSON


def test_the_greeting_names_addresses_cast_and_keys(tmp_path: Path) -> None:
    seed(tmp_path)
    keys = json.loads((tmp_path / "administrator.json").read_text())
    text = greeting(port=8100, folder=tmp_path)
    assert "http://127.0.0.1:8100/" in text
    assert "http://127.0.0.1:8101/" in text
    assert text.count("→") == 6
    assert all(secret in text for secret in (keys["email"], keys["password"], *keys["recovery_codes"]))


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
