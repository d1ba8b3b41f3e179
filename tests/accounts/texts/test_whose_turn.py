"""After the school's «no» the page does not say any more that the school is at work; nobody is sent nowhere."""

from dataclasses import replace

import pytest

from accounts import texts
from accounts.matching.profile import Band
from accounts.outcomes import Asked, Facts, Outcome, Page, Refused, RegionContact
from tests.situations import FIRST, FULL, SCHOOL, case_facts, plea


def answered(outcome: Outcome, reason: Refused, *, band: Band = Band.PARENT, asked: Asked = Asked.LINK) -> Page:
    facts = case_facts(band=band, sent_on=FIRST, pleas=(plea(asked, refused=reason),))
    return texts.page(outcome, facts)


@pytest.mark.parametrize(
    ("outcome", "band", "asked"),
    [
        pytest.param(Outcome.NOT_FOUND, Band.PARENT, Asked.LINK, id="not found"),
        pytest.param(Outcome.NO_CHILD, Band.PARENT, Asked.LINK, id="no child"),
        pytest.param(Outcome.AMBIGUOUS, Band.PARENT, Asked.ROLE_MIXED, id="several records"),
        pytest.param(Outcome.WRONG_ROLE, Band.PARENT, Asked.ROLE_MIXED, id="mixed up"),
        pytest.param(Outcome.SNILS_ABSENT, Band.ADULT, Asked.SNILS_OFFERED, id="no SNILS"),
    ],
)
@pytest.mark.parametrize("reason", [Refused.NO_PAPER, Refused.IN_PERSON])
def test_it_is_the_turn_of_whoever_has_the_papers(outcome: Outcome, band: Band, asked: Asked, reason: Refused) -> None:
    assert answered(outcome, reason, band=band, asked=asked).owner == "Теперь вы: нужны документы"


def test_a_pupils_papers_are_brought_by_grown_ups() -> None:
    page = answered(Outcome.AMBIGUOUS, Refused.IN_PERSON, band=Band.FROM_14, asked=Asked.ROLE_MIXED)
    assert page.owner == "Теперь взрослые: нужны документы"


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.NO_CHILD])
def test_a_child_whom_the_school_does_not_have_is_named_again(outcome: Outcome) -> None:
    assert answered(outcome, Refused.NOT_OURS).owner == "Теперь вы: проверьте, что указано"


def test_an_answer_is_no_longer_called_a_handover() -> None:
    assert answered(Outcome.NOT_FOUND, Refused.NOT_OURS).title == "Школа ответила"
    assert texts.page(Outcome.NOT_FOUND, case_facts(sent_on=FIRST)).title == "Передано в школу"


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        pytest.param(
            Facts(school=SCHOOL, region=FULL), "Куда прийти: Школа № 31, кабинет 12, пн–пт 9:00–17:00.", id="a"
        ),
        pytest.param(Facts(region=FULL), "Куда прийти: Омск, ул. Лесная, 5, вт и чт 10:00–16:00.", id="an office"),
        pytest.param(
            Facts(region=replace(FULL, office="")), "Куда прийти, скажут по горячей линии, номер ниже.", id="a hotline"
        ),
        pytest.param(Facts(region=RegionContact()), "Куда прийти, спросите в школе, где учится ребёнок.", id="neither"),
    ],
)
def test_whoever_is_asked_to_come_is_told_where(facts: Facts, where: str) -> None:
    page = texts.page(Outcome.RESTRICTED, replace(facts, band=Band.PARENT))
    assert where in [step.text for step in page.steps]
