"""Pages of sign-ins that ended before anybody was vouched for: nobody knows who reads them."""

from django.utils.translation import gettext as _

from accounts.outcomes import Facts, Page, Step, Way
from accounts.texts.places import HELP_URL


def denied(_facts: Facts) -> Page:
    return Page(
        title=_("Вход не завершён"),
        lead=_("На странице Госуслуг нажата кнопка «Отказать». Ничего не произошло и ничего не сохранено."),
        owner=_("Решаете вы"),
        steps=(Step(_("Если передумаете, войдите ещё раз и нажмите «Предоставить».")),),
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def scope_denied(_facts: Facts) -> Page:
    return Page(
        title=_("Не хватает данных"),
        lead=_("Вы не дали доступ к ФИО или СНИЛС. Нажмите «Предоставить» при входе."),
        owner=_("Решаете вы, в школу обращаться не нужно"),
        details=(_("По СНИЛС и имени дневник узнаёт, кто вошёл. Другим людям они не видны."),),
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def provider_down(facts: Facts) -> Page:
    """Text 8."""
    return Page(
        title=_("Госуслуги не отвечают"),
        lead=_(
            "Госуслуги сейчас не отвечают дневнику (проверено в %(time)s). "
            "Ваши данные ни при чём: менять ничего не нужно, в школу звонить тоже."
        )
        % {"time": facts.at},
        owner=_("Нужно только подождать"),
        tries_itself=_("Пока страница открыта, мы пробуем сами каждые 5 минут."),
        steps=_after_an_hour(facts),
        shows_region=True,
        button=_("Попробовать снова"),
        way=Way.AGAIN,
    )


def _after_an_hour(facts: Facts) -> tuple[Step, ...]:
    if facts.region.hotline:
        return (Step(_("Не работает дольше часа – позвоните на горячую линию, номер ниже.")),)
    return (Step(_("Не работает дольше часа – посмотрите, что пишет поддержка:"), HELP_URL, _("Помощь Госуслуг")),)


def provider_error(facts: Facts) -> Page:
    return Page(
        title=_("Войти не получилось"),
        lead=_("Дневник и Госуслуги не смогли проверить друг друга, и никто не вошёл. Ваши данные ни при чём."),
        owner=_("Нужно только подождать"),
        steps=(Step(_("Войдите ещё раз.")), Step(_("Не получилось снова – попробуйте через час."))),
        otherwise=_("Если не получается и на следующий день, позвоните на горячую линию региона.")
        if facts.region.hotline
        else "",
        shows_region=True,
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def other_browser(_facts: Facts) -> Page:
    return Page(
        title=_("Начните вход заново"),
        lead=_("Вход начат в одном браузере, а Госуслуги вернули вас в другой, или страница уже устарела."),
        details=(_("Так бывает, когда ссылка открылась внутри мессенджера. Ваши данные ни при чём."),),
        steps=(Step(_("Нажмите кнопку ниже и войдите в этом же браузере до конца.")),),
        button=_("Войти"),
        way=Way.AGAIN,
    )


def expired(_facts: Facts) -> Page:
    return Page(
        title=_("Вход занял слишком много времени"),
        lead=_("Эта попытка входа затянулась, и мы её закрыли, чтобы ею не воспользовался кто-то другой."),
        steps=(Step(_("Нажмите кнопку и войдите ещё раз: Госуслуги вас уже помнят.")),),
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def used(_facts: Facts) -> Page:
    return Page(
        title=_("Эта ссылка уже сработала"),
        lead=_("По ней вход возможен один раз. Если дневник у вас не открылся, войдите снова."),
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )
