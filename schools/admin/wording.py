"""What a page calls its rows: Django puts names of models into sentences, and Russian wants their cases."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters, ShowFacets
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, OperationalError, models
from django.db.models.deletion import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schools.admin.generic import AnyModelAdmin, Phrase
from schools.admin.trace import history_of

logger = logging.getLogger(__name__)

TAKEN_MEANWHILE = _("Пока вы заполняли форму, кто-то внёс такую же запись. Ничего не сохранено: обновите страницу.")
BUSY = _("Эту запись сейчас меняет кто-то другой. Ничего не сохранено: попробуйте ещё раз.")
GONE = _("Эту запись удалили, пока вы её правили. Сохранять некуда: проверьте список.")
STILL_NEEDED = _("Удалить нельзя: на этой записи держится другая – связь, вход или обращение. Впишите дату выбытия.")


@dataclass(frozen=True)
class Wording:
    """Whole phrases: page titles, then what is said when the deed is done (the row's name follows)."""

    rows: Phrase
    row: Phrase
    add: Phrase = ""
    delete: Phrase = ""
    added: Phrase = ""
    changed: Phrase = ""
    deleted: Phrase = ""


class WordedAdmin(AnyModelAdmin):
    """Whole Russian phrases, bulk deeds only where a page names them, no log with names, 404 for what is not there."""

    wording: Wording
    actions: Any = None
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    sortable_by = ()
    view_on_site = False
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, self._told(extra_context, title=self.wording.rows))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """An empty `_to_field` in an address is none; Django looks for a field of that name."""
        return super().get_object(request, object_id, from_field or None)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        title = self.wording.row if object_id else self.wording.add
        try:
            return super().changeform_view(request, object_id, form_url, self._told(extra_context, title=title))
        except IntegrityError:
            self.message_user(request, TAKEN_MEANWHILE, messages.ERROR)
            return redirect(request.get_full_path())
        except ObjectDoesNotExist:
            self.message_user(request, GONE, messages.ERROR)
            return redirect(self.address("changelist"))
        except OperationalError as error:
            return self._busy(request, error)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, self._told(extra_context, title=self.wording.delete))
        except ProtectedError:
            self.message_user(request, STILL_NEEDED, messages.ERROR)
            return redirect(self.address("change", object_id))
        except OperationalError as error:
            return self._busy(request, error)

    def _busy(self, request: HttpRequest, error: OperationalError) -> HttpResponse:
        """A deadlock or a lock that did not come undid the deed; a page that only looks has no such excuse."""
        if request.method != "POST":
            raise error
        logger.warning("edit undone: %s", type(error.__cause__ or error).__name__)
        self.message_user(request, BUSY, messages.ERROR)
        return redirect(request.get_full_path())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        told = {
            "title": gettext("История: %(row)s") % {"row": row},
            "object": row,
            "opts": self.opts,
            "events": history_of(row),
        }
        return TemplateResponse(
            request, "admin/object_history.html", {**self.admin_site.each_context(request), **self._told(told)}
        )

    def response_add(
        self, request: HttpRequest, obj: models.Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._respond(request, obj, self.wording.added, otherwise=self.response_post_save_add)

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._respond(request, obj, self.wording.changed, otherwise=self.response_post_save_change)

    def _respond(
        self, request: HttpRequest, obj: models.Model, done: Phrase, *, otherwise: Callable[..., HttpResponse]
    ) -> HttpResponse:
        self.message_user(request, f"{done}: {obj}.", messages.SUCCESS)
        if "_continue" in request.POST:
            return redirect(self.address("change", obj.pk))
        if "_addanother" in request.POST:
            return redirect(request.get_full_path())
        return otherwise(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self.message_user(request, f"{self.wording.deleted}: {obj_display}.", messages.SUCCESS)
        return redirect(self.address("changelist"))

    def address(self, page: str, *args: object) -> str:
        """The address of one of this model's pages."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing is listed beside the row: whatever rests on it stops the deletion, and is not named."""
        return [str(row) for row in objs], {}, set(), []

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only our own filters: others would let one ask the database anything through the address."""
        chosen = self.get_list_filter(request) if request else ()
        if lookup not in {getattr(filter_, "parameter_name", "") for filter_ in chosen}:
            raise IncorrectLookupParameters
        return True

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Nothing: the action has left its audit row, and Django's log would keep a name."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing, for the same reason."""

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404

    def _told(self, context: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        return {"wording": self.wording, **more, **(context or {})}
