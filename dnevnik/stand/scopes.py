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
# What is opened of the children in a parent's list, in the order of the rights screen.
OF_KIDS = ("kid_names", "kid_birthdate", "kid_gender", "kid_snils", "kid_birth_certificate")
SHARED = (
    Right("openid", "Проведение входа в систему", ("assurance",)),
    Right("fullname", "Просмотр вашей фамилии, имени и отчества", NAMES),
    Right("birthdate", "Просмотр вашей даты рождения", ("birthdate",)),
    Right("gender", "Просмотр вашего пола", ("gender",)),
    Right("snils", "Просмотр вашего СНИЛС", ("snils",)),
    Right("birth_cert_doc", "Просмотр данных вашего свидетельства о рождении", ("birth_certificate",)),
)
RIGHTS = (
    *SHARED[:2],
    Right("profile", "Просмотр вашего имени, даты рождения и пола", (*NAMES, "birthdate", "gender")),
    *SHARED[2:],
    Right("kids", "Просмотр данных ваших детей: ФИО, дата рождения, пол, СНИЛС, свидетельство о рождении", OF_KIDS),
)
ESIA_RIGHTS = (
    *SHARED,
    Right("inn", "Просмотр вашего ИНН", ("inn",)),
    Right("id_doc", "Просмотр данных документа, удостоверяющего вашу личность", ("id_doc",)),
    Right("email", "Просмотр адреса вашей электронной почты", ("email",)),
    Right("mobile", "Просмотр номера вашего мобильного телефона", ("mobile",)),
    Right("contacts", "Просмотр ваших контактов", ("email", "mobile")),
    Right("kid_fullname", "Просмотр фамилий, имён и отчеств ваших детей", ("kid_names",)),
    Right("kid_birthdate", "Просмотр дат рождения ваших детей", ("kid_birthdate",)),
    Right("kid_gender", "Просмотр пола ваших детей", ("kid_gender",)),
    Right("kid_snils", "Просмотр СНИЛС ваших детей", ("kid_snils",)),
    Right("kid_birth_cert_doc", "Просмотр данных свидетельств о рождении ваших детей", ("kid_birth_certificate",)),
)
EVERY = tuple({right.scope: right for right in (*RIGHTS, *ESIA_RIGHTS)}.values())
# Without `openid` there is no sign-in at all: who withholds it presses «Отказать».
WITHHOLDABLE = frozenset(right.scope for right in EVERY) - {"openid"}
ESIA_SCOPES = tuple(right.scope for right in ESIA_RIGHTS)


def known_scopes(text: str) -> tuple[str, ...]:
    """The scopes of a space-separated `scope` that the OIDC side knows; others are ignored (OIDC Core, 3.1.2.1)."""
    asked = set(text.split(" "))
    return tuple(right.scope for right in RIGHTS if right.scope in asked)


def rights_of(scopes: Collection[str]) -> list[Right]:
    """The rights behind `scopes`, in the order of the rights screen."""
    return [right for right in EVERY if right.scope in scopes]


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


def opened_by(scopes: Collection[str], *, withheld: Collection[str] = ()) -> frozenset[str]:
    """Names of the claims that `scopes` open and no `withheld` scope covers."""
    return frozenset(_claims_of(scopes) - _claims_of(withheld))


def released(claims: Mapping[str, str], scopes: Collection[str], *, withheld: Collection[str] = ()) -> dict[str, str]:
    """The part of `claims` that `scopes` open and no `withheld` scope covers."""
    opened = opened_by(scopes, withheld=withheld)
    return {name: value for name, value in claims.items() if name in opened}


def _claims_of(scopes: Collection[str]) -> set[str]:
    return {claim for right in rights_of(scopes) for claim in right.claims}
