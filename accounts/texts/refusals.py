"""Pages of people whom the register does not let in. Ids: checklist 1.5 and 4.1; texts by number: real-life.md."""

from django.utils.translation import gettext as _

from accounts.matching.profile import Band
from accounts.matching.verdict import Field
from accounts.outcomes import Facts, Page, Step
from accounts.texts.words import difference_line

PROFILE_URL = "https://lk.gosuslugi.ru/profile/personal"
FAMILY_URL = "https://lk.gosuslugi.ru/profile/family"
MINORS = (Band.UNDER_14, Band.FROM_14)


def differs(facts: Facts) -> Page:
    names_only = {field for field, _kinds in facts.differences} <= {Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC}
    return _name_differs(facts) if names_only else _other_field_differs(facts)


def _name_differs(facts: Facts) -> Page:
    """M-02, verbatim, and what it lacks: which part differs, the steps, the clock."""
    return Page(
        title=_("Имя записано по-разному"),
        lead=_(
            "Ваши ФИО в учетных записях портала госуслуг и Дневник.ру не совпадают. "
            "Вероятно, где-то допущена ошибка или опечатка."
        ),
        owner=_("Исправляете вы (на Госуслугах) или школа (в дневнике)"),
        highlight=_("Отличается: %(fields)s.") % {"fields": _listed(facts)},
        details=(
            _(
                "Исправить ФИО в учетной записи портала госуслуг Вы можете самостоятельно. Для корректировки ФИО "
                "в учетной записи Дневник.ру обратитесь к администратору Дневник.ру в своей организации."
            ),
        ),
        steps=(
            Step(
                _("Откройте Госуслуги и сравните своё имя с паспортом или свидетельством о рождении."),
                PROFILE_URL,
                _("Госуслуги → «Профиль»"),
            ),
            Step(_("Ошибка на Госуслугах: исправьте её там, дождитесь проверки и войдите сюда ещё раз.")),
            Step(
                _(
                    "На Госуслугах всё верно: ошибка в школе. "
                    "Позвоните администратору дневника и назовите номер обращения."
                )
            ),
        ),
        waiting=_(
            "Госуслуги проверяют исправление обычно от 15 минут до 5 рабочих дней, иногда несколько недель. "
            "Когда исправит школа, мы перепроверим сразу, а потом ещё раз ночью."
        ),
        otherwise=_last_resort(),
        shows_number=True,
        shows_school=True,
        button=_("Вернуться на страницу входа"),
    )


def _other_field_differs(facts: Facts) -> Page:
    """Text 3 (BIRTHCERT_DIFF), for whatever a region makes block."""
    minor = facts.band in MINORS
    first = (_("Покажи эту страницу маме, папе или опекуну."),) if minor else ()
    return Page(
        title=_("Данные записаны по-разному"),
        lead=_("В школе и на Госуслугах записано по-разному: %(fields)s.") % {"fields": _listed(facts)},
        owner=_("Исправляете вы (на Госуслугах) или школа (в дневнике)"),
        details=first,
        steps=(
            Step(
                _("Откройте Госуслуги под своей учётной записью и сравните данные с бумажным документом."),
                FAMILY_URL if minor else PROFILE_URL,
                _("Госуслуги → «Семья и дети»") if minor else _("Госуслуги → «Профиль»"),
            ),
            Step(_("Не совпадает: исправьте там, дождитесь проверки и войдите сюда снова.")),
            Step(_("Совпадает: ошибка в школе. Позвоните администратору дневника и назовите номер обращения.")),
        ),
        waiting=_("Проверка на Госуслугах занимает от 15 минут до 5 рабочих дней, иногда несколько недель."),
        otherwise=_last_resort(),
        shows_number=True,
        shows_school=True,
        button=_("Вернуться на страницу входа"),
    )


def not_found(facts: Facts) -> Page:
    """M-04 for a pupil under 18, M-05 for everybody else where the region has a form; text 2 where it has none."""
    if facts.region.feedback_url:
        return _not_found_by_form(facts)
    return Page(
        title=_("Мы вас не нашли"),
        lead=_("К сожалению, мы не смогли найти Ваш профиль Дневник.ру по данным, предоставленным порталом госуслуг."),
        owner=_("Исправляет школа"),
        details=(_("Чаще всего школа ещё не внесла СНИЛС или в нём опечатка. На Госуслугах менять ничего не нужно."),),
        steps=(
            Step(
                _("Позвоните в школу, где учится ребёнок, или зайдите к администратору дневника с паспортом и СНИЛС.")
            ),
            Step(_("Попросите проверить, записан ли СНИЛС и нет ли в нём ошибки, и назовите номер обращения.")),
            Step(_("Когда школа исправит запись, войдите сюда ещё раз.")),
        ),
        waiting=_("Обычно школа отвечает за 1–3 рабочих дня. Мы перепроверяем каждую ночь."),
        otherwise=_last_resort(),
        shows_number=True,
        shows_region=True,
        button=_("Вернуться на страницу входа"),
    )


