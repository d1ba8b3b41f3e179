"""What a client may ask for: the line on the rights screen and the claims it opens (ESIA's scope names)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Right:
    """One scope, the Russian line that people read before granting it, and the claims it opens."""

    scope: str
    line: str
    claims: tuple[str, ...]


NAMES = ("family_name", "given_name", "middle_name")
RIGHTS = (
    Right("openid", "Проведение входа в систему", ("assurance",)),
    Right("fullname", "Просмотр вашей фамилии, имени и отчества", NAMES),
    Right("profile", "Просмотр вашего имени, даты рождения и пола", (*NAMES, "birthdate", "gender")),
    Right("birthdate", "Просмотр вашей даты рождения", ("birthdate",)),
    Right("gender", "Просмотр вашего пола", ("gender",)),
    Right("snils", "Просмотр вашего СНИЛС", ("snils",)),
    Right("birth_cert_doc", "Просмотр данных вашего свидетельства о рождении", ("birth_certificate",)),
)
# Without `openid` there is no sign-in at all: who withholds it presses «Отказать».
WITHHOLDABLE = frozenset(right.scope for right in RIGHTS) - {"openid"}


def known_scopes(text: str) -> tuple[str, ...]:
    """The scopes of a space-separated `scope` that the stand knows; others are ignored (OIDC Core, 3.1.2.1)."""
    asked = set(text.split(" "))
    return tuple(right.scope for right in RIGHTS if right.scope in asked)


def rights_of(scopes: Collection[str]) -> list[Right]:
    """The rights behind `scopes`, in the order of the rights screen."""
    return [right for right in RIGHTS if right.scope in scopes]


class Extent(Enum):
    """How much of a right a person gives."""

    WHOLE = "whole"
    PART = "part"
    NOTHING = "nothing"


def extent_of(right: Right, *, withheld: Collection[str]) -> Extent:
    """How much of `right` is left without the claims of the `withheld` scopes, whichever scope opens them."""
    left = set(right.claims) - _claims_of(withheld)
    if len(left) == len(right.claims):
        return Extent.WHOLE
    return Extent.PART if left else Extent.NOTHING


def granted_scopes(scopes: Collection[str], *, withheld: Collection[str]) -> tuple[str, ...]:
    """Those of `scopes` of which something is given."""
    return tuple(
        right.scope for right in rights_of(scopes) if extent_of(right, withheld=withheld) is not Extent.NOTHING
    )


def released(claims: Mapping[str, str], scopes: Collection[str], *, withheld: Collection[str] = ()) -> dict[str, str]:
    """The part of `claims` that `scopes` open and no `withheld` scope covers."""
    opened = _claims_of(scopes) - _claims_of(withheld)
    return {name: value for name, value in claims.items() if name in opened}


def _claims_of(scopes: Collection[str]) -> set[str]:
    return {claim for right in rights_of(scopes) for claim in right.claims}
