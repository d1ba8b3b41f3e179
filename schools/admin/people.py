"""Pupils and parents: find, enter, correct."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from schools.actions import four_eyes, links, numbers, records
from schools.admin import pending_links, search
from schools.admin.base import SchoolAdmin, own_schools, today_in
from schools.admin.filters import Missing, MissingOfStudent, OfClass, OwnSchool, Presence
from schools.admin.inlines import ChildrenInline, ParentsInline
from schools.admin.letters import LetterPages
from schools.admin.number_fields import CERTIFICATE, SNILS, NumbersForm
from schools.admin.person_forms import ParentForm, StudentForm
from schools.admin.refusals import link_refused
from schools.admin.restrictions import restrictions_told
from schools.admin.trace import doer
from schools.admin.wording import Wording
from schools.models import Parent, ParentChildLink, PendingLink, Student
from schools.texts import link_of_two

NAMES = ("surname", "given_name", "patronymic")
SHOWABLE = {SNILS.field: SNILS, CERTIFICATE.field: CERTIFICATE}


def number_rows(form: type[NumbersForm], record: Any) -> list[Any]:
    """A line for each number: typed anew, and on an existing record also removed."""
    return [(number.typed, number.removed) if record else number.typed for number in form.numbers]


class PersonAdmin(SchoolAdmin):
    form: type[NumbersForm]
    may_add = may_change = may_delete = True
    search_fields = ("surname_key",)
    search_help_text = search.HELP
    change_form_template = "admin/person_form.html"
    searches_certificates = False
    other_end = ""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["shown_numbers"] = [number.field for number in self.form.numbers]
        record = context.get("original")
        context["pending"] = pending_links.told_of(record) if record else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        open_links = ParentChildLink.for_staff(request.user).filter(valid_to=None).select_related(self.other_end)
        return super().get_queryset(request).prefetch_related(Prefetch("links", open_links, to_attr="open_links"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        return search.people(queryset, search_term, certificates=self.searches_certificates), False

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return ("school", *(self.list_select_related or ()))  # type: ignore[misc]  # always a tuple here

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*self.list_display, "school"] if len(own_schools(request)) > 1 else self.list_display

    @admin.display(description=_("ФИО"))
    def name(self, record: Student | Parent) -> str:
        return record.full_name()

    @admin.display(description=_("СНИЛС"))
    def has_snils(self, record: Student | Parent) -> str:
        return gettext("есть") if record.snils_index else gettext("нет")

    @admin.display(description=_("выбыл(а)"))
    def left(self, record: Student | Parent) -> str:
        return f"{record.left_on:%d.%m.%Y}" if record.left_on else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        fields = form.changed_columns()
        form.put_numbers()
        if change:
            records.correct(record=obj, fields=fields, by=doer(request))
        else:
            records.enter(record=obj, by=doer(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001  Django's own signature
        for link in formset.save(commit=False):
            try:
                made = self._open(link, request)
            except links.LinkRefused as refused:
                told = link_refused(refused, student=link.student.full_name())
                self.message_user(request, told, messages.WARNING)
            else:
                if isinstance(made, PendingLink):
                    self.message_user(request, link_of_two(), messages.WARNING)

    def _open(self, link: ParentChildLink, request: HttpRequest) -> ParentChildLink | PendingLink:
        return four_eyes.open_by_hand(
            parent=link.parent,
            student=link.student,
            relation=link.relation,
            basis=link.basis,
            on=today_in(link.student.school),
            at=now(),
            by=doer(request),
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        records.remove(record=obj, by=doer(request))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_show"
        page = self.admin_site.admin_view(require_POST(self.show_number))
        return [path("<path:object_id>/show/<slug:field>/", page, name=name), *super().get_urls()]

    def show_number(self, request: HttpRequest, object_id: str, field: str) -> HttpResponse:
        """One whole number, once: the page is not kept anywhere, the deed is."""
        record = self.get_object(request, unquote(object_id))
        if record is None or field not in SHOWABLE or not hasattr(record, field):
            raise Http404
        number = numbers.show(record=record, field=field, by=doer(request))
        told = {"title": SHOWABLE[field].label, "record": record, "number": number, "opts": self.opts}
        answer = TemplateResponse(
            request, "admin/number_shown.html", {**self.admin_site.each_context(request), **self._told(told)}
        )
        answer["Cache-Control"] = "no-store, private"
        return answer


@admin.register(Student)
class StudentAdmin(PersonAdmin):
    form = StudentForm
    wording = Wording(
        rows=_("Ученики"),
        row=_("Карточка ученика"),
        add=_("Добавить ученика"),
        delete=_("Удалить ученика?"),
        added=_("Ученик добавлен"),
        changed=_("Карточка ученика сохранена"),
        deleted=_("Ученик удалён"),
    )
    searches_certificates = True
    other_end = "parent"
    readonly_fields = ("restrictions",)
    inlines = (ParentsInline,)
    list_display = ("name", "school_class", "has_snils", "has_certificate", "parents", "left")
    list_select_related = ("school_class",)
    list_filter = (OwnSchool, OfClass, MissingOfStudent, Presence)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            (None, {"fields": (*NAMES, "birth_date", "gender", "school_class", "left_on")}),
            (gettext("Номера документов"), {"fields": number_rows(self.form, obj)}),
            *([(gettext("Ограничения"), {"fields": self.readonly_fields})] if obj else []),
        )

    @admin.display(description=_("по решению суда или опеки"))
    def restrictions(self, record: Student) -> SafeString:
        return restrictions_told(record)

    @admin.display(description=_("свидетельство"))
    def has_certificate(self, record: Student) -> str:
        return gettext("есть") if record.certificate_index else gettext("нет")

    @admin.display(description=_("родители"))
    def parents(self, record: Any) -> str:
        return ", ".join(link.parent.full_name() for link in record.open_links)


@admin.register(Parent)
class ParentAdmin(LetterPages, PersonAdmin):
    form = ParentForm
    change_list_template = "admin/parents.html"
    wording = Wording(
        rows=_("Родители"),
        row=_("Карточка родителя"),
        add=_("Добавить родителя"),
        delete=_("Удалить родителя?"),
        added=_("Родитель добавлен"),
        changed=_("Карточка родителя сохранена"),
        deleted=_("Родитель удалён"),
    )
    other_end = "student"
    inlines = (ChildrenInline,)
    list_display = ("name", "has_snils", "children", "left")
    list_filter = (OwnSchool, Missing, Presence)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            (None, {"fields": (*NAMES, "birth_date", "gender", "left_on")}),
            (gettext("Номера документов"), {"fields": number_rows(self.form, obj)}),
        )

    @admin.display(description=_("дети"))
    def children(self, record: Any) -> str:
        return ", ".join(link.student.full_name() for link in record.open_links)
