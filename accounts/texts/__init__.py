"""The catalogue: every text that this app shows a person."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from accounts.outcomes import Facts, Outcome, Page
from accounts.texts import attempts, refusals


def page(outcome: Outcome, facts: Facts) -> Page:
    """The page of an outcome. Raises KeyError for an outcome whose texts another app keeps."""
    if facts.closed:
        return door_is_open()
    return PAGES[outcome](facts)


def door_is_open() -> Page:
    """What a case pass shows once its case is closed."""
    return Page(
        title=_("Теперь можно войти"),
        lead=_("Данные совпали. Войдите ещё раз, и дневник откроется."),
        button=_("Войти"),
    )


PAGES: Mapping[Outcome, Callable[[Facts], Page]] = {
    Outcome.DIFFERS: refusals.differs,
    Outcome.NOT_FOUND: refusals.not_found,
    Outcome.AMBIGUOUS: refusals.ambiguous,
    Outcome.WRONG_ROLE: refusals.wrong_role,
    Outcome.LEVEL_LOW: attempts.level_low,
    Outcome.AGE_TRANSITION: attempts.age_transition,
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
    }


def night_report(report: Mapping[str, int]) -> str:
    """What the night did, a line for each figure."""
    return "\n".join(f"{told}: {report[name]}" for name, told in figures_told().items() if name in report)


def night_incomplete(schools: int) -> str:
    """What the command says when some school's books were refused."""
    return _("Школ, которые не удалось проверить: %(schools)s. Их коды записаны в журнале.") % {"schools": schools}
