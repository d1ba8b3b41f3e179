"""How long it takes, when it was last looked at, and where the answer comes (L5; real-life.md, The refused)."""

from datetime import date, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from accounts.outcomes import Clock, Facts
from accounts.texts.voice import to


def day(on: date) -> str:
    """«12 сентября»."""
    return format_date(on, "j E")


def checked(clock: Clock | None) -> str:
    """«Проверено сегодня в 04:00, ждём школу, 2-й день.»; "" where nothing is with the school."""
    if clock is None:
        return ""
    told = {"when": _when(clock), "time": clock.time, "day": clock.day}
    return _("Проверено %(when)s в %(time)s, ждём школу, %(day)s-й день.") % told


def _when(clock: Clock) -> str:
    if clock.checked_on == clock.today:
        return _("сегодня")
    return _("вчера") if clock.checked_on == clock.today - timedelta(days=1) else day(clock.checked_on)


def schools_answer(facts: Facts) -> str:
    """How long a school takes, and where its answer comes."""
    return " ".join((_("Обычно отвечают за 1–3 рабочих дня."), where(facts)))


def where(facts: Facts) -> str:
    """Where the answer comes: to every place that the person confirmed, and always to this page."""
    places = [_("на %(contact)s") % {"contact": facts.contact}] if facts.contact else []
    if facts.region.has_notice_channel:
        places.append(_("в личный кабинет на Госуслугах"))
    if not places:
        return _("Ответ появится на этой странице: достаточно войти ещё раз.")
    told = _("Мы сообщим %(where)s; можно и просто войти ещё раз.")
    return told % {"where": _(" и ").join(places)}


def states_check() -> str:
    """How long Gosuslugi takes (WT-01, X-06)."""
    return _("Госуслуги проверяют исправление обычно от 15 минут до 5 рабочих дней, иногда несколько недель.")


def if_longer(facts: Facts) -> str:
    """What to do if a school stays silent."""
    phone = facts.school.phone if facts.school else ""
    if phone:
        told = to(
            facts,
            pupil=_("Если ответа нет дольше, попроси взрослых позвонить: %(phone)s."),
            adult=_("Если ответа нет дольше, позвоните: %(phone)s."),
        )
        return told % {"phone": phone}
    return to(
        facts,
        pupil=_("Если ответа нет дольше, попроси взрослых зайти в школу."),
        adult=_("Если ответа нет дольше, зайдите в школу к администратору дневника."),
    )


def kept(facts: Facts) -> str:
    """How long the verified data of somebody refused are kept, said once and calmly; "" where nothing is."""
    if facts.kept_until is None:
        return ""
    told = _("Данные, проверенные Госуслугами, храним до %(day)s, чтобы школа могла ответить, потом удаляем.")
    return told % {"day": day(facts.kept_until)}


def number_hint(facts: Facts) -> str:
    return to(
        facts,
        pupil=_("Его назовёт взрослый, если будет звонить. При новом входе он тот же."),
        adult=_("Назовите его, если будете звонить. При новом входе он тот же."),
    )
