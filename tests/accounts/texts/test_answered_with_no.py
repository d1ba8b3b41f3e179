"""What somebody reads whom the school answered «no» although no button was pressed: the papers, nothing to wait for."""

from dataclasses import replace

import pytest

from accounts import texts
from accounts.matching.profile import Band
from accounts.outcomes import Act, Asked, Facts, Outcome, Page, Refused
from tests.situations import FIRST, case_facts, plea


def steps(page: Page) -> str:
    return " ".join(step.text for step in page.steps)


@pytest.mark.parametrize(
    ("outcome", "facts"),
    [
        pytest.param(Outcome.AMBIGUOUS, case_facts(), id="several records"),
        pytest.param(Outcome.WRONG_ROLE, case_facts(), id="mixed up"),
        pytest.param(Outcome.NOT_FOUND, case_facts(sent_on=FIRST), id="not found"),
    ],
)
@pytest.mark.parametrize(
    ("band", "papers"),
    [
        (Band.UNDER_14, "Попроси взрослых прийти к администратору дневника с документами."),
        (Band.PARENT, "Придите к администратору дневника с паспортом и документами."),
    ],
)
def test_the_next_step_is_to_bring_the_papers(outcome: Outcome, facts: Facts, band: Band, papers: str) -> None:
    refused = plea(Asked.ROLE_MIXED, refused=Refused.IN_PERSON)
    page = texts.page(outcome, replace(facts, band=band, pleas=(refused,)))
    assert papers in steps(page)
    assert "ответа школы" not in steps(page)
    assert page.clock == ""
    assert page.news[0].startswith("2 октября школа ответила")


def test_a_pupil_whom_the_school_does_not_have_names_another() -> None:
    refused = plea(Asked.SNILS_OFFERED, refused=Refused.NOT_OURS)
    page = texts.page(Outcome.NOT_FOUND, case_facts(sent_on=FIRST, band=Band.FROM_14, pleas=(refused,)))
    assert page.main is Act.NAME_SCHOOL
    assert "свяжет вас" not in steps(page)
