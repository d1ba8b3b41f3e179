"""Two doors that never lead into each other's room (design.md rule 8)."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.models import User


class StaffBackend(AuthenticationBackend):
    """E-mail and password, for staff alone; the second factor is the gate's."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **credentials: Any
    ) -> User | None:
        named = {"username": username} if username is not None else {}
        user = super().authenticate(request, password=password, **named, **credentials)
        return user if isinstance(user, User) and user.kind == User.Kind.STAFF else None

    def get_user(self, user_id: int) -> User | None:
        return active(user_id, kind=User.Kind.STAFF)


class CitizenBackend(BaseBackend):
    """Carries the session of somebody whom the entrance admitted; it signs nobody in by itself."""

    def get_user(self, user_id: int) -> User | None:
        return active(user_id, kind=User.Kind.CITIZEN)


def active(user_id: int, *, kind: User.Kind) -> User | None:
    """The account of that kind, while it is active: a closed account loses its open sessions at the next request."""
    return User.objects.filter(pk=user_id, kind=kind, is_active=True).first()
