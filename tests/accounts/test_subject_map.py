"""The gateway's list of subjects: two in a line, and every other line is told by its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.subject_map import LONGEST, Fault, read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a,x\nb,y\n", id="commas"),
        pytest.param("a;x\r\nb;y\r\n", id="semicolons and the other line end"),
        pytest.param("a\tx\nb\ty", id="tabs, no end of the last line"),
        pytest.param("\ufeffold_subject,new_subject\na,x\nb,y\n", id="a heading and a byte order mark"),
        pytest.param('"a","x"\n\n "b" , y \n', id="quotation marks, spaces, an empty line"),
    ],
)
def test_ways_to_write_it(text: str) -> None:
    found = read(text.splitlines(keepends=True))
    if '"' in text:  # a space before a quotation mark makes it a part of the text: strict CSV
        assert found.pairs["a"] == "x"
    else:
        assert (found.pairs, found.faults) == ({"a": "x", "b": "y"}, {})


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        pytest.param(["a"], {Fault.MALFORMED: (1,)}, id="one subject"),
        pytest.param(["a,x,Соколова Анна"], {Fault.MALFORMED: (1,)}, id="a name beside them"),
        pytest.param(["a,Соколова", "Анна,x"], {Fault.MALFORMED: (1, 2)}, id="a name instead of one"),
        pytest.param(["a,001-001-017 00"], {Fault.MALFORMED: (1,)}, id="a SNILS instead of one"),
        pytest.param(["a,", ",x"], {Fault.MALFORMED: (1, 2)}, id="nothing on a side"),
        pytest.param(['"a,x'], {Fault.MALFORMED: (1,)}, id="a quotation mark left open"),
        pytest.param([f"a,{'x' * (LONGEST + 1)}"], {Fault.MALFORMED: (1,)}, id="too long for the column"),
        pytest.param(["a,x\x00"], {Fault.MALFORMED: (1,)}, id="what does not print"),
        pytest.param(["a,x", "a,y"], {Fault.DOUBLED_OLD: (1, 2)}, id="an old one twice"),
        pytest.param(["a,x", "b,x"], {Fault.DOUBLED_NEW: (1, 2)}, id="a new one twice"),
        pytest.param(["a,x", "a,x"], {Fault.DOUBLED_OLD: (1, 2)}, id="a line twice"),
    ],
)
def test_lines_that_are_not_used(lines: list[str], faults: dict[Fault, tuple[int, ...]]) -> None:
    found = read([*lines, "good,fine"])
    assert (found.pairs, found.lines, found.faults) == ({"good": "fine"}, {"good": len(lines) + 1}, faults)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_whatever_comes_is_read_without_an_error(lines: list[str]) -> None:
    found = read(lines)
    assert len(set(found.pairs.values())) == len(found.pairs) == len(found.lines)
