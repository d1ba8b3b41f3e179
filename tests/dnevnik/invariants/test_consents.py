"""Diaries that were looked into without a consent, and questions that should be closed: I11, I16."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import ExternalIdentity, RecordClaim
from consents.models import ConsentDecision, ConsentRequest, ConsentText, DiaryVisit, Purpose
from schools.actions import records
from schools.models import Parent, ParentChildLink, RecordChange, Restriction, Student
from tests.dnevnik.invariants.offences import found, ids
from tests.factories import TODAY, synthetic_snils
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADULT, MINOR = date(2008, 10, 1), date(2008, 10, 2)  # 18 on the day of the visit, and on the next


def say(
    home: Household,
    subject: str,
    *,
    at: datetime = NOON,
    decision: str = "given",
    by: ExternalIdentity | None = None,
) -> None:
    """A word of the mother's about herself or the child, or of the child's about itself or its parents."""
    usual, student = {
        "mother": (home.mother, None),
        "child": (home.mother, home.child_record),
        "pupil": (home.child, None),
        "parents": (home.child, None),
    }[subject]
    giver = by or usual
    code = "guardian_access" if subject == "parents" else "diary"
    purpose, _made = Purpose.objects.get_or_create(code=code)
    ConsentDecision(
        school=home.school, giver=giver, identity=None if student else giver, student=student, purpose=purpose,
        text=ConsentText.objects.earliest("id"), decision=decision, basis="test", at=at,
    ).save()  # fmt: skip


def take_back(home: Household, subject: str, *, at: datetime) -> None:
    say(home, subject, at=at, decision="withdrawn")


def look(home: Household, *, on: date = TODAY) -> DiaryVisit:
    return DiaryVisit.objects.create(school=home.school, student=home.child_record, visitor=home.mother, on=on)


NEEDED = {
    "a child": (date(2016, 3, 14), ["mother", "child"]),
    "on the eve of 18": (MINOR, ["mother", "child"]),
    "on the day of 18": (ADULT, ["mother", "pupil", "parents"]),
}
EACH = [pytest.param(born, needed, one, id=f"{age}: {one}") for age, (born, needed) in NEEDED.items() for one in needed]


class TestI11:
    @pytest.mark.parametrize(("born", "needed"), NEEDED.values(), ids=NEEDED.keys())
    def test_with_every_consent_that_is_needed(self, born: date, needed: list[str]) -> None:
        home = household(born=born)
        for subject in needed:
            say(home, subject)
        look(home)
        assert found("I11") == []

    @pytest.mark.parametrize(("born", "needed", "missing"), EACH)
    def test_without_one_of_them(self, born: date, needed: list[str], missing: str) -> None:
        home = household(born=born)
        for subject in {*needed} - {missing}:
            say(home, subject)
        assert found("I11") == []
        assert ids(look(home)) == found("I11")

    @pytest.mark.parametrize(("born", "needed", "late"), EACH)
    def test_with_one_that_came_a_day_late(self, born: date, needed: list[str], late: str) -> None:
        home = household(born=born)
        for subject in needed:
            say(home, subject, at=NOON + (DAY if subject == late else 0 * DAY))
        assert ids(look(home)) == found("I11")

    @pytest.mark.parametrize(("born", "needed", "lost"), EACH)
    def test_after_one_was_taken_back(self, born: date, needed: list[str], lost: str) -> None:
        home = household(born=born)
        for subject in needed:
            say(home, subject, at=NOON - 9 * DAY)
        take_back(home, lost, at=NOON - 2 * DAY)
        assert ids(look(home)) == found("I11")
        say(home, lost, at=NOON)
        assert found("I11") == []

    def test_on_the_day_it_was_taken_back(self) -> None:
        """Which came first on that day nobody knows."""
        home = household()
        say(home, "mother")
        say(home, "child")
        take_back(home, "child", at=NOON + timedelta(hours=1))
        look(home)
        assert found("I11") == []
        assert ids(look(home, on=TODAY + DAY)) == found("I11")

    def test_what_one_took_back_another_still_gives(self) -> None:
        home = household()
        father = come_in(subject="1000300031", snils=synthetic_snils(31), given_name="Илья", patronymic="Петрович")
        say(home, "mother", at=NOON - 9 * DAY)
        say(home, "child", at=NOON - 9 * DAY)
        say(home, "child", at=NOON - 9 * DAY, by=father)
        take_back(home, "child", at=NOON - 2 * DAY)
        look(home)
        assert found("I11") == []

    @pytest.mark.parametrize(("hour", "is_broken"), [(20, False), (21, True)], ids=["before midnight", "after it"])
    def test_the_day_is_the_regions(self, *, hour: int, is_broken: bool) -> None:
        """In Ryazan it is three hours later than in Greenwich."""
        home = household()
        say(home, "mother")
        say(home, "child", at=datetime(2026, 10, 1, hour, 30, tzinfo=UTC))
        look(home)
        assert bool(found("I11")) is is_broken

    def test_a_birth_date_corrected_since_says_nothing_of_the_day(self) -> None:
        home = household()
        say(home, "mother")
        say(home, "child")
        look(home, on=TODAY)
        Student.objects.filter(pk=home.child_record.pk).update(birth_date=date(2000, 1, 1))
        assert found("I11") != []
        home.child_record.refresh_from_db()
        records.correct(record=home.child_record, fields=["birth_date"], by="test")
        assert found("I11") == []


class TestI16:
    @pytest.fixture
    def home(self) -> Household:
        made = household()
        RecordChange.objects.all().delete()
        return made

    def ask(self, home: Household, **columns: Any) -> ConsentRequest:
        purpose = Purpose.objects.get(code="diary")
        return ConsentRequest.objects.create(
            school=home.school, student=home.child_record, giver=home.mother, purpose=purpose, asked_at=NOON, **columns
        )

    def test_a_question_that_waits(self, home: Household) -> None:
        self.ask(home)
        assert found("I16") == []

    def test_an_answered_one(self, home: Household) -> None:
        asked = self.ask(home)
        say(home, "child")
        assert found("I16") == ids(asked)
        take_back(home, "child", at=NOON + DAY)
        assert found("I16") == []

    def test_an_answered_one_that_is_closed(self, home: Household) -> None:
        self.ask(home, closed_at=NOON, close_reason="answered")
        say(home, "child")
        assert found("I16") == []

    @pytest.mark.parametrize(
        ("model", "columns"),
        [
            pytest.param(ParentChildLink, {"gives_consent": False}, id="the link gives no such right"),
            pytest.param(
                ParentChildLink,
                {"valid_to": TODAY, "closed_by": "t", "closed_by_kind": "system"},
                id="the link is closed",
            ),
            pytest.param(Student, {"left_on": TODAY}, id="the child left"),
            pytest.param(Parent, {"left_on": TODAY}, id="the parent left"),
        ],
    )
    def test_one_who_decides_no_longer(self, home: Household, model: Any, columns: dict[str, Any]) -> None:
        asked = self.ask(home)
        assert model.objects.update(**columns) == 1
        assert found("I16") == ids(asked)
        RecordChange.objects.create(school=home.school)
        assert found("I16") == []

    @pytest.mark.parametrize(
        ("columns", "is_broken"),
        [
            pytest.param({}, True, id="in force"),
            pytest.param({"state": "proposed"}, True, id="carried, undecided"),
            pytest.param({"bars_consent": False}, False, id="of other things"),
            pytest.param({"state": "lifted", "ended_on": TODAY}, False, id="lifted"),
        ],
    )
    def test_one_whom_an_act_restricts(self, home: Household, *, columns: dict[str, Any], is_broken: bool) -> None:
        self.ask(home)
        act = {"act": "court", "act_date": TODAY, "valid_from": TODAY, "entered_at": NOON}
        ends = {"student": home.child_record, "parent": home.mother_record}
        Restriction.objects.create(school=home.school, **(act | ends | columns))
        assert bool(found("I16")) is is_broken

    def test_one_restricted_by_snils_without_a_record_here(self, home: Household) -> None:
        self.ask(home)
        act = {"act": "court", "act_date": TODAY, "valid_from": TODAY, "entered_at": NOON, "adult_key": "k"}
        whom = {"student": home.child_record, "adult_snils_index": home.mother_record.snils_index}
        Restriction.objects.create(school=home.school, **(act | whom))
        assert len(found("I16")) == 1

    def test_one_whose_claim_passed_on_two_nights_ago(self, home: Household) -> None:
        asked = self.ask(home)
        mine = RecordClaim.for_system(by="test").filter(identity=home.mother)
        mine.update(closed_at=NOON, close_reason="not_the_person")
        assert found("I16", at=NOON + DAY) == []
        assert found("I16", at=NOON + 3 * DAY) == ids(asked)
