"""The catalogue: every text that this app shows a person, consents themselves apart (they are versioned rows)."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from accounts.outcomes import Act, Facts, Outcome, Page, Step, Way


def consent_self(facts: Facts) -> Page:
    """M-07 where the region sends notices at Gosuslugi; the forms stand on the page itself either way."""
    notice = _("Перейдите по ссылке из уведомления, направленного в ваш личный кабинет на Госуслугах.")
    here = _("Решить можно прямо здесь. Каждое согласие отдельное, спросим один раз, отозвать можно в любой момент.")
    return Page(
        title=_("Осталось дать согласие"),
        lead=_("Для входа в дневник необходимо согласие."),
        owner=_("Решаете вы"),
        details=(notice, here) if facts.region.has_notice_channel else (here,),
    )


def consent_parent(facts: Facts) -> Page:
    """M-06; its second line is verbatim only where the notice that it promises was really written."""
    notice = _(
        "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале Госуслуг придут "
        "уведомления. Чтобы выдать согласие, одному из родителей нужно перейти по ссылке из уведомления."
    )
    portal = _("Один из родителей входит и даёт согласие в разделе «Согласия».")
    promised = facts.asked and facts.region.has_notice_channel
    return Page(
        title=_("Нужно согласие родителя"),
        lead=_("Для входа в дневник нужно согласие одного из родителей"),
        owner=_("Решает один из родителей"),
        details=(notice if promised else portal, _("Достаточно согласия одного родителя.")),
        steps=(
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(_("Кто-то из них входит на этот сайт под своей учётной записью Госуслуг и даёт согласие.")),
            Step(_("После этого войди снова: ждать не нужно.")),
        ),
        shows_school=True,
        button=_("Войти снова"),
        way=Way.AGAIN,
        acts=(Act.REMIND_PARENTS,) if facts.asked else (),
    )


def no_parent(_facts: Facts) -> Page:
    """Nobody to ask: «уже запрошены» would be untrue (real-life.md, Consents and ages)."""
    return Page(
        title=_("Некому дать согласие"),
        lead=_(
            "Для входа нужно согласие родителя, но в школе с тобой пока не связан взрослый, который может его дать."
        ),
        owner=_("Исправляет школа"),
        steps=(
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(_("Взрослый звонит в школу или приходит с паспортом и твоим свидетельством о рождении.")),
            Step(_("Школа связывает вас, взрослый входит и даёт согласие, потом входишь ты.")),
        ),
        waiting=_("Обычно школа делает это за 1–3 рабочих дня."),
        shows_school=True,
        button=_("Войти снова"),
        way=Way.AGAIN,
    )


def not_entitled() -> str:
    return _("Это согласие сейчас дать нельзя: связь с ребёнком или школой изменилась. Войдите ещё раз.")


def text_changed() -> str:
    return _("Текст согласия обновился, пока вы читали. Прочитайте новый и решите снова.")


def decided_since() -> str:
    return _("Пока страница была открыта, это решение изменилось. Посмотрите ещё раз и решите.")


def given() -> str:
    return _("Согласие дано. Спасибо!")


def withdrawn() -> str:
    return _("Согласие отозвано. Передумаете – дайте его снова в любой день.")


def reminded() -> str:
    return _("Напоминание отправлено. Следующее можно отправить завтра.")


def not_reminded() -> str:
    """The same whether it was sent today already or nobody has an address for it: a child learns neither."""
    return _(
        "Сейчас напоминание не отправить: его посылают раз в день и только на подтверждённый адрес. "
        "Покажи эту страницу маме, папе или опекуну."
    )


def consequences(subject: str) -> tuple[str, ...]:
    """What taking back a consent does, exactly; `subject` is the text's. Whether others agreed is nobody's to know."""
    return {
        "self": (
            _("Вы больше не увидите дневник этой школы на сайте: доступ закончится сразу."),
            _("Школьные документы останутся: школа хранит их по закону, а не по этому согласию."),
            _("Согласия других людей не изменятся. Своё можно дать снова: войдите и решите."),
        ),
        "child": (
            _("Доступ к дневнику ребёнка на сайте закончится, если нет согласия другого законного представителя."),
            _("Школьные документы останутся: школа хранит их по закону, а не по этому согласию."),
            _("Отзываете вы только своё согласие. Дать его снова можно в любой день, в разделе «Согласия»."),
        ),
        "parents": (
            _("Родители и другие взрослые, связанные с вами в школе, сразу перестанут видеть ваш дневник."),
            _("Ваш собственный доступ не изменится."),
            _("Разрешить снова можно в любой день, в разделе «Согласия»."),
        ),
    }[subject]


PAGES: Mapping[Outcome, Callable[[Facts], Page]] = {
    Outcome.CONSENT_SELF: consent_self,
    Outcome.CONSENT_PARENT: consent_parent,
    Outcome.NO_PARENT: no_parent,
}
