"""An address as a picture that a telephone's camera reads."""

from base64 import b64encode
from collections.abc import Iterator
from itertools import groupby

from qrcode import ERROR_CORRECT_M, QRCode

QUIET_EDGE = 4
"""Empty modules that the standard wants on every side."""


def qr_address(text: str) -> str:
    """A QR code of the text as a `data:` address of an SVG: the strict policy allows such pictures, and no script."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_EDGE)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    size, path = len(modules), "".join(_strokes(modules))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"


def _strokes(modules: list[list[bool]]) -> Iterator[str]:
    """Each run of dark modules of a row as one rectangle."""
    for y, row in enumerate(modules):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
