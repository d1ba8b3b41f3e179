from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

def get_authentication_records(request: HttpRequest, user: AbstractBaseUser | None = None) -> list[dict[str, Any]]: ...
