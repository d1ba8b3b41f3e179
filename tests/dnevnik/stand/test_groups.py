"""The cast under its headings."""

import json

import pytest

from dnevnik.stand.cast import parse_cast
from dnevnik.stand.groups import groups_of
from tests.dnevnik.stand.running import CAST, Forms, RunningStand, SignIn

FIRST = CAST["personas"][0]


def cast_of(*groups: str) -> str:
    """A cast.json with one persona per heading; "" for none."""
    entries = [
        {**FIRST, "subject": str(number), "name": f"Человек {number}", **({"group": group} if group else {})}
        for number, group in enumerate(groups)
    ]
    return json.dumps({"personas": entries}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        pytest.param(["", ""], [("Кто входит?", "01")], id="nobody has a group"),
        pytest.param(["б", "а"], [("б", "0"), ("а", "1")], id="the order of first appearance"),
        pytest.param(["а", "б", "а"], [("а", "02"), ("б", "1")], id="those of one group stand together"),
        pytest.param(["а", "", "б", ""], [("Кто входит?", "13"), ("а", "0"), ("б", "2")], id="without a group first"),
        pytest.param(["а"], [("а", "0")], id="no empty first heading"),
    ],
)
def test_who_stands_under_which_heading(groups: list[str], shown: list[tuple[str, str]]) -> None:
    found = groups_of(parse_cast(cast_of(*groups)))
    assert [(group.heading, "".join(each.subject for each in group.personas)) for group in found] == shown
    assert [group.number for group in found] == list(range(1, len(found) + 1))


def anchors(page: str) -> list[str]:
    return [link for link in Forms(page).links if link.startswith("#group-")]


def test_the_login_page_has_headings_in_order_and_anchors_to_them(stand: RunningStand) -> None:
    stand.cast.write_text(cast_of("Родители", "", "Ученики <14", "Родители"), encoding="utf-8")
    for page in (SignIn(stand).start().text, stand.get("/").text):
        assert anchors(page) == ["#group-1", "#group-2", "#group-3"]
        words = ('id="group-1">Кто входит?', "Человек 1", 'id="group-2">Родители', "Человек 0", "Человек 3")
        places = [page.index(word) for word in (*words, 'id="group-3">Ученики &lt;14', "Человек 2")]
        assert places == sorted(places)
        assert page.count(FIRST["expect"]) == 4


def test_one_group_needs_no_list_of_groups(stand: RunningStand) -> None:
    stand.cast.write_text(cast_of("Родители", "Родители"), encoding="utf-8")
    page = SignIn(stand).start().text
    assert anchors(page) == []
    assert 'id="group-1">Родители' in page
