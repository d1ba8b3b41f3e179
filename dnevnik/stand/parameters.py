"""OAuth parameters as they came, where a repeated one is an error (RFC 6749, 3.1 and 3.2)."""

from collections.abc import Iterable, Mapping, Sequence

Parameters = Mapping[str, Sequence[str]]


def only(parameters: Parameters, name: str) -> str:
    """The value of `name` when it was given exactly once, "" otherwise."""
    values = parameters.get(name, ())
    return values[0] if len(values) == 1 else ""


def repeated(parameters: Parameters, names: Iterable[str]) -> str | None:
    """The first of `names` that was given more than once."""
    return next((name for name in names if len(parameters.get(name, ())) > 1), None)
