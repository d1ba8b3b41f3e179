"""Accounts of staff, for the technical superuser: renaming and closing. They are made by a command."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.sessions import end_of_staff
from accounts.models import User
from schools.admin.operator import OperatorAdmin
from schools.admin.wording import Wording


@admin.register(User)
class StaffAdmin(OperatorAdmin):
    wording = Wording(rows=_("Сотрудники"), row=_("Сотрудник"), changed=_("Сотрудник сохранён"))
    list_display = ("email", "last_name", "first_name", "is_active", "is_superuser", "signed_in_at")
    fields = ("email", "last_name", "first_name", "is_active", "is_superuser", "signed_in_at")
    readonly_fields = ("email", "is_superuser", "signed_in_at")
    ordering = ("email",)
    actions = (end_of_staff,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(kind=User.Kind.STAFF)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
