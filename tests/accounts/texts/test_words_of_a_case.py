"""What a page says of requests, answers and time; and that its codes are the models' own."""

from dataclasses import replace
from datetime import date

import pytest

from accounts import texts
from accounts.matching.profile import Band
from accounts.matching.verdict import Field
from accounts.models import CorrectionRequest
from accounts.models.request import Request
from accounts.outcomes import Act, Asked, Clock, Facts, Outcome, Refused, RegionContact, outcome_of_fields
from accounts.texts import clock, pleas
from tests.situations import CLOCK, FULL, YO, case_facts, plea

FRIDAY = date(2026, 10, 2)


def test_codes_are_the_models_own() -> None:
    assert {str(reason) for reason in Refused} == set(Request.Reason.values)
    assert {str(asked) for asked in Asked} == {*CorrectionRequest.Kind.values, "link"}


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        pytest.param({Field.SURNAME}, Outcome.DIFFERS, id="a name"),
        pytest.param({Field.CERTIFICATE}, Outcome.CERTIFICATE_DIFFERS, id="the certificate alone"),
        pytest.param({Field.SNILS}, Outcome.SNILS_ABSENT, id="an absent SNILS alone"),
        pytest.param({Field.SNILS, Field.SURNAME}, Outcome.DIFFERS, id="several are told together"),
        pytest.param({Field.BIRTH_DATE}, Outcome.DIFFERS, id="a birth date that a region makes block"),
    ],
)
def test_which_page_explains_the_fields(fields: set[Field], outcome: Outcome) -> None:
    assert outcome_of_fields(fields) == outcome


@pytest.mark.parametrize(
    ("checked_on", "said"),
    [
        pytest.param(FRIDAY, "Проверено сегодня в 04:00, ждём школу, 3-й день.", id="today"),
        pytest.param(date(2026, 10, 1), "Проверено вчера в 04:00, ждём школу, 3-й день.", id="yesterday"),
        pytest.param(date(2026, 9, 12), "Проверено 12 сентября в 04:00, ждём школу, 3-й день.", id="long ago"),
    ],
)
def test_the_clock_says_when(checked_on: date, said: str) -> None:
    assert clock.checked(Clock(today=FRIDAY, checked_on=checked_on, time="04:00", day=3)) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(Facts(), "Ответ появится на этой странице: достаточно войти ещё раз.", id="nowhere else"),
        pytest.param(
            Facts(contact="a•••@mail.ru"), "Мы сообщим на a•••@mail.ru; можно и просто войти ещё раз.", id="an address"
        ),
        pytest.param(
            Facts(region=RegionContact(has_notice_channel=True), contact="a•••@mail.ru"),
            "Мы сообщим на a•••@mail.ru и в личный кабинет на Госуслугах; можно и просто войти ещё раз.",
            id="an address and the cabinet",
        ),
    ],
)
def test_where_the_answer_comes(facts: Facts, said: str) -> None:
    assert clock.where(facts) == said


def test_a_name_is_the_persons_or_the_schools_until_somebody_says_so() -> None:
    before = texts.page(Outcome.DIFFERS, case_facts(differences=YO))
    assert before.owner == "Исправляете вы (на Госуслугах) или школа (в дневнике)"
    assert (before.main, before.clock) == (Act.SCHOOL_IS_WRONG, "")
    assert before.highlight == "Отличается: отчество (ё / е)."
    after = texts.page(Outcome.DIFFERS, case_facts(differences=YO, pleas=(plea(Asked.RECORD_WRONG),)))
    assert after.owner == "Исправляет школа"
    assert Act.SCHOOL_IS_WRONG not in after.acts
    assert after.clock == clock.checked(CLOCK)
    assert after.news == ("1 октября мы передали школе, что в её записи ошибка. Школа сверит запись с документами.",)


@pytest.mark.parametrize("reason", list(Refused), ids=str)
def test_a_no_is_told_with_its_reason_and_the_button_is_gone(reason: Refused) -> None:
    told = texts.page(Outcome.DIFFERS, case_facts(differences=YO, pleas=(plea(Asked.RECORD_WRONG, refused=reason),)))
    assert told.news[0].startswith("2 октября школа ответила: ")
    assert Act.SCHOOL_IS_WRONG not in told.acts


def test_what_waits_is_told_before_an_older_no() -> None:
    facts = Facts(pleas=(plea(Asked.LINK, refused=Refused.NO_PAPER), plea(Asked.LINK)))
    assert pleas.waits(facts)
    assert pleas.last_refusal(facts) is None
    assert pleas.news(facts) == (
        "1 октября школа получила просьбу связать вас с ребёнком. Школа сверит её с документами.",
    )


def test_a_child_that_is_not_theirs_may_be_named_again() -> None:
    facts = case_facts(pleas=(plea(Asked.LINK, refused=Refused.NOT_OURS),))
    assert texts.page(Outcome.NO_CHILD, facts).main is Act.ADD_CHILD


def test_a_wrong_school_may_be_named_again_under_the_same_number() -> None:
    waiting = texts.page(Outcome.NOT_FOUND, case_facts(sent_on=FRIDAY))
    assert (waiting.main, Act.NAME_SCHOOL in waiting.acts) == (Act.CONTACT, True)
    refused = case_facts(sent_on=FRIDAY, pleas=(plea(Asked.LINK, refused=Refused.NOT_OURS),))
    assert texts.page(Outcome.NOT_FOUND, refused).main is Act.NAME_SCHOOL
    assert texts.act_label(Act.NAME_SCHOOL, refused) == "Указать школу заново"


def test_nobody_is_asked_for_an_address_where_the_state_brings_the_answer() -> None:
    assert texts.page(Outcome.AMBIGUOUS, case_facts()).main is Act.CONTACT
    assert texts.page(Outcome.AMBIGUOUS, case_facts(region=FULL)).main is None


def test_fourteen_is_told_in_time_and_in_peace() -> None:
    facts = Facts(band=Band.FROM_14, grace_until=date(2026, 12, 11), contact="g•••@mail.ru")
    told = texts.age_transition_soon(facts)
    assert told.title == "Тебе исполнилось 14 лет, поздравляем!"
    assert "До 11 декабря включительно" in told.lead
    assert told.details == ("Напомним за 30 и за 7 дней. Родители видят дневник, как и прежде.",)
    assert "Напомним за" not in texts.age_transition_soon(replace(facts, contact="")).details[0]


def test_an_ambiguous_case_never_says_that_another_record_exists() -> None:
    told = texts.page(Outcome.AMBIGUOUS, case_facts())
    said = " ".join((told.title, told.lead, told.owner, *told.details, *(step.text for step in told.steps)))
    assert "несколько" not in said
    assert "друг" not in said
