"""All invariants at once: after a fault, at night, by hand."""

from datetime import datetime

from dnevnik.invariants import Offence, invariants, keys


def check(*, at: datetime) -> dict[str, list[Offence]]:
    """Every invariant's code, with the rows that break it at that moment: none, if all is well."""
    return {one.code: one.offences(at=at) for one in invariants()} | {keys.CODE: keys.stale_keys()}
