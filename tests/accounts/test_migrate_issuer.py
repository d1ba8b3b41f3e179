"""`migrate_issuer`: plain figures, lines by number, refusals in words, and nothing of any person."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import IdentityMigration
from tests.accounts.actions.issuers.changes import GATEWAY, keys, people, person
from tests.factories import synthetic_snils
from tests.people import ISSUER

pytestmark = pytest.mark.django_db
FROM_TO = ("--from", ISSUER, "--to", GATEWAY, "--by", "Орлова")


@pytest.fixture(autouse=True)
def _two_providers(settings: Settings) -> None:
    stand = settings.IDENTITY_PROVIDERS["stand"]
    settings.IDENTITY_PROVIDERS = {"stand": {**stand, "issuer": ISSUER}, "gateway": {**stand, "issuer": GATEWAY}}


def run(*words: Any) -> str:
    out = StringIO()
    call_command("migrate_issuer", *map(str, words), stdout=out)
    return out.getvalue()


def rehearsed(*words: Any) -> tuple[str, str]:
    """What the rehearsal says, and the key that it names."""
    told = run("rehearse", *FROM_TO, *words)
    found = re.search(r"apply ([0-9a-f-]{36})", told)
    assert found
    return told, found[1]


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "subjects.csv"
    path.write_text("\n".join(lines), encoding=encoding)
    return path


def test_there_and_back() -> None:
    people(1, 2)
    told, key = rehearsed("--same-subject")
    assert told.splitlines() == [
        "Учётных записей прежнего поставщика: 2",
        "Перейдут сразу, по номеру: 2",
        "Перейдут при первом входе: 0",
        f"Ничего не изменено. Чтобы выполнить: manage.py migrate_issuer apply {key} --by …",
    ]
    assert run("apply", key, "--by", "Орлова").splitlines() == [
        "Перешли 2 из 2",
        "Перешли по номеру: 2",
        "  из них уже входили под новым номером: 0",
        "Перешли при первом входе, доказав себя: 0",
        "Ждут решения школы: 0",
        "Список ошибся, под новым номером оказался другой человек: 0",
        "Ещё не перешли: 0",
        "Выполнено. Кто не перешёл сразу, перейдёт при первом входе.",
        f"Вернуть всё: manage.py migrate_issuer undo {key} --by …",
        f"Закончить время перехода: manage.py migrate_issuer finish {key} --by …",
        "Теперь переключите вход: в админке, «Регионы», у каждого из этих: Рязанская область",
    ]
    assert run("undo", key, "--by", "Орлова").splitlines() == [
        "Возвращены прежнему поставщику: 2",
        "Вернуть нельзя, номер с тех пор сменился или занят: 0",
        "Остались у нового: пришли уже к нему, прежнего номера у них нет: 0",
        "Всё, что люди сделали за это время, сохранено.",
    ]
    assert {issuer for issuer, _ in keys()} == {ISSUER}
    assert IdentityMigration.objects.get().applied_by == "migrate_issuer: Орлова"


def test_lines_of_the_list_are_told_by_number(tmp_path: Path) -> None:
    people(1, 2)
    person(2, subject="x2", issuer=GATEWAY)
    doubled = [f"twice,y{number}" for number in range(25)]
    path = written(tmp_path, "old-1,x1", "Соколова Анна Петровна", "old-2,x2", "old-9,x9", *doubled)
    told, key = rehearsed("--mapping", path)
    assert told.splitlines()[:-1] == [
        "Учётных записей прежнего поставщика: 2",
        "Перейдут сразу, по номеру: 1",
        "Не перейдут: под новым номером человек уже входил, решит школа: 1",
        "Перейдут при первом входе: 0",
        "Не читаются, нужны ровно два номера через запятую. Строки (всего 1): 2",
        "Прежний номер повторяется, не использованы. Строки (всего 25): "
        + ", ".join(map(str, range(5, 25)))
        + " и ещё 5",
        "Прежнего номера у нас нет, пропущены. Строки (всего 1): 4",
    ]
    run("apply", key, "--by", "x")
    assert keys() == {(GATEWAY, "x1"), (ISSUER, "old-2"), (GATEWAY, "x2")}


def test_the_first_return_is_counted_and_then_finished() -> None:
    people(1, 2)
    person(3, snils=None)
    told, key = rehearsed("--first-return")
    assert "Перейдут при первом входе: 3\n  из них без СНИЛС: 1" in told
    run("apply", key, "--by", "x")
    person(1, issuer=GATEWAY, subject="new")
    assert "доказав себя: 1" in run("status", key)
    assert run("finish", key, "--by", "x").startswith("Время перехода закончено. Не перешли: 2.")


def test_a_list_that_is_wrong_is_told_while_people_come(tmp_path: Path) -> None:
    people(1, 2)
    key = rehearsed("--mapping", written(tmp_path, "old-1,x2", "old-2,x1"))[1]
    run("apply", key, "--by", "x")
    assert "Список сбит" not in run("status", key)
    person(2, issuer=GATEWAY, subject="x2")
    told = run("status", key)
    assert "Список ошибся, под новым номером оказался другой человек: 2\n" in told
    assert told.endswith("Ошибок много? Список сбит: верните всех прежнему поставщику (undo).\n")


def test_nothing_of_a_person_is_printed(tmp_path: Path) -> None:
    people(1, 2)
    everything, key = rehearsed("--mapping", written(tmp_path, "old-1,new-1", "junk", "old-7,new-7"))
    everything += run("apply", key, "--by", "x") + run("status", key) + run("undo", key, "--by", "x")
    for secret in ("old-", "new-", "junk", "Соколова", synthetic_snils(1)):
        assert secret not in everything


def test_one_region() -> None:
    people(1)
    assert "Перейдут сразу, по номеру: 1" in rehearsed("--same-subject", "--region", "RU-RYA")[0]
    with pytest.raises(CommandError, match="Региона с кодом «RU-XXX» нет"):
        run("rehearse", *FROM_TO, "--same-subject", "--region", "RU-XXX")


def test_a_provider_that_the_settings_do_not_know_is_pointed_out() -> None:
    people(1)
    told = run("rehearse", "--from", ISSUER, "--to", "https://gatewey.example", "--by", "x", "--same-subject")
    assert "Внимание: в настройках нет поставщика https://gatewey.example." in told


def test_refusals_are_told_in_words() -> None:
    people(1)
    _told, key = rehearsed("--same-subject")
    person(1, issuer=GATEWAY)
    with pytest.raises(CommandError, match="уже вошли под новым – 1. Повторите репетицию"):
        run("apply", key, "--by", "x")
    with pytest.raises(CommandError, match="Его состояние: отрепетирован"):
        run("undo", key, "--by", "x")
    with pytest.raises(CommandError, match="Такого перевода нет"):
        run("status", "01890000-0000-7000-8000-000000000000")
    with pytest.raises(CommandError, match="один и тот же"):
        run("rehearse", "--from", ISSUER, "--to", ISSUER, "--by", "x", "--same-subject")
    with pytest.raises(CommandError, match="не меняются"):
        run("rehearse", "--from", "urn:dnevnik:code", "--to", GATEWAY, "--by", "x", "--same-subject")
    with pytest.raises(CommandError, match="ни одной учётной записи"):
        run("rehearse", "--from", "https://nobody.example", "--to", GATEWAY, "--by", "x", "--same-subject")


def test_a_second_change_waits_for_the_first() -> None:
    people(1)
    run("apply", rehearsed("--first-return")[1], "--by", "x")
    with pytest.raises(CommandError, match="Сначала закончите его"):
        rehearsed("--same-subject")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        pytest.param("nowhere.csv", "Файл не открывается: nowhere.csv", id="not there"),
        pytest.param("", "Файл не открывается", id="a folder"),
        pytest.param("subjects.csv", "Файл не в кодировке UTF-8", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, file: str, message: str) -> None:
    written(tmp_path, "прежний,новый", encoding="cp1251")
    with pytest.raises(CommandError, match=message):
        rehearsed("--mapping", tmp_path / file)
