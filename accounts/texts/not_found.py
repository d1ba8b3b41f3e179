"""NOT_FOUND: M-03, M-04 and M-05 as the region words it, and text 2 of real-life.md with the way to the school."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.matching.profile import Band
from accounts.outcomes import Act, Asked, Facts, Page, Refused, Step, Way
from accounts.texts import clock, pleas, unproved
from accounts.texts.filing import filed, last_resort, to_child, wait, with_school
from accounts.texts.voice import is_minor, to


def not_found(facts: Facts) -> Page:
    """Before the person names a school nothing is with anybody, so there is no number to show."""
    if facts.sent_on:
        return _handed_over(facts)
    return _perhaps_unproved(_nobody_knows(facts), facts)


def _nobody_knows(facts: Facts) -> Page:
    lead, link = _lead(facts)
    return Page(
        title=_("Дневник не найден") if link else to(facts, pupil=_("Мы тебя не нашли"), adult=_("Мы вас не нашли")),
        lead=lead,
        link=link,
        owner=_("Исправляет школа"),
        details=(_why(facts),),
        news=pleas.news(facts),
        steps=(Step(_name_school(facts)), Step(_come_again(facts))),
        waiting=_("Обычно отвечают за 1–3 рабочих дня."),
        otherwise=last_resort(),
        keeping=clock.kept(facts),
        shows_region=True,
        button=_("Вернуться на страницу входа"),
        acts=(Act.NAME_SCHOOL,),
        main=Act.NAME_SCHOOL,
    )


def _perhaps_unproved(page: Page, facts: Facts) -> Page:
    """Where a certificate did not count, first to Gosuslugi and back here; the school is the other way."""
    if facts.certificate is None:
        return page
    return replace(
        page,
        owner=unproved.owner(facts),
        details=(unproved.why(facts.certificate),),
        steps=(*unproved.steps(facts), Step(f"{_('Не помогло или ждать нельзя?')} {_name_school(facts)}")),
        waiting=unproved.takes(),
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
        main=None,
    )


def _lead(facts: Facts) -> tuple[str, Step | None]:
    """M-04 for a pupil under 18, M-05 for everybody else where the region has a form; M-03 where it has none."""
    if not facts.region.feedback_url:
        m03 = _("К сожалению, мы не смогли найти Ваш профиль Дневник.ру по данным, предоставленным порталом госуслуг.")
        return m03, None
    m04 = _(
        "Ваш дневник не найден. Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи."
    )
    m05 = _("Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи.")
    return m04 if is_minor(facts) else m05, Step("", facts.region.feedback_url, _("форму обратной связи"))


def _why(facts: Facts) -> str:
    match facts.band:
        case Band.UNDER_14 | Band.FROM_14:
            return _(
                "Чаще всего школа ещё не внесла твой СНИЛС или свидетельство о рождении либо в них опечатка. "
                "На Госуслугах менять ничего не нужно."
            )
        case Band.ADULT:
            return _(
                "Мы не нашли вас среди учеников и родителей, записанных в школе. Чаще всего школа ещё не внесла ваш "
                "СНИЛС или в нём опечатка. На Госуслугах менять ничего не нужно."
            )
        case _:
            return _(
                "Мы не нашли вас среди родителей, записанных в школе. Чаще всего школа ещё не внесла СНИЛС родителя "
                "или в нём опечатка. На Госуслугах менять ничего не нужно."
            )


def _name_school(facts: Facts) -> str:
    match facts.band:
        case Band.UNDER_14 | Band.FROM_14:
            return _(
                "Нажми «Передать в школу» и укажи школу и класс: мы передадим администратору дневника этой школы "
                "твои данные, проверенные Госуслугами."
            )
        case Band.ADULT:
            return _(
                "Нажмите «Передать в школу» и укажите школу, класс и имя ученика: мы передадим администратору дневника "
                "этой школы ваши данные, проверенные Госуслугами."
            )
        case _:
            return _(
                "Укажите школу, класс и имя ребёнка: мы передадим администратору дневника этой школы ваши данные, "
                "проверенные Госуслугами."
            )


def _come_again(facts: Facts) -> str:
    return to(
        facts,
        pupil=_("Когда школа внесёт данные, войди сюда ещё раз: дневник откроется."),
        adult=_("Когда школа внесёт данные, войдите сюда ещё раз: дневник откроется."),
    )


def _handed_over(facts: Facts) -> Page:
    """Text 2, after naming. The answer is the same whether or not the school has such a child."""
    named = {"school": facts.school.name if facts.school else "", "number": facts.number}
    page = Page(
        title=_("Школа ответила") if pleas.last_refusal(facts) else _("Передано в школу"),
        lead=_("Передано: %(school)s, номер %(number)s.") % named,
        owner=_("Исправляет школа"),
        details=(unproved.meanwhile(facts),) if facts.certificate else (),
    )
    told = filed(with_school(replace(page, steps=_next(facts)), facts), facts)
    is_wrong = pleas.last_refusal(facts) is Refused.NOT_OURS
    return replace(told, acts=(*told.acts, Act.NAME_SCHOOL), main=Act.NAME_SCHOOL if is_wrong else told.main)


def _next(facts: Facts) -> tuple[Step, ...]:
    """Only who turned to the school as a parent can have been refused a child."""
    if not pleas.last_refusal(facts) or facts.pleas[-1].asked is not Asked.LINK:
        return wait(facts)
    again = _("Проверьте школу, класс и имя ребёнка и нажмите «Указать школу заново».")
    return to_child(facts, name_again=again)
