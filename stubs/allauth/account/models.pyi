from typing import Any, ClassVar

from allauth.account.managers import EmailAddressManager, EmailConfirmationManager
from django.db import models

class EmailAddress(models.Model):
    user: models.ForeignKey[Any, Any]
    email: models.EmailField[str, str]
    objects: ClassVar[EmailAddressManager]

class EmailConfirmation(models.Model):
    email_address: models.ForeignKey[EmailAddress, EmailAddress]
    objects: ClassVar[EmailConfirmationManager]
