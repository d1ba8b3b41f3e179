"""What people read comes through gettext, so that a wording has one place and can be found."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests import source

RUSSIAN = re.compile("[А-Яа-яЁё]")
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Rules without Django, texts kept word for word in the database, values for machines, and guests.
UNTRANSLATED = (
    "consents/first_texts.py",
    "consents/second_texts.py",
    "dnevnik/demo",
    "dnevnik/settings",
    "dnevnik/stand",
    "schools/identifiers",
    "schools/roster",
)
# What the commands say of themselves to whoever types `--help`: Django does not take lazy text there.
OF_COMMANDS = {"help", "metavar"}
IN_FILTERS = re.compile(r"_\((\"[^\"]*\"|'[^']*')\)")
STATIC = {"500.html"}


def translated(path: Path) -> bool:
    return not path.relative_to(source.ROOT).as_posix().startswith(UNTRANSLATED)


def text_templates() -> Iterator[Path]:
    """Ours, with the letters and messages that are not pages."""
    folder = source.ROOT / "templates"
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".txt"} and path.relative_to(folder).as_posix() not in STATIC:
            yield path


def bare_words(module: ast.Module, *, command: bool = False) -> list[ast.Constant]:
    """Russian literals that no translating call is given; texts that stand by themselves are docstrings."""
    excused = {id(leaf) for node in ast.walk(module) for leaf in _excused(node, command=command)}
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RUSSIAN.search(node.value)
        if id(node) not in excused
    ]


def _excused(node: ast.AST, *, command: bool) -> list[ast.expr]:
    if isinstance(node, ast.Expr):
        return [node.value]
    if isinstance(node, ast.Call) and _name(node.func) in TRANSLATING:
        return node.args
    if command and isinstance(node, ast.keyword) and node.arg in OF_COMMANDS:
        return [node.value]
    if command and isinstance(node, ast.Assign) and {_name(target) for target in node.targets} <= OF_COMMANDS:
        return [node.value]
    return []


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def bare_texts(template: str) -> list[str]:
    """Russian pieces of a template that stand outside translate and blocktranslate."""
    found, skipped = [], ""
    for token in Lexer(template).tokenize():
        tag = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if skipped:
            skipped = "" if tag == skipped else skipped
        elif tag in {"comment", "blocktranslate"}:
            skipped = f"end{tag}"
        elif tag != "translate" and token.token_type != TokenType.COMMENT:
            left = IN_FILTERS.sub("", token.contents) if token.token_type != TokenType.TEXT else token.contents
            found += [left.strip()] if RUSSIAN.search(left) else []
    return found


def test_words_in_python_come_through_gettext() -> None:
    found = [
        source.place(path, node)
        for path in source.product()
        if translated(path)
        for node in bare_words(source.tree(path), command="commands" in path.parts)
    ]
    assert not found, f"Wrap it: gettext in a function, gettext_lazy at class or module level, %(name)s inside: {found}"


def test_words_in_templates_come_through_gettext() -> None:
    found = [
        f"{path.relative_to(source.ROOT)}: {text}" for path in text_templates() for text in bare_texts(path.read_text())
    ]
    assert not found, f"Load i18n and wrap it in translate, or in blocktranslate when there are values inside: {found}"


@pytest.mark.parametrize(
    ("code", "is_bare"),
    [
        pytest.param('title = "Школа"', True, id="a plain literal"),
        pytest.param('title = f"Школа {name}"', True, id="a formatted literal"),
        pytest.param('title = _(f"Школа {name}")', True, id="a formatted literal cannot be found by its key"),
        pytest.param('title = _("Школа" + name)', True, id="nor can a sum"),
        pytest.param('title = _("Школа")', False, id="wrapped"),
        pytest.param('title = ngettext("%(n)s школа", "%(n)s школ", n) % {"n": n}', False, id="a plural"),
        pytest.param('title = _("Школа %(name)s") % {"name": "без имени"}', True, id="a value of a wrapped one"),
        pytest.param('"""Школа."""', False, id="a docstring"),
        pytest.param('help = "Школа"', True, id="help outside commands"),
    ],
)
def test_a_bare_word_in_python_is_recognised(code: str, is_bare: bool) -> None:  # noqa: FBT001  a table's column
    assert bool(bare_words(ast.parse(code))) is is_bare


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        pytest.param("<p>Школа</p>", True, id="a plain text"),
        pytest.param('{% include "x.html" with title="Школа" %}', True, id="a value in a tag"),
        pytest.param('{{ name|default:"Школа" }}', True, id="a value in a filter"),
        pytest.param('{{ name|default:_("Школа") }}', False, id="wrapped in a filter"),
        pytest.param('{% translate "Школа" %}', False, id="translate"),
        pytest.param("{% blocktranslate %}Школа {{ name }}{% endblocktranslate %}", False, id="blocktranslate"),
        pytest.param("{% blocktranslate %}Школа{% endblocktranslate %}, класс", True, id="a tail after it"),
        pytest.param("{# Школа #}{% comment %}Школа{% endcomment %}", False, id="comments"),
    ],
)
def test_a_bare_word_in_a_template_is_recognised(text: str, is_bare: bool) -> None:  # noqa: FBT001  a table's column
    assert bool(bare_texts(text)) is is_bare


def test_help_of_a_command_is_left_alone() -> None:
    assert not bare_words(ast.parse('help = "Школа"\nadd(help="код школы", metavar="КОД")'), command=True)