def _not_found_by_form(facts: Facts) -> Page:
    minor = facts.band in MINORS
    lead = (
        _(
            "Ваш дневник не найден. "
            "Чтобы решить проблему, попросите родителей сообщить о ней через форму обратной связи."
        )
        if minor
        else _("Ваш дневник не найден. Чтобы решить проблему, сообщите о ней через форму обратной связи.")
    )
    return Page(
        title=_("Дневник не найден"),
        lead=lead,
        owner=_("Исправляет школа"),
        details=(_("Школа проверит СНИЛС, свидетельство о рождении и ФИО. На Госуслугах менять ничего не нужно."),),
        steps=(
            Step(
                _("Откройте форму обратной связи и напишите, в какой школе и каком классе учится ребёнок."),
                facts.region.feedback_url,
                _("Форма обратной связи"),
            ),
            Step(_("Укажите в обращении номер, который стоит ниже.")),
            Step(_("Когда школа исправит запись, войдите сюда ещё раз.")),
        ),
        waiting=_("Обычно отвечают за 1–3 рабочих дня, ответ придёт в форму. Мы перепроверяем каждую ночь."),
        otherwise=_last_resort(),
        shows_number=True,
        shows_region=True,
        button=_("Вернуться на страницу входа"),
    )


def ambiguous(_facts: Facts) -> Page:
    """Text 4."""
    return Page(
        title=_("Школа сверит данные"),
        lead=_("Чтобы открыть дневник, сотрудник школы сверит данные с документами. Обращение уже в школе."),
        owner=_("Проверяет школа"),
        steps=(
            Step(_("Подождите ответа школы: на Госуслугах менять ничего не нужно.")),
            Step(_("Через день-два войдите сюда ещё раз.")),
        ),
        waiting=_("Обычно это занимает 1–3 рабочих дня."),
        otherwise=_("Если дневник не открылся и через три дня, позвоните в школу и назовите номер."),
        shows_number=True,
        shows_school=True,
        button=_("Вернуться на страницу входа"),
    )


def wrong_role(facts: Facts) -> Page:
    """Text 6; whose account it is, without a word about records."""
    return Page(
        title=_("Проверьте, под чьей учётной записью вы вошли"),
        lead=_("Вы вошли на Госуслуги как «%(person)s». Это вы?") % {"person": facts.person},
        owner=_("Решаете вы, а если запись перепутана – школа"),
        steps=(
            Step(_("Нет: выйдите из Госуслуг и войдите под своей учётной записью.")),
            Step(_("Да, это я: позвоните в школу и попросите проверить, не перепутаны ли записи ребёнка и взрослого.")),
        ),
        waiting=_("Школа отвечает обычно за 1–3 рабочих дня, потом войдите ещё раз."),
        shows_school=True,
        shows_region=True,
        button=_("Войти под своей учётной записью"),
    )


def no_child(_facts: Facts) -> Page:
    """M-10."""
    return Page(
        title=_("Ребёнок пока не связан с вами"),
        lead=_("Мы узнали вас, но в школе с вами пока не связан ни один ребёнок."),
        owner=_("Исправляет школа"),
        details=(
            _("С вашей учётной записью всё в порядке: на Госуслугах менять ничего не нужно."),
            _(
                "Если при входе в Дневник.ру через свою подтвержденную учетную запись, родитель не видит данные "
                "обучающегося, то необходимо обратиться в образовательную организацию для привязки профиля родителя "
                "к профилю обучающегося в Дневник.ру."
            ),
        ),
        steps=(
            Step(
                _(
                    "Позвоните в школу или придите с паспортом и свидетельством о рождении ребёнка "
                    "(решением суда, актом опеки)."
                )
            ),
            Step(_("Попросите администратора дневника связать вас с ребёнком и назовите номер обращения.")),
            Step(_("Когда школа это сделает, войдите сюда ещё раз: дневник откроется.")),
        ),
        waiting=_("Обычно это занимает 1–3 рабочих дня. Мы перепроверяем сразу после исправления и каждую ночь."),
        otherwise=_last_resort(),
        shows_number=True,
        shows_school=True,
        button=_("Вернуться на страницу входа"),
    )


def _listed(facts: Facts) -> str:
    return "; ".join(difference_line(field, kinds) for field, kinds in facts.differences)


def _last_resort() -> str:
    """M-11."""
    return _(
        "Если после выполнения инструкций вы все равно не можете войти, необходимо обратиться в образовательную "
        "организацию для проверки и корректировки данных в электронном дневнике. Данные в электронном дневнике "
        "должны совпадать с данными Госуслуг."
    )
