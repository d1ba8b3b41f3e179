"""How words stand in a line of Russian text, and which of them a telephone can call."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()

UNBREAKABLE = "\u00a0"
# «каб.» and «кабинет» in escapes: here they are no words for a translator.
ROOM = r"(?<=\u043a\u0430\u0431\.) (?=\d)|(?<=\u043a\u0430\u0431\u0438\u043d\u0435\u0442) (?=\d)"
# A number stays with its sign and with the word it counts; a class with its letter; both sides of a slash together.
LOOSE = re.compile(rf"(?<=№) (?=\d)|{ROOM}|(?<=\d) (?=\w|«\w»)|(?<=\w) (?=/ \w)|(?<=/) (?=\w)")
RUSSIAN_NUMBER = re.compile(r"(?:\+7|8)(?:[\s()\-‐-―]*\d){10}(?!\d)")
NOT_DIALLED = re.compile(r"[^+\d]")


@register.filter(is_safe=True)
@stringfilter
def tied(text: str) -> str:
    """The same words, with the spaces at which a line must not break made unbreakable: «№ 31», «5 рабочих»."""
    return LOOSE.sub(UNBREAKABLE, text)


@register.filter
@stringfilter
def dialled(text: str) -> str:
    """The first whole Russian number of a text as it is dialled, `+74912000000`; "" where there is none."""
    found = RUSSIAN_NUMBER.search(text)
    return NOT_DIALLED.sub("", found[0]) if found else ""
