"""To whom a page speaks: «ты» to a pupil under 18, «вы» to everybody else."""

from accounts.matching.profile import Band
from accounts.outcomes import Facts

MINORS = frozenset({Band.UNDER_14, Band.FROM_14})


def is_minor(facts: Facts) -> bool:
    """Whether a pupil under 18 reads the page, as far as is known."""
    return facts.band in MINORS


def to(facts: Facts, *, pupil: str, adult: str) -> str:
    """The wording for whoever reads the page."""
    return pupil if is_minor(facts) else adult
