"""Families that have come to the door: records, identities and claims together."""

from dataclasses import dataclass
from datetime import date

from accounts.actions.sign_in import ask_schools
from accounts.claims import Level
from accounts.models import ExternalIdentity
from schools.models import Parent, School, Student
from tests.factories import create_class, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON, remember

MOTHERS, CHILDS = synthetic_snils(17), synthetic_snils(18)


@dataclass
class Household:
    """A mother and her child in one school; both have been at the door once."""

    school: School
    mother_record: Parent
    child_record: Student
    mother: ExternalIdentity
    child: ExternalIdentity


def come_in(**fields: object) -> ExternalIdentity:
    """Somebody is remembered and every school settles what it says of them."""
    verified = remember(**fields)
    ask_schools(verified=verified, region=verified.identity.region, at=NOON, by="test")
    return ExternalIdentity.objects.select_related("region", "verified").get(pk=verified.pk)


def child_claims(born: date) -> dict[str, object]:
    return {
        "subject": "1000300018",
        "given_name": "Вера",
        "patronymic": "Ильинична",
        "birth_date": born,
        "snils": CHILDS,
        "level": Level.CHILD if born > date(2012, 10, 1) else Level.CONFIRMED,
    }


def household(*, school: School | None = None, born: date = date(2016, 3, 14), relation: str = "mother") -> Household:
    school = school or create_school()
    mother = create_parent(school=school, snils=MOTHERS)
    child = create_student(school=school, snils=CHILDS, birth_date=born, school_class=create_class(school=school))
    create_link(parent=mother, student=child, relation=relation)
    return Household(school, mother, child, come_in(), come_in(**child_claims(born)))
