"""The promise of `make run`: everybody meets what their card says, and two deeds of the school mend it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import DataFinding, VerifiedIdentity
from dnevnik.demo.personas import subject
from dnevnik.demo.seed import Seeding
from schools.actions import records
from schools.models import Parent
from tests.journeys.cast_walk import Walk, in_turn
from tests.journeys.conftest import Portal
from tests.journeys.walkers import Walker

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("newcomers", ["http"], indirect=True),
]
SCOPE = "tests"
IS_RECOGNISED = "Для входа в дневник необходимо согласие."


@pytest.fixture
def demo(portal: Portal, tmp_path: Path) -> Portal:
    """The portal with the demo's regions in its register and the demo's cast at the stand."""
    folder = tmp_path / "demo"
    Seeding(folder=folder, on=timezone.localdate(), say=str).run()
    portal.stand.cast.write_bytes((folder / "cast.json").read_bytes())
    return portal


def come(portal: Portal, name: str) -> Walker:
    """Somebody of the cast at the end of their way in."""
    walker = portal.newcomer()
    walker.open(portal.address)
    walker.follow("Войти")
    walker.choose("region", "RU-MOW")
    walker.press("Войти через Госуслуги")
    walker.follow(name)
    walker.press("Предоставить")
    return walker


def test_everybody_ends_where_the_card_says(demo: Portal, tmp_path: Path) -> None:
    expected = json.loads((tmp_path / "demo" / "expected.json").read_text())["personas"]
    ended = [(told, Walk(demo.address, told).ending()) for told in in_turn(expected)]
    missed = [
        f"{told['subject']} {told['name']}: {ending or 'the diary'} instead of {told['outcome'] or 'the diary'}"
        for told, ending in ended
        if ending != told["outcome"]
    ]
    assert not missed, "\n".join(missed)
    assert issuers_of("RU-OMS") == {f"{demo.stand.issuer}/"}  # ESIA's dialect names itself with a slash
    assert issuers_of("RU-MOW", "RU-RYA") == {demo.stand.issuer}


def issuers_of(*regions: str) -> set[str]:
    """Who vouched for the people that came in through these regions."""
    seen = VerifiedIdentity.for_system(by=SCOPE).filter(identity__region__code__in=regions)
    return set(seen.values_list("identity__issuer", flat=True))


def test_the_mother_gets_in_to_both_children_and_lets_her_son_in(demo: Portal) -> None:
    assert "Для входа в дневник нужно согласие одного из родителей" in come(demo, "Соколов Максим").text()
    anna = come(demo, "Соколова Анна")
    while "Даю согласие" in anna.text():
        anna.press("Даю согласие")
    assert "Здравствуйте, Анна!" in anna.text()
    assert "Соколов Максим Дмитриевич" in anna.text()
    assert "Соколова Полина Дмитриевна" in anna.text()
    assert "Здравствуй" in come(demo, "Соколов Максим").text()


def test_a_certificate_lets_a_pupil_be_found_once_it_is_verified(demo: Portal) -> None:
    zlata = come(demo, "Беляева Злата")
    assert "Свидетельство о рождении на Госуслугах ещё проверяется" in zlata.text()
    gosuslugi = demo.newcomer()
    gosuslugi.open(f"{demo.stand.issuer}/cabinet/{subject(43)}/")
    gosuslugi.press("Проверка закончена")
    assert "Для входа в дневник нужно согласие одного из родителей" in come(demo, "Беляева Злата").text()


def test_a_typo_keeps_out_until_it_is_mended(demo: Portal) -> None:
    assert "Отличается: фамилия (похоже на опечатку)" in come(demo, "Кузнецова Ольга").text()
    olga = Parent.for_system(by=SCOPE).get(surname="Кузнецоав", given_name="Ольга")
    olga.surname = "Кузнецова"
    records.correct(record=olga, fields=["surname"], by=SCOPE)
    call_command("reconcile_identities", verbosity=0)
    assert IS_RECOGNISED in come(demo, "Кузнецова Ольга").text()


def test_e_for_yo_keeps_nobody_out_and_is_a_finding(demo: Portal) -> None:
    assert IS_RECOGNISED in come(demo, "Королёв Семён").text()
    findings = DataFinding.for_system(by=SCOPE).values_list("field", "kinds")
    assert sorted(findings) == [("given_name", ["yo"]), ("patronymic", ["yo"]), ("surname", ["yo"])]


def test_without_a_number_nobody_is_found_until_the_school_writes_it_down(demo: Portal, tmp_path: Path) -> None:
    assert "Мы вас не нашли" in come(demo, "Морозова Татьяна").text()
    tatyana = Parent.for_system(by=SCOPE).get(surname="Морозова", given_name="Татьяна", patronymic="Ивановна")
    cast = json.loads((tmp_path / "demo" / "cast.json").read_text())
    tatyana.snils = cast["personas"][3]["claims"]["snils"]
    records.correct(record=tatyana, fields=["snils"], by=SCOPE)
    call_command("reconcile_identities", verbosity=0)
    assert IS_RECOGNISED in come(demo, "Морозова Татьяна").text()


def test_a_parent_without_a_child_reads_that_nobody_is_linked(demo: Portal) -> None:
    assert "Ребёнок пока не связан с вами" in come(demo, "Павлов Игорь").text()
