from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import models

class Wrapped(Protocol):
    """What an authenticator can do, whatever its type."""

    def validate_code(self, code: str) -> bool: ...

class AuthenticatorManager(models.Manager[Authenticator]): ...

class Authenticator(models.Model):
    class Type(models.TextChoices):
        RECOVERY_CODES = ...
        TOTP = ...
        WEBAUTHN = ...

    objects: ClassVar[AuthenticatorManager]
    user: models.ForeignKey[Any, Any]
    type: models.CharField[str, str]
    data: models.JSONField[dict[str, Any], dict[str, Any]]
    created_at: models.DateTimeField[datetime, datetime]
    def wrap(self) -> Wrapped: ...
