"""Filling an empty register with the demo regions, the way a region fills it: schools by hand, people by list."""

import io
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.actions import staff
from accounts.models import User
from dnevnik.demo.cast import as_document, as_expectations
from dnevnik.demo.deeds import Deed
from dnevnik.demo.hand import BY, Hand
from dnevnik.demo.regions import REGIONS, RULES_SINCE, DemoRegion
from dnevnik.demo.schools import ADMINISTERED, SCHOOLS, DemoSchool
from dnevnik.demo.town import invent
from schools.models import MatchProfile, Municipality, Region, School, Student

EMAIL = "admin@dnevnik.example"
NAME = "Архипова Наталья Юрьевна"
Say = Callable[[str], object]


@dataclass(frozen=True)
class Seeding:
    """One filling of the register; every step finds what it made before and leaves that alone.

    `folder` keeps the lists, what the import said of them, cast.json, expected.json and the administrator's keys.
    """

    folder: Path
    on: date
    say: Say

    def run(self) -> None:
        """From an empty register, or from where an earlier run stopped, to the whole demo."""
        if (self.folder / "cast.json").exists() and all(map(self.is_filled, SCHOOLS)):
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        demo = invent(on=self.first_day())
        for name, data in demo.files.items():
            (self.folder / name).write_bytes(data)
        for region in REGIONS:
            self.region(region)
        for school in SCHOOLS:
            self.school(school)
        hand = Hand(self.administrator(), on=self.first_day(), at=timezone.now())
        for number, school in enumerate(SCHOOLS):
            self.roster(school)
            self.deeds([deed for deed in demo.deeds if deed.school == number], hand)
        self.write("expected.json", as_expectations(demo.personas))
        self.write("cast.json", as_document(demo.personas))

    def first_day(self) -> date:
        """The day that the people are invented for: today, unless an earlier run was cut short."""
        noted = self.folder / "day"
        if not noted.exists():
            noted.write_text(self.on.isoformat())
        return date.fromisoformat(noted.read_text())

    @staticmethod
    def region(region: DemoRegion) -> None:
        row, _ = Region.objects.get_or_create(code=region.code, defaults=region.facts)
        for band, rules in region.profiles.items():
            MatchProfile.objects.get_or_create(region=row, band=band, valid_from=RULES_SINCE, defaults=rules)

    @staticmethod
    def school(school: DemoSchool) -> None:
        region = Region.objects.get(code=school.region.code)
        municipality, _ = Municipality.objects.get_or_create(region=region, name=school.municipality)
        School.objects.get_or_create(
            code=school.code, defaults={**school.facts, "region": region, "municipality": municipality}
        )

    def administrator(self) -> User:
        """The administrator of four schools; the keys are written down before they begin to open anything."""
        known = User.objects.filter(email=EMAIL).first()
        if known is not None:
            return known
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            new = staff.create_administrator(
                email=EMAIL,
                name=NAME,
                password=password,
                schools=School.objects.filter(code__in=ADMINISTERED),
                on=self.on,
                by=BY,
            )
            keys = {"email": EMAIL, "password": password, "recovery_codes": new.recovery_codes}
            self.write("administrator.json", keys)
        return new.user

    def roster(self, school: DemoSchool) -> None:
        """The school's list comes in by the same command that a school's own list does."""
        if self.is_filled(school):
            return
        self.say(f"Загружаем список: {school.facts['name']} ({school.file})…")
        said = io.StringIO()
        call_command("import_roster", str(self.folder / school.file), school=school.code, apply=True, stdout=said)
        (self.folder / f"{school.code}.txt").write_text(said.getvalue(), encoding="utf-8")

    @staticmethod
    def is_filled(school: DemoSchool) -> bool:
        present: bool = Student.for_system(by=BY).filter(school__code=school.code).exists()
        return present

    @staticmethod
    def deeds(deeds: list[Deed], hand: Hand) -> None:
        """What the school did by hand after its list; the next school's list already meets it."""
        for deed in deeds:
            hand.do(deed)

    def write(self, name: str, content: object) -> None:
        """Keep a file that only we may read; it is there whole or not at all."""
        begun = self.folder / f"{name}.new"
        begun.touch(mode=0o600)
        begun.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
        begun.replace(self.folder / name)
