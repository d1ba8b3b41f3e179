"""One page for everything that goes wrong, and the texts on it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dnevnik.stand.provider import get_provider


@dataclass(frozen=True)
class Problem:
    """What happened and what to do, for a person; `status` is the page's HTTP status."""

    status: int
    title: str
    text: str


UNTRUSTED = Problem(
    400,
    "Запрос на вход составлен неверно",
    "Стенд не знает, куда вернуть ответ, поэтому дальше не идёт. Вернитесь в дневник и начните вход снова. "
    "Если страница появилась опять, проверьте настройки стенда.",
)
STALE = Problem(
    400,
    "Страница устарела",
    "С начала входа прошло слишком много времени, или стенд перезапускали. Вернитесь в дневник и начните вход снова.",
)
NOBODY = Problem(
    404,
    "Такого человека в списке нет",
    "Список учебных людей изменился. Вернитесь в дневник, начните вход снова и выберите человека из нового списка.",
)
STRANGE_LOGOUT = Problem(
    400,
    "Вы вышли, но вернуть вас некуда",
    "Адрес возврата не принадлежит дневнику, с которым работает этот стенд. Откройте дневник по ссылке ниже.",
)
FORGED = Problem(
    403,
    "Ответ не принят",
    "Браузер не прислал cookie этой страницы. Разрешите cookie, вернитесь в дневник и начните вход снова.",
)
TOO_MANY_CHILDREN = Problem(
    400,
    "Больше детей стенд не запомнит",
    "У этого родителя их на стенде уже двадцать. Исправьте одну из записей или начните заново: make reset.",
)
BAD_REQUEST = Problem(400, "Запрос не разобран", "Откройте страницу заново, по ссылке ниже.")
NOT_FOUND = Problem(404, "Такой страницы нет", "Проверьте адрес или откройте начальную страницу стенда.")
BROKEN = Problem(500, "Стенд сломался", "Это ошибка стенда, а не ваша. Подробности записаны в его журнал.")


def show_problem(request: HttpRequest, problem: Problem, *, parameter: str = "") -> HttpResponse:
    """The page for `problem`; `parameter` names what the portal's developer should look at."""
    context = {"problem": problem, "parameter": parameter, "portal": get_provider().environment.portal_origins[0]}
    return render(request, "stand/problem.html", context, status=problem.status)


def bad_request(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Django's handler400."""
    return show_problem(request, BAD_REQUEST)


def not_found(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Django's handler404."""
    return show_problem(request, NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return show_problem(request, BROKEN)


def forgery_suspected(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return show_problem(request, FORGED)
