"""Filling an empty register with the demo region, the way a region fills it: schools by hand, people by list."""

import io
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from accounts.actions import staff
from accounts.models import User
from dnevnik.demo.cast import Persona, as_document
from dnevnik.demo.schools import ADMINISTERED, REGION, SCHOOLS, DemoSchool
from dnevnik.demo.town import invent
from schools.actions import links
from schools.models import Municipality, Parent, ParentChildLink, Region, School, Student
from schools.models.sealed import index_of

BY = "demo seeding"
EMAIL = "admin@dnevnik.example"
NAME = "Архипова Наталья Юрьевна"
Say = Callable[[str], object]


@dataclass(frozen=True)
class Seeding:
    """One filling of the register; every step finds what it made before and leaves that alone.

    `folder` keeps the lists, what the import said of them, cast.json and the administrator's keys.
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
        for school in SCHOOLS:
            self.school(school)
        self.administrator()
        for school in SCHOOLS:
            self.roster(school)
        for persona in demo.personas:
            self.close_links(persona)
        self.write("cast.json", as_document(demo.personas))

    def first_day(self) -> date:
        """The day that the people are invented for: today, unless an earlier run was cut short."""
        noted = self.folder / "day"
        if not noted.exists():
            noted.write_text(self.on.isoformat())
        return date.fromisoformat(noted.read_text())

    def school(self, school: DemoSchool) -> None:
        region, _ = Region.objects.get_or_create(code=REGION["code"], defaults=REGION)
        municipality, _ = Municipality.objects.get_or_create(region=region, name=school.municipality)
        School.objects.get_or_create(
            code=school.code, defaults={**school.facts, "region": region, "municipality": municipality}
        )

    def administrator(self) -> None:
        """The administrator of two schools; the keys are written down before they begin to open anything."""
        if User.objects.filter(email=EMAIL).exists():
            return
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

    def close_links(self, persona: Persona) -> None:
        """The administrator's deed: a link entered by mistake is closed, and the list will not open it again."""
        if not persona.is_unlinked:
            return
        administrator = User.objects.get(email=EMAIL)
        number = index_of(persona.person.snils, purpose="snils")
        parents = Parent.for_system(by=BY).filter(snils_index=number)
        for link in ParentChildLink.for_system(by=BY).filter(parent__in=parents, valid_to__isnull=True):
            links.close_link(link=link, on=self.on, by=administrator)

    def write(self, name: str, content: object) -> None:
        """Keep a file that only we may read; it is there whole or not at all."""
        begun = self.folder / f"{name}.new"
        begun.touch(mode=0o600)
        begun.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
        begun.replace(self.folder / name)
