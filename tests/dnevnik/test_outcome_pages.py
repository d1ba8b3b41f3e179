"""Every ending has a page that a stranger to the matter understands: read by machine what can be read by machine."""

import re
from dataclasses import fields
from functools import cache
from html import unescape

import pytest
from django.template.loader import render_to_string

from accounts.outcomes import Act, Outcome, Page, Step
from dnevnik.pages import compose
from tests.accounts.texts.test_verbatim import VERBATIM
from tests.situations import NUMBER, Situation, situations

INLINE, TAG = re.compile(r"</?(?:a|b|strong)\b[^>]*>"), re.compile(r"<[^>]+>")
ALL = situations()
each = pytest.mark.parametrize("situation", ALL, ids=[situation.name for situation in ALL])
TO_ADULT = re.compile(r"\b(?:[Вв]ы|[Вв]ас|[Вв]ами?|[Вв]аш\w*|(?!сайте\b)\w{2,}(?:йте|ьте|ите))\b")
TO_PUPIL = re.compile(r"\b(?:[Тт]ы|[Тт]ебя|[Тт]ебе|[Тт]обой|[Тт]во[йяеёих]\w*|[Вв]ойди|[Пп]окажи|[Нн]ажми|[Оо]ткрой)\b")
# Of the text that a child shows to the parents, the parents read the steps (real-life.md, text 3).
READ_BY_PARENTS = frozenset({Outcome.CERTIFICATE_DIFFERS})
SHOW_IT = "Покажи эту страницу маме, папе или опекуну."
FORBIDDEN = ("чужие сведения", "чужих сведений", "ваши права", "None", "%(", "..", " .", " ,")


@cache
def html(situation: Situation) -> str:
    shown = compose(situation.outcome, situation.facts, region="RU-RYA", next_path="")
    return render_to_string("entrance/outcome.html", {"shown": shown})


def words(page: str) -> str:
    body = page[page.index("<article") : page.index("</article>")]
    return " ".join(unescape(TAG.sub(" ", INLINE.sub("", body))).split())


def page_of(situation: Situation) -> Page:
    return compose(situation.outcome, situation.facts).page


def own_words(page: Page) -> list[str]:
    """What the page says in our own words: texts that the sources give word for word are left as they are."""
    found: list[str] = []
    for one in fields(page):
        value = getattr(page, one.name)
        if isinstance(value, str) and one.name not in ("way", "main"):
            found.append(value)
        elif isinstance(value, tuple):
            found += [part.text if isinstance(part, Step) else part for part in value if not isinstance(part, Act)]
    return [text for text in found if not any(quoted in text for quoted in VERBATIM.values())]


@each
def test_a_page_reads_well(situation: Situation) -> None:
    page = html(situation)
    assert re.search(r"<h1>[^<]+</h1>", page)
    assert not re.search(r"<(p|li|dd|span|h2)[^>]*>\s*</\1>", page.replace(" hidden></p>", " hidden>…</p>"))
    assert not [bad for bad in FORBIDDEN if bad in words(page)], words(page)


@each
def test_there_is_one_thing_to_do_next(situation: Situation) -> None:
    wanted = 0 if situation.outcome is Outcome.CONSENT_SELF and not situation.facts.closed else 1
    assert html(situation).count("button--big") == wanted


@each
def test_a_number_appears_once_something_is_with_the_school(situation: Situation) -> None:
    assert (NUMBER in html(situation)) is situation.numbered


@each
def test_the_first_words_point_at_nothing_unnamed(situation: Situation) -> None:
    page = page_of(situation)
    first = " ".join((page.title, page.lead, *(step.text for step in page.steps[:1])))
    assert not re.search(r"\bтам\b", first)


@pytest.mark.parametrize("situation", [one for one in ALL if one.to_minor and one.is_ours], ids=lambda one: one.name)
def test_a_pupil_under_18_is_spoken_to_as_one(situation: Situation) -> None:
    page = page_of(situation)
    if situation.outcome in READ_BY_PARENTS and page.lead == SHOW_IT:
        return
    assert not [text for text in own_words(page) if TO_ADULT.search(text)]


def test_the_line_of_the_child_is_the_first_one() -> None:
    shown = [one for one in ALL if one.outcome in READ_BY_PARENTS and one.to_minor]
    assert {page_of(one).lead for one in shown if not one.facts.pleas} == {SHOW_IT}


@pytest.mark.parametrize("situation", [one for one in ALL if not one.to_minor], ids=lambda one: one.name)
def test_everybody_else_is_spoken_to_politely(situation: Situation) -> None:
    assert not [text for text in own_words(page_of(situation)) if TO_PUPIL.search(text)]


@each
def test_only_what_the_school_must_settle_shows_the_nights_clock(situation: Situation) -> None:
    pleas = situation.facts.pleas
    schools_own = (Outcome.AMBIGUOUS, Outcome.NO_CHILD, Outcome.NOT_FOUND, Outcome.WRONG_ROLE)
    waits_for_school = situation.numbered and (pleas[-1].refused is None if pleas else situation.outcome in schools_own)
    assert ("ждём школу, 2-й день" in words(html(situation))) is waits_for_school


def test_every_outcome_is_in_the_table() -> None:
    assert {situation.outcome for situation in ALL} == set(Outcome)
    assert len({situation.name for situation in ALL}) == len(ALL)
