"""Carrying out what the school decides: done once, said in Russian, and a colleague's decision is no error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from accounts.actions.admissions import OtherNumber
from accounts.actions.answers import AlreadyDecided, NothingVerified, WrongRecord
from accounts.actions.corrections import NothingToAsk, NumberTaken
from accounts.actions.replacements import NotReplaceable
from schools.actions.four_eyes import AboutOneself
from schools.actions.links import AdultRestricted, AwaitsDecision, AwaitsSecond, LinkAcrossSchools, OwnParent
from schools.admin.base import SchoolAdmin
from schools.admin.generic import Phrase

DECIDED = _("Уже решено коллегой или больше не нужно. Ничего не изменилось.")
WRONG = _("Эта запись не подходит: она выбыла, из другой школы или не того вида. Выберите другую.")
TOLD: Mapping[type[Exception], Phrase] = {
    AlreadyDecided: DECIDED,
    NothingToAsk: DECIDED,
    NotReplaceable: _("Учётные записи больше не спорят за одну запись. Ничего не изменилось."),
    NothingVerified: _("Данных Госуслуг больше нет: человеку нужно войти ещё раз. Ничего не изменилось."),
    WrongRecord: WRONG,
    LinkAcrossSchools: WRONG,
    NumberTaken: _("Этот СНИЛС уже записан у другого человека школы. Найдите его по СНИЛС и сверьте с документом."),
    OtherNumber: _("В этой записи другой СНИЛС. Сверьте с документом и сначала исправьте номер."),
    OwnParent: _("В обеих записях один и тот же человек. Выберите запись родителя и запись ребёнка."),
    AboutOneself: _("В записи родителя ваши фамилия и имя: решит другой сотрудник. Ничего не изменилось."),
    AwaitsSecond: _("Эта связь уже записана и ждёт второго сотрудника. Сначала решите её в карточке ученика."),
    AwaitsDecision: _("Ученик пришёл с ограничением, и его ещё не решили. Сначала решите его в карточке ученика."),
    AdultRestricted: _("Связь не создана: по решению суда или опеки этот взрослый не видит дневник ребёнка."),
    IntegrityError: _("Пока вы решали, кто-то изменил эти записи. Ничего не сохранено: посмотрите ещё раз."),
    ObjectDoesNotExist: _("Эту запись удалили, пока вы решали. Ничего не сохранено."),
}


class DecidingAdmin(SchoolAdmin):
    """Rows that the sign-in writes and staff answer: pages of deeds of their own, nothing edited."""

    def deed_pages(self) -> dict[str, Callable[..., HttpResponse]]:
        """The pages by the last part of their address."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        ours = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(page), name=f"{prefix}_{name}")
            for name, page in self.deed_pages().items()
        ]
        return [*ours, *super().get_urls()]

    def found(self, request: HttpRequest, object_id: str) -> Any:
        """The row, if it is of one's own schools. Raises Http404."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def show(self, request: HttpRequest, template: str, **told: Any) -> HttpResponse:
        """A page of ours inside the admin."""
        context = {**self.admin_site.each_context(request), **self._told(opts=self.opts, **told)}
        return TemplateResponse(request, template, context)

    @staticmethod
    def posted(request: HttpRequest) -> QueryDict | None:
        """What a form is bound to: an empty answer is an answer too."""
        return request.POST if request.method == "POST" else None

    def decide(
        self, request: HttpRequest, deed: Callable[[], object], *, said: Phrase, to: tuple[str, object]
    ) -> HttpResponse:
        """Do it, say so and go to the page `to`; what stands in the way is said there instead."""
        try:
            return self.carry_out(request, deed, said=str(said), to=to)
        except tuple(TOLD) as error:
            self.message_user(request, str(_words_for(error)), messages.WARNING)
            return redirect(*to)


def _words_for(error: Exception) -> Phrase:
    return next(words for kind, words in TOLD.items() if isinstance(error, kind))
