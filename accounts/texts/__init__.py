"""The catalogue: every text that this app shows a person."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from accounts.outcomes import Facts, Outcome, Page, Way
from accounts.texts import attempts, differing, levels, not_found, pleas, refusals
from accounts.texts.acts import act_label, back_to_diary
from accounts.texts.levels import age_transition_soon
from accounts.texts.voice import to

__all__ = [
    "act_label",
    "age_transition_soon",
    "back_to_diary",
    "figures_told",
    "night_incomplete",
    "night_report",
    "page",
]


def page(outcome: Outcome, facts: Facts) -> Page:
    """The page of an outcome. Raises KeyError for an outcome whose texts another app keeps."""
    if facts.closed:
        return door_is_open(facts)
    return changed(facts) if facts.changed else PAGES[outcome](facts)


def door_is_open(facts: Facts) -> Page:
    """What a case pass shows once the data of its case match."""
    return Page(
        title=_("Теперь можно войти"),
        lead=to(
            facts,
            pupil=_("Данные совпали. Войди ещё раз, и дневник откроется."),
            adult=_("Данные совпали. Войдите ещё раз, и дневник откроется."),
        ),
        button=_("Войти"),
        way=Way.AGAIN,
    )


def changed(facts: Facts) -> Page:
    """What a case pass shows once its case ended in another way: the school said no, or the books changed."""
    return Page(
        title=to(facts, pupil=_("Войди ещё раз"), adult=_("Войдите ещё раз")),
        lead=_("С прошлого входа кое-что изменилось: после нового входа мы скажем, что делать дальше."),
        news=pleas.news(facts),
        button=_("Войти"),
        way=Way.AGAIN,
    )


PAGES: Mapping[Outcome, Callable[[Facts], Page]] = {
    Outcome.DIFFERS: differing.differs,
    Outcome.CERTIFICATE_DIFFERS: differing.certificate_differs,
    Outcome.SNILS_ABSENT: differing.snils_absent,
    Outcome.NOT_FOUND: not_found.not_found,
    Outcome.AMBIGUOUS: refusals.ambiguous,
    Outcome.WRONG_ROLE: refusals.wrong_role,
    Outcome.RESTRICTED: refusals.restricted,
    Outcome.LEVEL_LOW: levels.level_low,
    Outcome.AGE_TRANSITION: levels.age_transition,
    Outcome.NO_CHILD: refusals.no_child,
    Outcome.DENIED: attempts.denied,
    Outcome.SCOPE_DENIED: attempts.scope_denied,
    Outcome.PROVIDER_DOWN: attempts.provider_down,
    Outcome.PROVIDER_ERROR: attempts.provider_error,
    Outcome.OTHER_BROWSER: attempts.other_browser,
    Outcome.EXPIRED: attempts.expired,
    Outcome.USED: attempts.used,
}


def figures_told() -> dict[str, str]:
    """The figures of a night in words, in the order of telling."""
    return {
        "schools": _("школ проверено"),
        "people": _("человек сверено"),
        "failed": _("школ не удалось проверить"),
        "claims_opened": _("дверей открылось"),
        "claims_closed": _("дверей закрылось"),
        "cases_opened": _("обращений открыто"),
        "cases_changed": _("обращений уточнено"),
        "cases_closed": _("обращений закрыто"),
        "findings_opened": _("замечаний к данным появилось"),
        "findings_closed": _("замечаний к данным снято"),
        "letters": _("писем о днях рождения"),
        "requests_closed": _("запросов согласия закрыто"),
    }


def night_report(report: Mapping[str, int]) -> str:
    """What the night did, a line for each figure."""
    return "\n".join(f"{told}: {report[name]}" for name, told in figures_told().items() if name in report)


def night_incomplete(schools: int) -> str:
    """What the command says when some school's books were refused."""
    return _("Школ, которые не удалось проверить: %(schools)s. Их коды записаны в журнале.") % {"schools": schools}
