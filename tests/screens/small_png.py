"""Screenshots as PNG of sixteen colours: a fifth of what the browser writes, and the letters are as sharp."""

import base64
import math
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from playwright.sync_api import Page

Colour = tuple[int, int, int]
COLOURS = 16
APART = 10  # colours nearer to each other than this are one
READ = """
const pixels = async (png) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, image.width, image.height).data;
  return {width: image.width, height: image.height, data: new Uint32Array(data.buffer)};
};
"""
COUNT = """async (png) => {READ
  const counts = new Map();
  for (const pixel of (await pixels(png)).data) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colour = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  return [...counts].sort((one, two) => two[1] - one[1]).slice(0, 200).map(([pixel, count]) => [colour(pixel), count]);
}""".replace("READ", READ)
PAINT = """async ([png, palette]) => {READ
  const {width, height, data} = await pixels(png);
  const known = new Map();
  const nearest = (pixel) => {
    const [red, green, blue] = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    const far = palette.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
    return far.indexOf(Math.min(...far));
  };
  const row = Math.ceil(width / 2) + 1; // every line begins with the number of its filter: 0, none
  const lines = new Uint8Array(row * height);
  data.forEach((pixel, at) => {
    if (!known.has(pixel)) known.set(pixel, nearest(pixel));
    const x = at % width;
    lines[row * Math.floor(at / width) + 1 + (x >> 1)] |= known.get(pixel) << (x % 2 ? 0 : 4);
  });
  let text = "";
  for (let at = 0; at < lines.length; at += 32768) text += String.fromCharCode(...lines.subarray(at, at + 32768));
  return [width, height, btoa(text)];
}""".replace("READ", READ)


def small_png(press: Page, strips: Sequence[bytes]) -> bytes:
    """One picture of strips of one width, the upper first. `press` is any open page: the browser does the counting."""
    sent = [base64.b64encode(strip).decode() for strip in strips]
    palette = chosen([counted(press, strip) for strip in sent])
    painted = [press.evaluate(PAINT, [strip, palette]) for strip in sent]
    width, height = painted[0][0], sum(part[1] for part in painted)
    lines = b"".join(base64.b64decode(part[2]) for part in painted)
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    flat = bytes(value for colour in palette for value in colour)
    chunks = (("IHDR", header), ("PLTE", flat), ("IDAT", zlib.compress(lines, 9)), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in chunks)


def counted(press: Page, strip: str) -> Counter[Colour]:
    found = press.evaluate(COUNT, strip)
    return Counter({(red, green, blue): count for (red, green, blue), count in found})


def chosen(strips: Iterable[Counter[Colour]]) -> list[Colour]:
    """The commonest colours that an eye can tell apart."""
    totals: Counter[Colour] = Counter()
    for strip in strips:
        totals.update(strip)
    palette: list[Colour] = []
    for colour, _count in totals.most_common():
        if len(palette) < COLOURS and all(math.dist(colour, other) >= APART for other in palette):
            palette.append(colour)
    return palette


def chunk(name: str, data: bytes) -> bytes:
    body = name.encode() + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
