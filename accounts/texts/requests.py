"""What people read while they hand a case to a school, ask for a link, or name an address for the answer."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.outcomes import Facts, Refused
from accounts.texts.clock import day
from accounts.texts.pleas import refused
from accounts.texts.voice import to

RELATIONS: Mapping[str, object] = {
    "mother": gettext_lazy("мама"),
    "father": gettext_lazy("папа"),
    "guardian": gettext_lazy("опекун или попечитель"),
    "foster": gettext_lazy("приёмный родитель"),
    "institution": gettext_lazy("представитель детского дома"),
    "trusted": gettext_lazy("доверенное лицо"),
}
"""Codes of `ParentChildLink.Relation` that somebody may call oneself, in the words of a family."""

WORDS = {
    "school_class": gettext_lazy("Класс"),
    "class_unknown": gettext_lazy("Не знаю класс"),
    "listed": gettext_lazy("О ком вы просите"),
    "listed_how": gettext_lazy("Ваши дети на Госуслугах, чьи свидетельства о рождении там уже проверили:"),
    "another_child": gettext_lazy("Другой ребёнок: впишу имя"),
    "choose_child": gettext_lazy("Выберите ребёнка или впишите имя."),
    "not_listed": gettext_lazy("Этого ребёнка в вашем списке нет. Выберите ещё раз или впишите имя."),
    "child_surname": gettext_lazy("Фамилия ребёнка"),
    "child_given_name": gettext_lazy("Имя ребёнка"),
    "child_patronymic": gettext_lazy("Отчество ребёнка"),
    "if_any": gettext_lazy("Если есть."),
    "relation": gettext_lazy("Кем вы приходитесь ребёнку"),
    "choose": gettext_lazy("Выберите"),
    "not_a_name": gettext_lazy("Напишите буквами, как в свидетельстве о рождении."),
    "email": gettext_lazy("Электронная почта"),
    "email_or_phone": gettext_lazy("Электронная почта или мобильный телефон"),
    "not_an_email": gettext_lazy("Это не похоже на адрес. Он выглядит так: anna@example.ru."),
    "not_an_address": gettext_lazy("Нужен адрес почты или мобильный телефон, например +7 900 123-45-67."),
    "code": gettext_lazy("Код из шести цифр"),
    "not_a_code": gettext_lazy("Код состоит из шести цифр."),
}
"""Labels of forms and what they say of a slip."""


def proposed(child_school: str) -> str:
    return _("Просьба передана: %(school)s. Сотрудник школы сверит её с документами, обычно за 1–3 рабочих дня.") % {
        "school": child_school
    }


def too_many_proposals() -> str:
    return _("Десять ваших просьб уже ждут ответа. Дождитесь, пока школа ответит хотя бы на одну.")


def code_sent(address: str) -> str:
    return _("Код отправлен на %(address)s. Он действует 15 минут.") % {"address": address}


def too_many_handovers() -> str:
    return _("Сегодня обращение уже передавали в несколько школ. Пусть они ответят, а завтра можно указать другую.")


def already_there(school: str) -> str:
    return _("Обращение уже там: %(school)s. Новое не нужно, остаётся дождаться ответа.") % {"school": school}


def too_many_codes() -> str:
    return _("Мы уже отправили несколько кодов. Новый можно попросить через час, а этот шаг можно пропустить.")


def code_answer(answer: str) -> str:
    """What is said of a typed code; the codes of `accounts.actions.contacts.Answer`."""
    return {
        "confirmed": _("Адрес подтверждён: сообщим на него, когда школа ответит."),
        "wrong": _("Код не подошёл: нужно проверить цифры и ввести их ещё раз."),
        "over": _("Этот код больше не действует, нужен новый."),
    }[answer]


def contact_ended() -> str:
    return _("Адрес удалён: писать на него больше не будем.")


def case_state(state: str, facts: Facts) -> str:
    """What an open page says of its case. `state`: quiet, unsent, waiting, changed, open or over."""
    return {
        "quiet": _("Пока ничего не изменилось."),
        "unsent": to(
            facts,
            pupil=_("Обращение ещё не в школе: укажи школу, и мы его передадим."),
            adult=_("Обращение ещё не в школе: укажите школу, и мы его передадим."),
        ),
        "waiting": _("Обращение в школе, ответа пока нет. Обычно отвечают за 1–3 рабочих дня."),
        "changed": to(
            facts,
            pupil=_("В обращении кое-что изменилось. Войди ещё раз: мы скажем, что делать дальше."),
            adult=_("В обращении кое-что изменилось. Войдите ещё раз: мы скажем, что делать дальше."),
        ),
        "open": to(
            facts,
            pupil=_("Теперь можно войти: войди ещё раз."),
            adult=_("Теперь можно войти: войдите ещё раз."),
        ),
        "over": to(
            facts,
            pupil=_("Эта страница больше не обновляется. Войди ещё раз, номер будет тот же."),
            adult=_("Эта страница больше не обновляется. Войдите ещё раз, номер будет тот же."),
        ),
    }[state]


def school_answered(reason: Refused, facts: Facts, *, on: date) -> str:
    """The school's «no» in the words of the page itself."""
    return refused(reason, facts) % {"day": day(on)}


def provider_state(*, answers: bool) -> str:
    return _("Госуслуги снова отвечают:") if answers else _("Госуслуги пока не отвечают. Пробуем дальше.")


def enter_link() -> str:
    """Ends the sentence that `provider_state` begins."""
    return _("войдите")
