"""The Russian guides name buttons, pages and columns exactly as they stand on the screen."""

import re
from functools import cache
from pathlib import Path

import django
import pytest

from tests import source

ROOT = Path(__file__).parent.parent
GUIDES = sorted((ROOT / "docs" / "ru").glob("*.md"))
QUOTED = re.compile(r"«([^«»]+)»")
LINK = re.compile(r"\]\(([^)#]+)\)")
DJANGOS_OWN = Path(django.__file__).parent / "contrib/admin/locale/ru/LC_MESSAGES/django.po"
NOT_ON_A_SCREEN = {"Дневник", "ты"}


def told(text: str) -> str:
    """Words alone: how a line is broken or begun is no difference."""
    return " ".join(text.split()).lower()


@cache
def on_the_screens() -> str:
    texts = [path.read_text() for path in (*source.product(), *source.templates().values(), DJANGOS_OWN)]
    return told("\n".join(texts))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_what_is_quoted_stands_on_the_screen(guide: Path) -> None:
    quoted = set(QUOTED.findall(" ".join(guide.read_text().split()))) - NOT_ON_A_SCREEN
    assert not {phrase for phrase in quoted if told(phrase) not in on_the_screens()}


@pytest.mark.parametrize("guide", [*GUIDES, ROOT / "README.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(guide: Path) -> None:
    local = [address for address in LINK.findall(guide.read_text()) if "://" not in address]
    assert not [address for address in local if not (guide.parent / address).exists()]


def test_there_are_guides_for_everybody() -> None:
    named = {guide.stem for guide in GUIDES}
    assert named == {"README", "roditelyam", "administratoru", "esia", "smena-postavshchika"}
