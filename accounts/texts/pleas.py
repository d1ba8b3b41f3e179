"""What was asked of the school in a case and what it answered, in whole sentences (real-life.md, The refused)."""

from django.utils.translation import gettext as _

from accounts.outcomes import Asked, Facts, Plea, Refused
from accounts.texts.clock import day
from accounts.texts.voice import to


def waits(facts: Facts) -> bool:
    """Whether the school has yet to answer something."""
    return any(plea.refused is None for plea in facts.pleas)


def last_refusal(facts: Facts) -> Refused | None:
    """Why the school said no the last time, unless something newer waits for it."""
    return None if waits(facts) or not facts.pleas else facts.pleas[-1].refused


def news(facts: Facts) -> tuple[str, ...]:
    """A line for everything that waits; without such, the last answer."""
    waiting = [plea for plea in facts.pleas if plea.refused is None]
    return tuple(_told(plea, facts) for plea in waiting or facts.pleas[-1:])


def _told(plea: Plea, facts: Facts) -> str:
    if plea.refused is None:
        return asked(plea.asked, facts) % {"day": day(plea.on)}
    return refused(plea.refused, facts) % {"day": day(plea.answered_on or plea.on)}


def asked(what: Asked, facts: Facts) -> str:
    """What the school was asked; takes `day`."""
    return {
        Asked.RECORD_WRONG: _("%(day)s мы передали школе, что в её записи ошибка. Школа сверит запись с документами."),
        Asked.SNILS_OFFERED: to(
            facts,
            pupil=_("%(day)s мы передали школе твой СНИЛС. Сотрудник школы сверит его с документом."),
            adult=_("%(day)s мы передали школе ваш СНИЛС. Сотрудник школы сверит его с документом."),
        ),
        Asked.ROLE_MIXED: _("%(day)s школа получила просьбу проверить, не перепутаны ли записи."),
        Asked.LINK: _("%(day)s школа получила просьбу связать вас с ребёнком. Школа сверит её с документами."),
    }[what]


def refused(why: Refused, facts: Facts) -> str:
    """What the school answered and what next; takes `day`."""
    return {
        Refused.NO_PAPER: to(
            facts,
            pupil=_("%(day)s школа ответила: нужен документ. Попроси взрослых показать его администратору дневника."),
            adult=_("%(day)s школа ответила: нужен документ. Покажите его администратору дневника: он поможет."),
        ),
        Refused.RECORD_IS_RIGHT: to(
            facts,
            pupil=_("%(day)s школа ответила: у неё всё записано по документам. Исправить нужно на Госуслугах."),
            adult=_("%(day)s школа ответила: у неё всё записано по документам. Исправить нужно на Госуслугах."),
        ),
        Refused.NOT_OURS: to(
            facts,
            pupil=_("%(day)s школа ответила: ученика с таким именем у неё нет. Проверь школу, класс и имя."),
            adult=_("%(day)s школа ответила: ученика с таким именем у неё нет. Проверьте школу, класс и имя ребёнка."),
        ),
        Refused.IN_PERSON: to(
            facts,
            pupil=_("%(day)s школа ответила: это решается только лично. Попроси взрослых прийти с документами."),
            adult=_("%(day)s школа ответила: это решается только лично. Придите с паспортом и документами."),
        ),
    }[why]
