"""One identity provider as the settings describe it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import MISSING, dataclass, field, fields
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from accounts.esia import provider as esia
from accounts.esia.provider import EsiaProvider
from accounts.oidc.described import LONGEST_DEADLINE, is_channel, is_deadline, is_safe, is_text
from accounts.oidc.errors import ProviderError

ALGORITHMS = ("RS256", "PS256", "ES256")
CLIENT_AUTH = ("client_secret_post", "client_secret_basic", "private_key_jwt")
CLIENT_KEY = {"file", "kid", "algorithm", "audience"}
AUDIENCES = ("token_endpoint", "issuer")
URLS = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
DIALECTS = ("oidc", "esia")


class ProviderUnusable(ProviderError):
    """The settings name no such provider, or describe it in a way that must not be trusted."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """`deadline_seconds` bounds the whole exchange after the person's return: token, keys and userinfo together.

    `claim_names` maps our names of claims (`accounts.oidc.claims`: NAMES, STATUS and CHILDREN) to the provider's, where
    they differ.
    `client_key` is for `private_key_jwt`: the `file` of our private key (PEM), its `kid` if the provider knows one,
    the `algorithm` (RS256 unless said) and whom the assertion addresses, `token_endpoint` (unless said) or `issuer`.
    `notices` are the `url` that takes letters to a person's cabinet there and its `secret`; empty without the channel.
    """

    id: str
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scopes: str = "openid profile snils"
    algorithms: tuple[str, ...] = ("RS256",)
    client_auth: str = "client_secret_post"
    client_key: Mapping[str, str] = field(default_factory=dict)
    deadline_seconds: float = 5.0
    end_session_endpoint: str = ""
    claim_names: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, str] = field(default_factory=dict, repr=False)

    def way_out(self, *, back: str, state: str) -> str:
        """The address where a person signs out of the provider and whence they come `back`, or "" where there is none.

        No token is kept, so `client_id` says who asks (OpenID Connect RP-Initiated Logout 1.0, section 2).
        """
        if not self.end_session_endpoint:
            return ""
        query = {"client_id": self.client_id, "post_logout_redirect_uri": back, "state": state}
        return with_query(self.end_session_endpoint, query)


def with_query(address: str, query: Mapping[str, str]) -> str:
    """`address`, which may have a query of its own, with `query` added."""
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(query)}"


FIELDS = {item.name: item for item in fields(Provider) if item.name != "id"}
REQUIRED = [name for name, item in FIELDS.items() if item.default is MISSING and item.default_factory is MISSING]


_looked_at: dict[str, tuple[object, Provider | EsiaProvider]] = {}
"""Settings that were found usable, as they were then: they are looked through once, not at every sign-in."""


def get(provider_id: str) -> Provider | EsiaProvider:
    """The provider of that id, by the dialect it speaks.

    Raises ProviderUnusable: a web server does not run the system checks, so we do.
    """
    described = settings.IDENTITY_PROVIDERS.get(provider_id)
    if described is None:
        raise ProviderUnusable("provider_unknown")
    looked_at, known = _looked_at.get(provider_id, (None, None))
    if known is not None and looked_at == described:
        return known
    if any(problems(described)):
        raise ProviderUnusable("provider_misconfigured")
    found = _made(provider_id, described)
    _looked_at[provider_id] = deepcopy(described), found
    return found


def _made(provider_id: str, described: Mapping[str, Any]) -> Provider | EsiaProvider:
    if is_esia(described):
        return esia.made(provider_id, described)
    told = {name: value for name, value in described.items() if name != "dialect"}
    return Provider(id=provider_id, **{**told, "algorithms": tuple(told.get("algorithms", ("RS256",)))})


def is_esia(described: object) -> bool:
    """Whether that description is of ESIA itself; plain OpenID Connect is what it is where it does not say."""
    return isinstance(described, Mapping) and described.get("dialect") == "esia"


def problems(described: object) -> Iterator[str]:
    """What forbids the use of these settings, one English sentence each, without the values."""
    if not isinstance(described, Mapping):
        yield "must be a mapping."
    elif is_esia(described):
        yield from esia.problems(described)
    elif described.get("dialect", "oidc") != "oidc":
        yield f"dialect must be one of {', '.join(DIALECTS)}."
    else:
        yield from _problems_of_oidc(described)


def _problems_of_oidc(described: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"lacks {name}, a text." for name in REQUIRED if not is_text(described.get(name)))
    yield from (f"has an unknown key {name}." for name in described if name not in {*FIELDS, "dialect"})
    yield from (
        f"{name} must be https (or http on loopback) with a host." for name in URLS if not is_safe(described, name)
    )
    yield from _problems_of_choices(described)


def _problems_of_choices(described: Mapping[str, Any]) -> Iterator[str]:
    algorithms = described.get("algorithms", ["RS256"])
    if not isinstance(algorithms, list | tuple) or not algorithms or any(one not in ALGORITHMS for one in algorithms):
        yield f"algorithms must be a list out of {', '.join(ALGORITHMS)}."
    yield from _problems_of_proof(described)
    if "openid" not in str(described.get("scopes", "openid")).split():
        yield "scopes must contain openid."
    if not is_deadline(described.get("deadline_seconds", 5)):
        yield f"deadline_seconds must be a number above 0, at most {LONGEST_DEADLINE}."
    if not isinstance(described.get("claim_names", {}), Mapping):
        yield "claim_names must be a mapping."
    if not is_channel(described.get("notices", {})):
        yield "notices must hold a url, https (or http on loopback), and a secret, or nothing."


def _problems_of_proof(described: Mapping[str, Any]) -> Iterator[str]:
    client_auth, ours = described.get("client_auth", CLIENT_AUTH[0]), described.get("client_key", {})
    if client_auth not in CLIENT_AUTH:
        yield f"client_auth must be one of {', '.join(CLIENT_AUTH)}."
    if client_auth != "private_key_jwt" and not is_text(described.get("client_secret")):
        yield "lacks client_secret, a text."
    if not _is_client_key(ours, wanted=client_auth == "private_key_jwt"):
        yield (
            f"client_key, for private_key_jwt alone, must hold a file and may hold a kid, an algorithm out of "
            f"{', '.join(ALGORITHMS)} and an audience out of {', '.join(AUDIENCES)}."
        )


def _is_client_key(described: object, *, wanted: bool) -> bool:
    if not isinstance(described, Mapping) or not wanted:
        return described == {}
    return (
        "file" in described
        and set(described) <= CLIENT_KEY
        and all(map(is_text, described.values()))
        and described.get("algorithm", ALGORITHMS[0]) in ALGORITHMS
        and described.get("audience", AUDIENCES[0]) in AUDIENCES
    )
