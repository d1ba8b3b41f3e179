"""The catalogue: every text that this app shows a person, consents themselves apart (they are versioned rows)."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from accounts.outcomes import Facts, Outcome, Page, Step


def consent_self(facts: Facts) -> Page:
    """M-07 where the region sends notices at Gosuslugi; the forms stand on the page itself either way."""
    return Page(
        title=_("Осталось дать согласие"),
        lead=_("Для входа в дневник необходимо согласие."),
        owner=_("Решаете вы"),
        details=(
            (
                _(
                    "Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах, "
                    "или решите здесь."
                ),
            )
            if facts.region.has_notice_channel
            else (
                _("Прочитайте и решите. Каждое согласие отдельное, спросим один раз, отозвать можно в любой момент."),
            )
        ),
    )


def consent_parent(facts: Facts) -> Page:
    """M-06; its second line is verbatim only where the notice it promises exists."""
    notice = _(
        "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут "
        "уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления."
    )
    portal = _("Один из родителей входит в дневник через Госуслуги и даёт согласие в разделе «Согласия».")
    return Page(
        title=_("Нужно согласие родителя"),
        lead=_("Для входа в дневник нужно согласие одного из родителей"),
        owner=_("Решает один из родителей"),
        details=(notice if facts.region.has_notice_channel else portal, _("Достаточно согласия одного родителя.")),
        steps=(
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(_("Кто-то из них входит на этот сайт под своей учётной записью Госуслуг и даёт согласие.")),
            Step(_("После этого войди снова: ждать не нужно.")),
        ),
        shows_school=True,
        button=_("Войти снова"),
    )


def no_parent(_facts: Facts) -> Page:
    """Nobody to ask: «уже запрошены» would be untrue (real-life.md, Consents and ages)."""
    return Page(
        title=_("Некому дать согласие"),
        lead=_("Для входа нужно согласие родителя, но в школе с тобой пока не связан ни один родитель."),
        owner=_("Исправляет школа"),
        steps=(
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(_("Взрослый звонит в школу или приходит с паспортом и твоим свидетельством о рождении.")),
            Step(_("Школа связывает вас, взрослый входит и даёт согласие, потом входишь ты.")),
        ),
        waiting=_("Обычно школа делает это за 1–3 рабочих дня."),
        shows_school=True,
        button=_("Войти снова"),
    )


def not_entitled() -> str:
    return _("Это согласие сейчас дать нельзя: связь с ребёнком или школой изменилась. Войдите ещё раз.")


def text_changed() -> str:
    return _("Текст согласия обновился, пока вы читали. Прочитайте новый и решите снова.")


def given() -> str:
    return _("Согласие дано. Спасибо!")


PAGES: Mapping[Outcome, Callable[[Facts], Page]] = {
    Outcome.CONSENT_SELF: consent_self,
    Outcome.CONSENT_PARENT: consent_parent,
    Outcome.NO_PARENT: no_parent,
}
