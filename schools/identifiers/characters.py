"""Characters that keyboards, word processors and copying put into numbers and names.

Sources: Unicode categories Zs, Pd and Cf; for the lookalikes UTS 39 `confusables.txt`, narrowed to the
letters that people really mix up when the keyboard is left in the other layout.
"""

SPACES = (
    " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
DASHES = "-\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u2e3a\u2e3b\ufe58\ufe63\uff0d"
APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\uff07"
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)

LATIN_CAPITALS_LIKE_CYRILLIC = dict(zip("ABCEHKMOPTXY", "АВСЕНКМОРТХУ", strict=True))

TO_PLAIN = {
    **{ord(space): " " for space in SPACES},
    **{ord(dash): "-" for dash in DASHES},
    **{ord(character): None for character in INVISIBLE},
}
"""For `str.translate`: every space becomes one ordinary space, every dash one hyphen, the invisible goes."""


def plain(text: str) -> str:
    """Return the text with ordinary spaces and hyphens only, runs of spaces closed up, trimmed."""
    return " ".join(text.translate(TO_PLAIN).split())
