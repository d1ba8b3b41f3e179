"""The site where school administrators work: our pages alone, behind our own sign-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import update_wrapper
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from dnevnik.autocomplete import OneSchoolAutocomplete
from dnevnik.worklist import waiting

TITLES = {"schools": _("Школа"), "accounts": _("Вход в дневник"), "consents": _("Согласия")}
ORDERED = (
    ["Student", "Parent", "ParentChildLink", "PendingLink", "Restriction", "SchoolClass", "School"]
    + ["AuditEvent"]
    + ["MismatchCase", "LinkProposal", "CorrectionRequest", "DataFinding", "RecordClaim", "User", "StaffMembership"]
    + ["Region", "MatchProfile", "Municipality", "AcademicYear", "ConsentText"]
)
IN_THIS_ORDER = {name: place for place, name in enumerate(ORDERED)}


class DnevnikAdminSite(AdminSite):
    site_header = _("Дневник: администратор школы")
    site_title = _("Дневник: администратор школы")
    index_title = _("С чего начнём?")
    site_url = None
    empty_value_display = "–"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out the pages that libraries bring along: they know nothing of schools, and some hold secrets."""
        if admin_class is not None and admin_class.__module__.partition(".")[0] in TITLES:
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Every page sends strangers to the staff door; Django says so of the site's own pages alone.

        The shortcut from a record to its page on the site is left out: it knows no fence, and no record has one.
        """
        patterns = [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]
        for page in _pages(patterns):
            vars(page.callback)["login_url"] = reverse_lazy("admin:login")
        return patterns

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "kind", "") == "staff")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        """What one may not see does not exist: refusals tell nobody which pages and records there are."""

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                answer: HttpResponseBase = view(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None
            return answer

        return super().admin_view(update_wrapper(inner, view), cacheable)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No way round: the only sign-in of staff is allauth's, with its limits and its second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        destination = _safe(request, request.GET.get(REDIRECT_FIELD_NAME, ""))
        if request.user.is_authenticated:
            return render(request, "admin/somebody_else.html", {"destination": destination}, status=403)
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: destination})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return LogoutView.as_view(next_page=reverse_lazy("account_login"))(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return OneSchoolAutocomplete.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().index(request, {"tasks": list(waiting(cast(User, request.user))), **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("admin:index")

    def get_log_entries(self, request: HttpRequest) -> QuerySet[LogEntry]:
        """None: what happened is in the audit, and Django's own log would keep names."""
        return LogEntry.objects.none()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Whole phrases in the order of the day's work."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = TITLES[app["app_label"]]
            for model in app["models"]:
                model["name"] = vars(type(self.get_model_admin(model["model"])))["wording"].rows
            app["models"].sort(key=lambda model: IN_THIS_ORDER.get(model["object_name"], len(ORDERED)))
        return sorted(apps, key=lambda app: app["app_label"], reverse=True)


def _pages(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns)
        else:
            yield pattern


def _safe(request: HttpRequest, destination: str) -> str:
    ours = url_has_allowed_host_and_scheme(destination, {request.get_host()}, require_https=request.is_secure())
    return destination if ours else reverse("admin:index")
