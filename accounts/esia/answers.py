"""What ESIA answers over HTTP: an object, or one of its codes."""

import json
from http import HTTPStatus

from accounts.esia import codes
from accounts.oidc.errors import ProviderDown, ProviderRefused, SignInStopped
from accounts.oidc.http import Answer
from accounts.oidc.strict_json import NotStrictJson, Object, parse_object

EXPECTED = (
    *(HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND),
    *(HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""Statuses whose body may hold a code worth reading."""


def object_in(answer: Answer) -> Object:
    """The object of a 200. Raises what ESIA's code means, else ProviderRefused (4xx) or ProviderDown."""
    if answer.status != HTTPStatus.OK:
        raise stop_of(answer)
    try:
        return parse_object(answer.body)
    except NotStrictJson:
        raise ProviderDown("not_json") from None


def stop_of(answer: Answer) -> SignInStopped:
    """The end that an error answer brings: by its code where it has one, by its status where it has none."""
    if code := code_of(answer):
        return codes.stopped_by(code)
    kind = ProviderDown if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else ProviderRefused
    return kind(f"http_{answer.status}")


def code_of(answer: Answer) -> str:
    """`{"error_description": "ESIA-…: …"}`, `{"code": "ESIA-…"}` or the latter in an array; "" for anything else."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    if isinstance(told, list) and told:
        told = told[0]
    if not isinstance(told, dict):
        return ""
    return codes.code_in(told.get("code")) or codes.code_in(told.get("error_description"))
