"""What `make run` tells the newcomer: where to go, who may come in, and the administrator's keys."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dnevnik.demo.regions import MOSCOW, REGIONS

TEMPLATE = """
«Дневник» запущен. Все люди здесь выдуманы.

  Портал                 http://127.0.0.1:{port}/
  Для школ               http://127.0.0.1:{port}/admin/
  Учебные Госуслуги      http://127.0.0.1:{stand_port}/

Кем можно войти через Госуслуги (кнопка «Войти» на портале):

{cards}

Остальные: по человеку на каждый исход. Регион – {home}, если в скобках не назван другой.

{others}

Администратор четырёх школ из пяти:

  Почта                  {email}
  Пароль                 {password}
  Одноразовый код        make code
  Запасные коды          {codes}

Остановить: Ctrl-C. Снова: make run, данные сохранятся. Начать заново: make reset.
"""
CODES_IN_LINE = 5
NAMES = {region.code: region.facts["name"] for region in REGIONS}
Told = dict[str, Any]


def greeting(*, port: int, folder: Path) -> str:
    """The whole text. `folder` holds cast.json, expected.json and administrator.json as the seeding left them."""
    cast, expected = (read(folder / name)["personas"] for name in ("cast.json", "expected.json"))
    administrator = read(folder / "administrator.json")
    regions = {told["subject"]: told["region"] for told in expected}
    (_heading, beginners), *others = [(heading, list(group)) for heading, group in groupby(cast, heading_of)]
    return TEMPLATE.format(
        port=port,
        stand_port=port + 1,
        home=MOSCOW.facts["name"],
        cards="\n\n".join(map(card, enumerate(beginners, start=1))),
        others="\n\n".join(shelf(heading, people, regions) for heading, people in others),
        email=administrator["email"],
        password=administrator["password"],
        codes=in_lines(administrator["recovery_codes"]),
    )


def read(path: Path) -> Told:
    told: Told = json.loads(path.read_text(encoding="utf-8"))
    return told


def heading_of(persona: Told) -> str:
    heading: str = persona["group"]
    return heading


def card(numbered: tuple[int, Told]) -> str:
    number, persona = numbered
    return f"  {number}. {persona['name']}\n     {persona['about']}\n     → {persona['expect']}"


def shelf(heading: str, people: Sequence[Told], regions: Mapping[str, str]) -> str:
    return "\n".join([f"  {heading}", *[f"    {brief(person, regions[person['subject']])}" for person in people]])


def brief(persona: Told, region: str) -> str:
    """A person in one line."""
    place = "" if region == MOSCOW.code else f" ({NAMES[region]})"
    expect = persona["expect"]
    return f"{persona['name']}{place} – {expect[0].lower()}{expect[1:]}"


def in_lines(codes: list[str]) -> str:
    lines = [codes[start : start + CODES_IN_LINE] for start in range(0, len(codes), CODES_IN_LINE)]
    return ("\n" + " " * 25).join("  ".join(line) for line in lines)
