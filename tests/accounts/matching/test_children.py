"""How the state's list of somebody's children stands to a child: equal names or numbers, likeness never."""

import pytest

from accounts.matching.children import Child, Listing, full_name, listing

NUMBER, OTHER_NUMBER = "000-000-101 04", "000-000-102 05"
PAPER, OTHER_PAPER = "IV-АБ 123456", "IV-АБ 654321"
VERA = "Ковалёва Вера Ильинична"


def child(name: str = VERA, snils: str | None = None, certificate: str | None = None) -> Child:
    return Child(name=name, snils=snils, certificate=certificate)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param(VERA, Listing.BY_NAME, id="the very name"),
        pytest.param("КОВАЛЕВА вера ильинична", Listing.BY_NAME, id="case and yo"),
        pytest.param("Ковалёва-Вера  Ильинична", Listing.BY_NAME, id="hyphens and spaces"),
        pytest.param("Koвaлёвa Вера Ильинична", Listing.BY_NAME, id="Latin letters that look the same"),
        pytest.param("Ковалева Вера", Listing.ABSENT, id="without the patronymic"),
        pytest.param("Ковалёва Вера Игоревна", Listing.ABSENT, id="another patronymic"),
        pytest.param("Коваёва Вера Ильинична", Listing.ABSENT, id="a typo is another name"),
        pytest.param("Ковалёва Верочка Ильинична", Listing.ABSENT, id="a pet name"),
        pytest.param("Соколова Вера Ильинична", Listing.ABSENT, id="another surname"),
        pytest.param("Ильинична Вера Ковалёва", Listing.ABSENT, id="another order"),
    ],
)
def test_words_are_compared_as_names_are(named: str, found: Listing) -> None:
    assert listing(child(named), among=[child(snils=NUMBER, certificate=PAPER)]) is found


@pytest.mark.parametrize("name", [VERA, "Соколова Вера Ильинична"], ids=["same name", "another name"])
@pytest.mark.parametrize(
    ("snils", "certificate", "says"),
    [
        pytest.param(NUMBER, PAPER, Listing.BY_NUMBER, id="both numbers"),
        pytest.param(NUMBER, None, Listing.BY_NUMBER, id="the SNILS"),
        pytest.param(NUMBER, OTHER_PAPER, Listing.BY_NUMBER, id="the SNILS, and a certificate issued anew"),
        pytest.param(None, PAPER, Listing.BY_NUMBER, id="the certificate alone"),
        pytest.param(OTHER_NUMBER, None, Listing.NAMESAKE, id="another SNILS"),
        pytest.param(OTHER_NUMBER, PAPER, Listing.NAMESAKE, id="another SNILS, the same certificate"),
        pytest.param(OTHER_NUMBER, OTHER_PAPER, Listing.NAMESAKE, id="both are others"),
        pytest.param(None, OTHER_PAPER, Listing.NAMESAKE, id="another certificate"),
        pytest.param(None, None, Listing.BY_NAME, id="no number to compare"),
        pytest.param("", "", Listing.BY_NAME, id="empty is no number"),
    ],
)
def test_numbers_go_before_names(name: str, snils: str | None, certificate: str | None, says: Listing) -> None:
    found = listing(child(name, snils, certificate), among=[child(snils=NUMBER, certificate=PAPER)])
    by_name_alone = says is not Listing.BY_NUMBER and name != VERA
    assert found is (Listing.ABSENT if by_name_alone else says)


@pytest.mark.parametrize(
    ("among", "says"),
    [
        pytest.param([], Listing.ABSENT, id="an empty list"),
        pytest.param([child("Ковалёв Олег Ильич", OTHER_NUMBER)], Listing.ABSENT, id="a brother"),
        pytest.param([child("Ковалёв Олег Ильич", OTHER_NUMBER), child(snils=NUMBER)], Listing.BY_NUMBER, id="both"),
        pytest.param(
            [child(snils=OTHER_NUMBER), child(snils=NUMBER)], Listing.BY_NUMBER, id="a namesake and the child"
        ),
        pytest.param([child(snils=OTHER_NUMBER), child()], Listing.BY_NAME, id="a namesake and one without a number"),
    ],
)
def test_of_several_the_one_that_says_most_counts(among: list[Child], says: Listing) -> None:
    assert listing(child(snils=NUMBER), among=among) is says


def test_only_the_child_itself_strengthens() -> None:
    assert [one for one in Listing if one.strengthens] == [Listing.BY_NUMBER, Listing.BY_NAME]


@pytest.mark.parametrize("absent", ["", "-", "нет", "Отсутствует"])
def test_words_for_no_patronymic_are_no_part_of_a_name(absent: str) -> None:
    assert full_name("Ким", "Алина", absent) == "Ким Алина"


def test_a_traceback_shows_nobody() -> None:
    assert repr(child(snils=NUMBER, certificate=PAPER)) == "Child()"
