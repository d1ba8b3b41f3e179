"""A school's own pages: its contacts, its classes, its history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import directory
from schools.admin.base import MembershipPermissions, SchoolAdmin, own_schools
from schools.admin.filters import OfferedFilter, OwnSchool
from schools.admin.generic import AnyForm
from schools.admin.trace import ExplainedChangeList, doer, subject_address, subject_name
from schools.admin.wording import WordedAdmin, Wording
from schools.models import AuditEvent, School, SchoolClass

CONTACTS = ("phone", "site", "contact_name", "contact_room", "contact_hours")
PASSPORT = ("code", "name", "full_name", "inn", "ogrn", "address", "region", "municipality")


@admin.register(School)
class SchoolPage(MembershipPermissions, WordedAdmin):
    """A school corrects what families are told to call; the rest is the operator's."""

    may_change = True
    wording = Wording(rows=_("Школы"), row=_("Школа"), changed=_("Контакты сохранены"))
    list_display = ("name", "phone", "contact_name", "contact_hours")
    fieldsets = ((_("Кому звонят семьи"), {"fields": CONTACTS}), (_("Школа"), {"fields": PASSPORT}))
    readonly_fields = PASSPORT

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return School.objects.for_staff(request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        directory.correct(row=obj, fields=form.changed_data, by=doer(request))


class ClassForm(AnyForm):
    school: School | None = None

    class Meta:
        model = SchoolClass
        fields = ("year", "grade", "letter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.school is not None:
            self.instance.school = self.school

    def clean_grade(self) -> int:
        grade: int = self.cleaned_data["grade"]
        if not 1 <= grade <= 12:
            raise forms.ValidationError(gettext("Параллель – число от 1 до 12."), code="grade")
        return grade

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        same = {name: self.cleaned_data.get(name) for name in ("year", "grade", "letter")}
        rows = SchoolClass.for_system(by="uniqueness of a class").filter(school=self.instance.school_id, **same)
        if not self.errors and rows.exists():
            self.add_error("letter", gettext("Такой класс в этом году уже есть."))
        return self.cleaned_data


@admin.register(SchoolClass)
class ClassAdmin(SchoolAdmin):
    may_add = True
    form = ClassForm
    wording = Wording(rows=_("Классы"), row=_("Класс"), add=_("Добавить класс"), added=_("Класс добавлен"))
    list_display = ("name", "year", "school")
    list_select_related = ("year", "school")
    list_filter = (OwnSchool,)
    ordering = ("-year__starts_on", "grade", "letter")

    @admin.display(description=_("класс"))
    def name(self, row: SchoolClass) -> str:
        return str(row)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        directory.enter(row=obj, by=doer(request))


class DeedKind(OfferedFilter):
    title = _("что произошло")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in AuditEvent.Kind]

    def narrowed(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(kind=value)


@admin.register(AuditEvent)
class EventAdmin(MembershipPermissions, WordedAdmin):
    """What happened in one's schools; rows are looked at here and nowhere else."""

    wording = Wording(rows=_("События"), row=_("Событие"))
    list_display = ("at", "kind", "told_doer", "told_subject", "told_columns")
    list_display_links = None
    list_filter = (OwnSchool, DeedKind)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(school_id__in=School.objects.for_staff(request.user).values("pk"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return ExplainedChangeList

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and bool(own_schools(request))

    @admin.display(description=_("кто"))
    def told_doer(self, event: Any) -> str:
        return str(event.doer)

    @admin.display(description=_("о чём"))
    def told_subject(self, event: AuditEvent) -> SafeString | str:
        address = subject_address(event)
        return format_html('<a href="{}">{}</a>', address, subject_name(event)) if address else subject_name(event)

    @admin.display(description=_("поля"))
    def told_columns(self, event: Any) -> str:
        return str(event.told_fields)
