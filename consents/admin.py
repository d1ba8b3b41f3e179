"""The texts people agree to, for the technical superuser to read: a new version is a migration, not an edit."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from consents.models import ConsentText
from schools.admin.operator import OperatorAdmin
from schools.admin.wording import Wording


@admin.register(ConsentText)
class TextAdmin(OperatorAdmin):
    wording = Wording(rows=_("Тексты согласий"), row=_("Текст согласия"))
    list_display = ("title", "subject", "version", "valid_from")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
