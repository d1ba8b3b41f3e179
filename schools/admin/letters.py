"""«Письма для печати»: to the parents whose SNILS the school lacks, so that nobody has to type a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from schools.actions import letters
from schools.actions.letters import Addressee
from schools.admin.base import SchoolAdmin, school_of_page
from schools.admin.qr_picture import qr_address
from schools.admin.trace import doer
from schools.models import School, SchoolClass

NO_CLASS = "none"
NOT_NEEDED = _("Этих писем больше не нужно: СНИЛС уже внесены или связи изменились.")


@dataclass
class Pile:
    """Letters that are printed together; `key` says which in a form and holds nothing about people."""

    key: str
    title: str
    letters: list[Addressee] = field(default_factory=list)


@dataclass
class Year:
    """The letters of one year of study, whole and by class; whoever is in no class makes a year of their own."""

    whole: Pile
    classes: dict[str, Pile] = field(default_factory=dict)

    def piles(self) -> list[Pile]:
        return [self.whole, *self.classes.values()]


def years_of(written: Iterable[Addressee]) -> list[Year]:
    """The letters in the order of classes, in piles that a printer and a class teacher can manage."""
    years: dict[str, Year] = {}
    for letter in written:
        of_class = letter.handed_out_in
        key = f"grade-{of_class.grade}" if of_class else NO_CLASS
        year = years.setdefault(key, Year(Pile(key, _title(of_class))))
        year.whole.letters.append(letter)
        if of_class is not None:
            key = f"class-{of_class.pk}"
            year.classes.setdefault(key, Pile(key, str(of_class))).letters.append(letter)
    return list(years.values())


def _title(of_class: SchoolClass | None) -> str:
    return gettext("%(grade)s-е классы") % {"grade": of_class.grade} if of_class else gettext("Без класса")


class LetterPages(SchoolAdmin):
    """Two pages beside a list: which letters there are, and the letters themselves, one on a sheet."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_letters"
        page = self.admin_site.admin_view(require_GET(self.letters))
        sheets = self.admin_site.admin_view(require_POST(self.print_letters))
        return [
            path("letters/", page, name=name),
            path("letters/<int:school_id>/", sheets, name=f"{name}_print"),
            *super().get_urls(),
        ]

    def letters(self, request: HttpRequest) -> HttpResponse:
        """Whom the letters are for, by class; with several schools one of them is chosen first."""
        if not self.has_view_permission(request):
            raise Http404
        school = school_of_page(request)
        if school is None:
            return self._show(request, "admin/letters_school.html", schools=School.objects.for_staff(request.user))
        written = letters.addressees(school)
        told = {"years": years_of(written), "total": len(written), "unlinked": letters.nobodys_parents(school)}
        return self._show(request, "admin/letters.html", school=school, **told)

    def print_letters(self, request: HttpRequest, school_id: int) -> HttpResponse:
        """The letters of one pile. The page is kept nowhere; the history of every record tells of it."""
        school = School.objects.for_staff(request.user).select_related("region", "municipality").filter(pk=school_id)
        found = school.first()
        if found is None:
            raise Http404
        piles = [pile for year in years_of(letters.addressees(found)) for pile in year.piles()]
        pile = next((pile for pile in piles if pile.key == request.POST.get("pile")), None)
        if pile is None:
            self.message_user(request, str(NOT_NEEDED))
            return redirect(f"{self.address('letters')}?{urlencode({'school': found.pk})}")
        letters.open_for_print(letters=pile.letters, by=doer(request))
        return self._sheets(request, found, pile)

    def _sheets(self, request: HttpRequest, school: School, pile: Pile) -> HttpResponse:
        address = f"{settings.PORTAL_URL}/"
        told = {"school": school, "pile": pile, "address": address, "qr": qr_address(address)}
        answer = self._show(request, "admin/letters_print.html", **told)
        answer["Cache-Control"] = "no-store, private"
        return answer

    def _show(self, request: HttpRequest, template: str, **told: Any) -> HttpResponse:
        page = {"title": gettext("Письма для печати"), "opts": self.opts, **told}
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **self._told(page)})
