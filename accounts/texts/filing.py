"""What every page of a case has in common: what was asked, the number, the clock, and what can be done at once."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.outcomes import Act, Facts, Page, Refused, Step
from accounts.texts import clock, pleas
from accounts.texts.voice import to


def filed(page: Page, facts: Facts, *, act: Act | None = None) -> Page:
    """The page of a case that is in a school's list; `act` is what can still be asked of the school."""
    return replace(
        page,
        news=pleas.news(facts),
        keeping=clock.kept(facts),
        number_hint=clock.number_hint(facts),
        shows_school=True,
        button=page.button or _("Вернуться на страницу входа"),
        acts=(act, Act.CONTACT) if act else (Act.CONTACT,),
        main=_main(act, facts),
    )


def with_school(page: Page, facts: Facts) -> Page:
    """The part of a page that tells of waiting: the school's turn, its clock, its usual time.

    A school that has said no is waited for no longer.
    """
    return replace(
        page,
        owner=_turn(page, facts),
        clock="" if pleas.last_refusal(facts) else clock.checked(facts.clock),
        waiting=clock.schools_answer(facts),
        otherwise=clock.if_longer(facts),
    )


def _turn(page: Page, facts: Facts) -> str:
    """Whose turn it is: after a «no» the next step is not the school's."""
    match pleas.last_refusal(facts):
        case None:
            return page.owner
        case Refused.NOT_OURS:
            return to(facts, pupil=_("Теперь ты: проверь, что указано"), adult=_("Теперь вы: проверьте, что указано"))
        case _:
            return papers_turn(facts)


def papers_turn(facts: Facts) -> str:
    """Who brings the papers."""
    return to(facts, pupil=_("Теперь взрослые: нужны документы"), adult=_("Теперь вы: нужны документы"))


def _main(act: Act | None, facts: Facts) -> Act | None:
    """The one thing to do next: to ask, or else to say where to answer; after a «no» the way leads elsewhere."""
    refused = pleas.last_refusal(facts)
    if refused:
        return act if refused is Refused.NOT_OURS else None
    if act:
        return act
    return None if facts.contact or facts.region.has_notice_channel else Act.CONTACT


def wait(facts: Facts) -> tuple[Step, ...]:
    """The school's turn: nothing to do at Gosuslugi. After a «no» only the papers help."""
    waiting = to(
        facts,
        pupil=_("Подожди ответа школы: на Госуслугах менять ничего не нужно."),
        adult=_("Подождите ответа школы: на Госуслугах менять ничего не нужно."),
    )
    papers = to(
        facts,
        pupil=_("Попроси взрослых прийти к администратору дневника с документами."),
        adult=_("Придите к администратору дневника с паспортом и документами."),
    )
    return (
        Step(papers if pleas.last_refusal(facts) else waiting),
        Step(
            to(
                facts,
                pupil=_("Когда школа всё сверит, войди сюда ещё раз: дневник откроется."),
                adult=_("Когда школа всё сверит, войдите сюда ещё раз: дневник откроется."),
            )
        ),
    )


def to_child(facts: Facts, *, name_again: str) -> tuple[Step, ...]:
    """After the school declined to link a parent: the child named once more, or the papers shown."""
    papers = _(
        "Придите к администратору дневника с паспортом и документом о родстве или опеке "
        "(свидетельство о рождении, решение суда, акт опеки)."
    )
    first = name_again if pleas.last_refusal(facts) is Refused.NOT_OURS else papers
    return Step(first), Step(_("Когда школа свяжет вас с ребёнком, войдите сюда ещё раз: дневник откроется."))


def last_resort() -> str:
    """M-11."""
    return _(
        "Если после выполнения инструкций вы все равно не можете войти, необходимо обратиться в образовательную "
        "организацию для проверки и корректировки данных в электронном дневнике. Данные в электронном дневнике "
        "должны совпадать с данными Госуслуг."
    )
