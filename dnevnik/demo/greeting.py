"""What `make run` tells the newcomer: where to go, who may come in, and the administrator's keys."""

import json
from pathlib import Path
from typing import Any

TEMPLATE = """
«Дневник» запущен. Все люди здесь выдуманы.

  Портал                 http://127.0.0.1:{port}/
  Для школ               http://127.0.0.1:{port}/admin/
  Учебные Госуслуги      http://127.0.0.1:{stand_port}/

Кем можно войти через Госуслуги (кнопка «Войти» на портале):

{cast}

Администратор двух школ из трёх:

  Почта                  {email}
  Пароль                 {password}
  Одноразовый код        make code
  Запасные коды          {codes}

Остановить: Ctrl-C. Снова: make run, данные сохранятся. Начать заново: make reset.
"""
CODES_IN_LINE = 5


def greeting(*, port: int, folder: Path) -> str:
    """The whole text. `folder` holds cast.json and administrator.json as the seeding left them."""
    cast = json.loads((folder / "cast.json").read_text(encoding="utf-8"))["personas"]
    administrator = json.loads((folder / "administrator.json").read_text(encoding="utf-8"))
    return TEMPLATE.format(
        port=port,
        stand_port=port + 1,
        cast="\n\n".join(map(card, enumerate(cast, start=1))),
        email=administrator["email"],
        password=administrator["password"],
        codes=in_lines(administrator["recovery_codes"]),
    )


def card(numbered: tuple[int, dict[str, Any]]) -> str:
    number, persona = numbered
    return f"  {number}. {persona['name']}\n     {persona['about']}\n     → {persona['expect']}"


def in_lines(codes: list[str]) -> str:
    lines = [codes[start : start + CODES_IN_LINE] for start in range(0, len(codes), CODES_IN_LINE)]
    return ("\n" + " " * 25).join("  ".join(line) for line in lines)
