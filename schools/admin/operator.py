"""What only the technical superuser sets: regions, rules of matching, municipalities, years, appointments."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import directory, memberships
from schools.admin.generic import AnyForm
from schools.admin.trace import doer
from schools.admin.wording import WordedAdmin, Wording
from schools.models import AcademicYear, MatchProfile, Municipality, Region, StaffMembership


class OperatorAdmin(WordedAdmin):
    """Pages for the superuser alone; nothing is deleted here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        if change:
            directory.correct(row=obj, fields=form.changed_data, by=doer(request))
        else:
            directory.enter(row=obj, by=doer(request))


class RegionForm(AnyForm):
    class Meta:
        model = Region
        fields = ()  # the page names them

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(gettext("Такого часового пояса нет. Пример: Europe/Moscow."), code="zone")
        return zone


@admin.register(Region)
class RegionAdmin(OperatorAdmin):
    form = RegionForm
    wording = Wording(
        _("Регионы"),
        _("Регион"),
        _("Добавить регион"),
        added=_("Регион добавлен"),
        changed=_("Регион сохранён"),
    )
    list_display = ("name", "code", "provider", "hotline")
    fields = (
        *("code", "name", "time_zone", "provider"),
        *("hotline", "hotline_hours", "feedback_url", "has_notice_channel"),
        *("four_eyes", "grace_days", "office", "post_address"),
    )


@admin.register(MatchProfile)
class MatchProfileAdmin(OperatorAdmin):
    wording = Wording(
        _("Правила сверки"),
        _("Правило сверки"),
        _("Добавить правило сверки"),
        added=_("Правило добавлено"),
        changed=_("Правило сохранено"),
    )
    list_display = ("region", "band", "minimum_level", "valid_from", "valid_to")
    list_select_related = ("region",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A rule stays with its region: another region's schools would not be told that it is gone."""
        return ("region",) if obj else ()


@admin.register(Municipality)
class MunicipalityAdmin(OperatorAdmin):
    wording = Wording(
        _("Муниципалитеты"),
        _("Муниципалитет"),
        _("Добавить муниципалитет"),
        added=_("Муниципалитет добавлен"),
        changed=_("Муниципалитет сохранён"),
    )
    list_display = ("name", "region")
    list_select_related = ("region",)


@admin.register(AcademicYear)
class YearAdmin(OperatorAdmin):
    wording = Wording(
        _("Учебные годы"),
        _("Учебный год"),
        _("Добавить учебный год"),
        added=_("Год добавлен"),
        changed=_("Год сохранён"),
    )
    list_display = ("__str__", "starts_on", "ends_on")


@admin.register(StaffMembership)
class MembershipAdmin(OperatorAdmin):
    """Appointing, and ending an appointment by its last day."""

    wording = Wording(
        _("Администраторы школ"),
        _("Администратор школы"),
        _("Назначить администратора"),
        added=_("Администратор назначен"),
        changed=_("Назначение сохранено"),
    )
    list_display = ("user", "school", "since", "until")
    list_select_related = ("user", "school")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("user", "school", "since", "until") if obj else ("user", "school", "since")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("user", "school", "since") if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = db_field.remote_field.model._default_manager.filter(is_staff=True, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        if change and obj.until is not None:
            memberships.dismiss(membership=obj, on=obj.until, by=doer(request))
            return
        if change:
            super().save_model(request, obj, form, change)
            return
        made = memberships.appoint(user=obj.user, school=obj.school, on=obj.since, by=doer(request))
        obj.pk, obj._state.adding = made.pk, False
