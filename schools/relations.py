"""What a relation to a child lets an adult do, unless the school says otherwise (real-life.md, Links)."""

from collections.abc import Mapping
from enum import StrEnum


class Scope(StrEnum):
    """The kinds of things that a link allows and a restriction takes away (L6)."""

    DIARY = "diary"
    CONSENT = "consent"
    MESSAGES = "messages"
    PICKUP = "pickup"


EVERYTHING = frozenset(Scope)
TRUSTED_PERSON = frozenset({Scope.DIARY})
"""A trusted person sees marks and decides nothing."""

LINK_COLUMNS: Mapping[Scope, str] = {
    Scope.DIARY: "sees_diary",
    Scope.CONSENT: "gives_consent",
    Scope.MESSAGES: "gets_messages",
    Scope.PICKUP: "picks_up",
}
RESTRICTION_COLUMNS: Mapping[Scope, str] = {scope: f"bars_{scope}" for scope in Scope}


def default_scopes(relation: str) -> frozenset[Scope]:
    """What an adult of this relation may do: everything, a trusted person apart; an institution acts as a parent."""
    return TRUSTED_PERSON if relation == "trusted" else EVERYTHING


def link_columns(scopes: frozenset[Scope]) -> dict[str, bool]:
    """The columns of a link that allows these scopes and no other."""
    return {column: scope in scopes for scope, column in LINK_COLUMNS.items()}
