"""Links on the page of a pupil and of a parent: those there are, and a line for a new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.actions import bonds
from schools.admin.base import MembershipPermissions, school_of_page
from schools.admin.generic import AnyChoiceField, AnyInline, AnyInlineFormSet
from schools.admin.scope_fields import scopes_told
from schools.labels import to_tell_apart
from schools.models import Parent, ParentChildLink, PendingLink, Student
from schools.texts import link_awaits_second


class PersonSelect(AutocompleteSelect):
    """Suggests people of one school; an id that cannot be one is nobody rather than an error of the page."""

    school_id: int | None = None

    def get_url(self) -> str:
        return f"{super().get_url()}?school={self.school_id}" if self.school_id else super().get_url()

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if is_uuid(one)], attr)


class PersonChoice(AnyChoiceField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("Выберите человека из списка.")}

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and not is_uuid(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, obj: Student | Parent) -> str:
        return to_tell_apart(obj)


def is_uuid(text: str) -> bool:
    """Whether a posted text can be a key of ours."""
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


class LinkFormSet(AnyInlineFormSet):
    """New links stay inside the school, and there is one open link between two people."""

    def clean(self) -> None:
        super().clean()
        taken: set[object] = set()
        for form in self.extra_forms:
            link = form.instance
            if form.has_changed() and form.is_valid() and self.person_of(link) is not None:
                self._check(form, link, taken)

    def person_of(self, link: ParentChildLink) -> Any:
        """The person at the far end, if one has been chosen."""
        return getattr(link, self.far_end, None) if getattr(link, f"{self.far_end}_id") else None

    @property
    def far_end(self) -> str:
        return "parent" if self.fk.name == "student" else "student"

    def _check(self, form: Any, link: ParentChildLink, taken: set[object]) -> None:
        person = self.person_of(link)
        mine = {self.fk.name: self.instance.pk, self.far_end: person.pk}
        if person.school_id != self.instance.school_id:
            form.add_error(self.far_end, gettext("Этот человек записан в другой школе. Связать можно только своих."))
        elif person.pk in taken or ParentChildLink.for_system(by="one link").filter(valid_to=None, **mine).exists():
            form.add_error(self.far_end, gettext("Эти двое уже связаны."))
        elif PendingLink.for_system(by="one link").filter(state=PendingLink.State.WAITING, **mine).exists():
            form.add_error(self.far_end, link_awaits_second())
        taken.add(person.pk)


class LinksInline(MembershipPermissions, AnyInline):
    model = ParentChildLink
    formset = LinkFormSet
    template = "admin/links_inline.html"
    far_end = ""
    may_add = True
    can_delete = False
    extra = 1
    max_num = 100
    readonly_fields = ("allows", "period", "closing")

    @property
    def script(self) -> str:
        """What Django's script of inlines is told, in JSON."""
        words = {"addText": gettext("Ещё одна строка"), "deleteText": gettext("Убрать")}
        return json.dumps({"name": "#links", "options": {"prefix": "links", **words}})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (self.far_end, "relation", "basis", *self.readonly_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = ParentChildLink.for_staff(request.user)
        return rows.select_related("parent", "student").order_by("valid_to", "-valid_from", "id")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, absolute_max=2 * self.max_num, **kwargs)
        school = school_of_page(request, obj)
        widget = formset.form.base_fields[self.far_end].widget.widget  # inside the wrapper with «+»
        widget.school_id = school.pk if school else None
        return formset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.far_end:
            kwargs |= {"widget": PersonSelect(db_field, self.admin_site), "form_class": PersonChoice}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("что может"))
    def allows(self, link: ParentChildLink) -> str:
        return "" if link._state.adding else scopes_told(bonds.allowed(link))

    @admin.display(description=_("с – по"))
    def period(self, link: ParentChildLink) -> str:
        if link._state.adding:
            return ""
        end = f"{link.valid_to:%d.%m.%Y}" if link.valid_to else gettext("сейчас")
        return f"{link.valid_from:%d.%m.%Y} – {end}"

    @admin.display(description="")
    def closing(self, link: ParentChildLink) -> SafeString | str:
        if link._state.adding or link.valid_to:
            return ""
        pages = (("scopes", gettext("Изменить…")), ("close", gettext("Закрыть…")))
        lines = [(reverse(f"admin:schools_parentchildlink_{name}", args=[link.pk]), words) for name, words in pages]
        return format_html_join(" ", '<a href="{}">{}</a>', lines)


class ParentsInline(LinksInline):
    verbose_name_plural = _("Родители и другие взрослые")
    fk_name = "student"
    far_end = "parent"


class ChildrenInline(LinksInline):
    verbose_name_plural = _("Дети")
    fk_name = "parent"
    far_end = "student"
