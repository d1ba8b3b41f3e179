"""What is said of a birth certificate that the state has not verified, and that nobody was looked for by.

Nothing here depends on the register: whoever has such a certificate reads the same, be there a record or not (L29).
The night knows nothing of it either: what the state says changes here with the next sign-in alone.
"""

from django.utils.translation import gettext as _

from accounts.claims import Verification
from accounts.outcomes import Facts, Step
from accounts.texts.places import FAMILY_URL, PROFILE_URL
from accounts.texts.voice import is_minor, to


def why(state: Verification) -> str:
    """Why the person may not have been found."""
    if state is Verification.VERIFYING:
        first = _("Свидетельство о рождении на Госуслугах ещё проверяется")
    elif state is Verification.FAILED:
        first = _("Свидетельство о рождении не прошло проверку на Госуслугах")
    else:
        first = _("Свидетельство о рождении на Госуслугах не проверено")
    return _("%(first)s, а дневник ищет только по проверенным данным. Возможно, дело в этом.") % {"first": first}


def owner(facts: Facts) -> str:
    if facts.certificate is Verification.VERIFYING:
        return _("Проверяют Госуслуги, нужно подождать")
    return to(facts, pupil=_("Исправляют взрослые на Госуслугах"), adult=_("Исправляете вы на Госуслугах"))


def steps(facts: Facts) -> tuple[Step, ...]:
    """The way to a verified certificate and back to the door; a minor's card is the parents' to mend."""
    return (*(_wait(facts) if facts.certificate is Verification.VERIFYING else _mend(facts)), Step(_again(facts)))


def _wait(facts: Facts) -> tuple[Step, ...]:
    waiting = to(
        facts,
        pupil=_("Подожди, пока Госуслуги проверят свидетельство: взрослые видят это в твоей карточке."),
        adult=_("Подождите, пока Госуслуги проверят свидетельство: это видно в разделе «Документы»."),
    )
    return (Step(waiting, *_card(facts)),)


def _mend(facts: Facts) -> tuple[Step, ...]:
    compare = to(
        facts,
        pupil=_("Взрослый сравнивает серию, номер и дату в твоей карточке на Госуслугах с бумажным свидетельством."),
        adult=_("Сравните серию, номер и дату в разделе «Документы» на Госуслугах с бумажным свидетельством."),
    )
    send = to(
        facts,
        pupil=_("Взрослый исправляет ошибку, если она нашлась, и отправляет свидетельство на проверку."),
        adult=_("Исправьте ошибку, если она нашлась, и отправьте свидетельство на проверку."),
    )
    show = (Step(_("Покажи эту страницу маме, папе или опекуну.")),) if is_minor(facts) else ()
    return (*show, Step(compare, *_card(facts)), Step(send))


def _card(facts: Facts) -> tuple[str, str]:
    """The address of the certificate at Gosuslugi, and the words of the link."""
    if is_minor(facts):
        return FAMILY_URL, _("«Семья и дети»")
    return PROFILE_URL, _("Госуслуги → «Профиль»")


def _again(facts: Facts) -> str:
    return to(
        facts,
        pupil=_("Когда свидетельство проверят, войди сюда ещё раз: сам дневник об этом не узнает."),
        adult=_("Когда свидетельство проверят, войдите сюда ещё раз: сам дневник об этом не узнает."),
    )


def takes() -> str:
    """How long it takes (WT-01, X-06)."""
    return _("Госуслуги проверяют свидетельство обычно от 15 минут до 5 рабочих дней, иногда несколько недель.")


def meanwhile(facts: Facts) -> str:
    """To somebody who has turned to a school and waits for its answer."""
    return to(
        facts,
        pupil=_(
            "Если свидетельство о рождении раньше пройдёт проверку на Госуслугах, войди сюда ещё раз: "
            "возможно, дневник откроется сразу."
        ),
        adult=_(
            "Если свидетельство о рождении раньше пройдёт проверку на Госуслугах, войдите сюда ещё раз: "
            "возможно, дневник откроется сразу."
        ),
    )


def corrected(facts: Facts) -> str:
    """Beside a certificate that differs from the school's: another one is already being checked, or ""."""
    if facts.certificate is not Verification.VERIFYING:
        return ""
    first = _("Госуслуги сейчас проверяют новое свидетельство о рождении, и мы его ещё не видели.")
    child = _("Когда проверка закончится, пусть ребёнок войдёт снова.")
    own = _("Когда проверка закончится, войдите снова.")
    return f"{first} {child if is_minor(facts) else own}"
