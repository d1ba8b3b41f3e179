"""Letters: per adult and silent about other people, without a name or a value of the register.

`child` is a given name for the person's own cabinet at Gosuslugi alone, "" elsewhere. `minor`: a pupil under 18 reads.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.texts.clock import day


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`title` and `text` for a letter, `short` for an SMS."""

    title: str
    text: str
    short: str


def may_enter(*, number: str, link: str, minor: bool) -> Letter:
    """The case is closed because all agrees."""
    title = _("Теперь можно войти в дневник")
    told = _("Данные совпали. Войди: %(link)s") if minor else _("Данные совпали. Войдите: %(link)s")
    return Letter(
        title=title,
        text=_lines(told % {"link": link}, _number(number)),
        short=_("Теперь можно войти в дневник: %(link)s") % {"link": link},
    )


def case_answered(*, number: str, link: str, minor: bool) -> Letter:
    """The school answered; what it said is told behind the sign-in alone."""
    told = (
        _("Школа ответила на твоё обращение. Войди, чтобы прочитать ответ: %(link)s")
        if minor
        else _("Школа ответила на ваше обращение. Войдите, чтобы прочитать ответ: %(link)s")
    )
    return Letter(
        title=_("Школа ответила"),
        text=_lines(told % {"link": link}, _number(number)),
        short=_("Дневник: школа ответила. Подробности после входа: %(link)s") % {"link": link},
    )


def consent_asked(*, link: str, child: str = "", reminder: bool = False) -> Letter:
    """A child tried to enter and waits for a consent (M-06)."""
    told = _("Чтобы дневник открылся, нужно согласие родителя или опекуна. Дать или не дать его, решаете вы: %(link)s")
    title = _("Напоминание: ребёнок ждёт согласия") if reminder else _("Ребёнок ждёт согласия для входа в дневник")
    about = _("Ребёнок: %(name)s.") % {"name": child} if child else _("Это письмо о вашем ребёнке.")
    return Letter(
        title=title,
        text=_lines(about, told % {"link": link}),
        short=_("Дневник: ваш ребёнок ждёт согласия для входа. Решить: %(link)s") % {"link": link},
    )


def own_account_in_time(*, last_day: date, link: str) -> Letter:
    """Text 7, in good time: 30 and 7 days before the grace ends."""
    until = {"day": day(last_day), "link": link}
    return Letter(
        title=_("Скоро нужна своя учётная запись"),
        text=_lines(
            _("До %(day)s включительно дневник открывается с детской учётной записью, потом нужна своя.") % until,
            _steps(link),
            _("Родители видят дневник, как и прежде."),
        ),
        short=_("Дневник: до %(day)s нужна своя подтверждённая учётная запись Госуслуг. %(link)s") % until,
    )


def congratulation(*, last_day: date, link: str, reminders: bool) -> Letter:
    """Text 7, on the 14th birthday. `reminders`: whether both of them are still ahead."""
    until = {"day": day(last_day), "link": link}
    return Letter(
        title=_("Тебе исполнилось 14 лет, поздравляем!"),
        text=_lines(
            _("Дневник работает как раньше. До %(day)s включительно нужна своя учётная запись.") % until,
            _steps(link),
            _("Напомним за 30 и за 7 дней.") if reminders else "",
            _("Родители видят дневник, как и прежде."),
        ),
        short=_("Поздравляем с 14-летием! До %(day)s для дневника нужна своя учётная запись. %(link)s") % until,
    )


def own_word_soon(*, days: int, link: str) -> Letter:
    """To a pupil who will be 18."""
    told = {"days": days, "link": link}
    return Letter(
        title=_("Скоро 18: решать будешь ты"),
        text=_lines(
            _("До твоего 18-летия осталось не больше %(days)s дней. После него согласие на дневник даёшь ты.") % told,
            _("Можно решить заранее, а ещё разрешить родителям и дальше видеть дневник: %(link)s") % told,
        ),
        short=_("Дневник: скоро тебе 18, согласие будешь давать ты. Решить заранее: %(link)s") % told,
    )


def child_decides_soon(*, days: int, link: str, child: str = "") -> Letter:
    """To an adult whose child will be 18."""
    told = {"days": days, "link": link}
    about = _("Ребёнок: %(name)s.") % {"name": child} if child else ""
    return Letter(
        title=_("Скоро ребёнку 18 лет"),
        text=_lines(
            about,
            _("До 18-летия вашего ребёнка осталось не больше %(days)s дней. После него о доступе решает уже он сам:")
            % told,
            _("дневник останется виден вам, если ребёнок это разрешит. Разрешить можно заранее: %(link)s") % told,
        ),
        short=_("Дневник: скоро вашему ребёнку 18, дальше доступ разрешает он сам. %(link)s") % told,
    )


def contact_code(*, code: str) -> Letter:
    """The only letter that goes to an address that nobody has proved."""
    told = _("Код для дневника: %(code)s. Он действует 15 минут.") % {"code": code}
    return Letter(
        title=_("Код для дневника"),
        text=_lines(told, _("Если вы его не просили, ничего не делайте: без кода адрес не подтвердится.")),
        short=told,
    )


def contact_changed(*, on: date, time: str, link: str, minor: bool) -> Letter:
    """The last letter to an address that is in use no more. The new one, if there is one, is not told (L14)."""
    told = {"day": day(on), "time": time, "link": link}
    if_another = (
        _("Если это не ты: смени пароль на Госуслугах, войди и снова укажи свой адрес: %(link)s")
        if minor
        else _("Если это не вы: смените пароль на Госуслугах, войдите и снова укажите свой адрес: %(link)s")
    )
    ask_school = (
        _("И попроси школу завершить все сеансы: так дневник закроется на чужих устройствах.")
        if minor
        else _("И попросите школу завершить все сеансы: так дневник закроется на чужих устройствах.")
    )
    return Letter(
        title=_("Сюда дневник больше не пишет"),
        text=_lines(
            _("%(day)s в %(time)s этот адрес убрали из дневника: письма сюда больше не приходят.") % told,
            _("Если так и задумано, ничего делать не нужно."),
            if_another % told,
            ask_school,
        ),
        short=_("Дневник: номер убрали, сюда больше не пишем. Если это сделали не вы: %(link)s") % told,
    )


def _steps(link: str) -> str:
    return _lines(
        _("1. Получи паспорт."),
        _("2. Внеси его на Госуслугах в «Профиль» и подтверди учётную запись."),
        _("3. Войди сюда: %(link)s") % {"link": link},
    )


def _number(number: str) -> str:
    return _("Номер обращения: %(number)s.") % {"number": number} if number else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
