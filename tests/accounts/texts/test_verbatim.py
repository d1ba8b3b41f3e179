"""The words that the source documents give, letter by letter (checklist 1.5)."""

from dataclasses import replace

import pytest

from accounts import texts
from accounts.matching.profile import Band
from accounts.outcomes import Facts, Outcome, Page
from tests.situations import FULL, PLAIN, YO, case_facts

VERBATIM = {
    "M-02, first line": (
        "Ваши ФИО в учетных записях портала госуслуг и Дневник.ру не совпадают. "
        "Вероятно, где-то допущена ошибка или опечатка."
    ),
    "M-02, second line": (
        "Исправить ФИО в учетной записи портала госуслуг Вы можете самостоятельно. Для корректировки ФИО в учетной "
        "записи Дневник.ру обратитесь к администратору Дневник.ру в своей организации."
    ),
    "M-02, button": "Вернуться на страницу входа",
    "M-03": "К сожалению, мы не смогли найти Ваш профиль Дневник.ру по данным, предоставленным порталом госуслуг.",
    "M-04": (
        "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи"
    ),
    "M-05": "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи",
    "M-10": (
        "Если при входе в Дневник.ру через свою подтвержденную учетную запись, родитель не видит данные "
        "обучающегося, то необходимо обратиться в образовательную организацию для привязки профиля родителя к "
        "профилю обучающегося в Дневник.ру."
    ),
    "M-11, beginning": "Если после выполнения инструкций",
    "M-11, end": (
        "вы все равно не можете войти, необходимо обратиться в образовательную организацию для проверки и "
        "корректировки данных в электронном дневнике. Данные в электронном дневнике должны совпадать с данными "
        "Госуслуг."
    ),
}


def page(outcome: Outcome, facts: Facts, *, band: Band = Band.PARENT) -> Page:
    return texts.page(outcome, replace(facts, band=band))


def everything(told: Page) -> str:
    return " ".join((told.lead, *told.details, told.otherwise, told.button))


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        pytest.param(
            page(Outcome.DIFFERS, case_facts(differences=YO)),
            ("M-02, first line", "M-02, second line", "M-02, button"),
            id="a name differs",
        ),
        pytest.param(page(Outcome.NOT_FOUND, Facts(region=PLAIN)), ("M-03",), id="not found, the region has no form"),
        pytest.param(
            page(Outcome.NOT_FOUND, Facts(region=FULL), band=Band.UNDER_14), ("M-04",), id="not found, a child"
        ),
        pytest.param(
            page(Outcome.NOT_FOUND, Facts(region=FULL), band=Band.FROM_14), ("M-04",), id="not found, a teenager"
        ),
        pytest.param(
            page(Outcome.NOT_FOUND, Facts(region=FULL), band=Band.ADULT), ("M-05",), id="not found, an adult pupil"
        ),
        pytest.param(page(Outcome.NOT_FOUND, Facts(region=FULL)), ("M-05",), id="not found, a parent"),
        pytest.param(page(Outcome.NO_CHILD, case_facts()), ("M-10", "M-11, beginning", "M-11, end"), id="no child"),
    ],
)
def test_the_sources_words_stand_on_the_page(told: Page, ids: tuple[str, ...]) -> None:
    for one in ids:
        assert VERBATIM[one] in everything(told), one


def test_the_form_is_behind_its_own_words() -> None:
    told = page(Outcome.NOT_FOUND, Facts(region=FULL))
    assert told.lead_parts == (
        "Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через ",
        "форму обратной связи",
        ".",
    )
    assert told.link is not None
    assert told.link.url == FULL.feedback_url


def test_scope_denied_is_said_as_the_checklist_says_it() -> None:
    told = texts.page(Outcome.SCOPE_DENIED, Facts())
    assert told.lead == "Вы не дали доступ к ФИО или СНИЛС. Нажмите «Предоставить» при входе."
