from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

class AuthenticationBackend(ModelBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None: ...  # type: ignore[override]  # as upstream
