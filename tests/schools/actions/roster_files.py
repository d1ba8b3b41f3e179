"""A small roster as a school would send it, and loading it."""

from schools.actions.rosters.applying import apply
from schools.actions.rosters.plan import Plan
from schools.actions.rosters.planning import preview
from schools.models import School
from schools.roster.parsing import parse_roster
from schools.roster.rows import Roster
from tests.factories import TODAY, synthetic_snils

HEADER = "ФИО;Дата рождения;Пол;Класс;СНИЛС;Свидетельство о рождении;ФИО матери;СНИЛС матери;ФИО отца;СНИЛС отца"
CHILD, SISTER, MOTHER = synthetic_snils(201), synthetic_snils(202), synthetic_snils(203)
FAMILY = f"Соколова Вера Ильинична;14.03.2015;ж;5 «А»;{CHILD};IV-АБ 123456;Соколова Анна Петровна;{MOTHER};;"
SISTERS = f"Соколова Нина Ильинична;01.02.2013;ж;7 «Б»;{SISTER};;Соколова Анна Петровна;{MOTHER};;"


def data(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows]).encode()


def parsed(*rows: str) -> Roster:
    return parse_roster(data(*rows), name="r.csv")


def load(school: School, *rows: str) -> Plan:
    """Apply the rows; what the preview promised is what was done."""
    promised = look(school, *rows).count()
    done = apply(roster=parsed(*rows), school=school, on=TODAY, by="test")
    assert done.count() == promised
    return done


def look(school: School, *rows: str) -> Plan:
    return preview(roster=parsed(*rows), school=school, on=TODAY, by="test")


def said(plan: Plan) -> str:
    return " ".join(remark.message for remark in plan.remarks)
