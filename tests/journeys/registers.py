"""How a school's families come into the register: by the list that the school sends."""

from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from schools.models import Municipality, School
from tests.factories import create_region
from tests.journeys.citizens import Persona

COLUMNS = "ФИО;Дата рождения;Пол;Класс;СНИЛС;ФИО матери;СНИЛС матери;ФИО отца;СНИЛС отца"
GENDERS = {"male": "м", "female": "ж"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a list: a child, the class, and the parents as the school knows them."""

    child: Persona
    of_class: str
    mother: Persona | None = None
    father: Persona | None = None

    def line(self) -> str:
        child = self.child
        told = [child.name, f"{child.born:%d.%m.%Y}", GENDERS[child.gender], self.of_class, child.snils]
        for parent in (self.mother, self.father):
            told += [parent.name, parent.snils] if parent else ["", ""]
        return ";".join(told)


def found_school(name: str, *, code: str, town: str = "Рязань") -> School:
    """A school of the Ryazan region in that town."""
    region = create_region()
    municipality, _created = Municipality.objects.get_or_create(region=region, name=town)
    where = {"region": region, "municipality": municipality}
    return School.objects.create(code=code, name=name, phone="+7 4912 00-00-00", **where)


def enter(school: School, *rows: Row, folder: Path) -> str:
    """The school's list is loaded; what the command says."""
    file, said = folder / f"{school.code}.csv", StringIO()
    file.write_text("\n".join([COLUMNS, *(row.line() for row in rows)]), encoding="utf-8")
    call_command("import_roster", str(file), "--school", school.code, "--apply", stdout=said)
    return said.getvalue()
