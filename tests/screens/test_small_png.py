"""The sheet's own picture format: the right colours in the right places."""

import struct
import zlib
from collections import Counter

import pytest
from playwright.sync_api import Browser

from tests.screens.small_png import chosen, small_png

WHITE, PAPER, INK = (255, 255, 255), (254, 255, 253), (28, 36, 48)
SQUARES = """<!doctype html><body style="margin: 0">
<div style="display: flex"><div style="width: 3px; height: 2px; background: rgb(28 36 48)"></div></div>"""


def test_the_commonest_of_colours_that_look_alike_is_kept() -> None:
    assert chosen([Counter({PAPER: 3, INK: 1}), Counter({WHITE: 9})]) == [WHITE, INK]


@pytest.mark.chromium
def test_a_picture_comes_back_as_it_was(chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 5, "height": 2}) as context:
        page = context.new_page()
        page.set_content(SQUARES)
        strip = page.screenshot()
        picture = small_png(page, [strip, strip])
    assert struct.unpack(">IIBBBBB", picture[16:29]) == (5, 4, 4, 3, 0, 0, 0)
    palette = picture[picture.index(b"PLTE") + 4 :][:6]
    assert palette == bytes((*INK, *WHITE))
    lines = zlib.decompress(picture[picture.index(b"IDAT") + 4 :])
    assert lines == bytes((0, 0x00, 0x01, 0x10)) * 4
