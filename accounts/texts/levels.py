"""Pages of accounts that are not sure enough, or outgrown. Texts by number: real-life.md."""

from django.utils.translation import gettext as _

from accounts.matching.profile import Band
from accounts.outcomes import Facts, Page, Step, Way
from accounts.texts.clock import day
from accounts.texts.places import CENTRES_URL, CHILD_ACCOUNT_URL, CONFIRM_URL
from accounts.texts.voice import to


def level_low(facts: Facts) -> Page:
    """Text 1."""
    return _childs_level_low() if facts.band is Band.UNDER_14 else _own_level_low(facts)


def _own_level_low(facts: Facts) -> Page:
    steps = (
        Step(
            to(
                facts,
                pupil=_("Открой Госуслуги → «Профиль» → «Подтвердить учётную запись»."),
                adult=_("Откройте Госуслуги → «Профиль» → «Подтвердить учётную запись»."),
            ),
            CONFIRM_URL,
            _("Как подтвердить"),
        ),
        Step(
            to(
                facts,
                pupil=_("Подтверди её там же (часто это можно через банк) или с паспортом в МФЦ."),
                adult=_("Подтвердите её там же (часто это можно через свой банк) или с паспортом в МФЦ."),
            ),
            CENTRES_URL,
            _("Адреса МФЦ"),
        ),
        Step(to(facts, pupil=_("Войди сюда снова."), adult=_("Войдите сюда снова."))),
    )
    of_children = (
        _("Ребёнку до 14 лет детскую учётную запись создаёт родитель: Госуслуги → «Семья и дети»."),
        _("Проверка свидетельства иногда занимает несколько недель."),
    )
    return Page(
        title=_("Учётная запись не подтверждена"),
        lead=to(
            facts,
            pupil=_(
                "Твоя учётная запись на Госуслугах не подтверждена, поэтому дневник не открывается. "
                "Само это не изменится."
            ),
            adult=_(
                "Ваша учётная запись на Госуслугах не подтверждена, поэтому дневник не открывается. "
                "Само это не изменится."
            ),
        ),
        owner=_mine(facts),
        steps=steps,
        details=of_children if facts.band is None else (),
        keeping=_kept(facts),
        shows_region=True,
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def _childs_level_low() -> Page:
    return Page(
        title=_("Нужна детская учётная запись"),
        lead=_(
            "Эта учётная запись на Госуслугах не подтверждена, поэтому дневник не открывается. Само это не изменится."
        ),
        owner=_("Исправляет родитель, в школу обращаться не нужно"),
        steps=(
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(
                _("Детскую учётную запись создаёт родитель: Госуслуги → «Семья и дети»."),
                CHILD_ACCOUNT_URL,
                _("Как создать"),
            ),
            Step(_("Когда она будет готова, войди сюда снова.")),
        ),
        waiting=_("Проверка свидетельства иногда занимает несколько недель."),
        details=(_("Если свидетельство о рождении иностранное, детскую учётную запись создают в МФЦ."),),
        shows_region=True,
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def age_transition(facts: Facts) -> Page:
    """Text 7, after the date."""
    return Page(
        title=_("Нужна своя учётная запись"),
        lead=to(
            facts,
            pupil=_(
                "Чтобы снова открыть дневник, нужна твоя подтверждённая учётная запись Госуслуг: "
                "детская действует до 14 лет."
            ),
            adult=_(
                "Чтобы снова открыть дневник, нужна ваша подтверждённая учётная запись Госуслуг: "
                "детская действует до 14 лет."
            ),
        ),
        owner=_mine(facts),
        steps=_to_own_account(facts),
        waiting=_("Проверка паспорта занимает обычно от 15 минут до 5 рабочих дней, иногда несколько недель."),
        details=(_("Родители видят дневник, как и прежде."),),
        shows_region=True,
        button=_("Войти ещё раз"),
        way=Way.AGAIN,
    )


def age_transition_soon(facts: Facts) -> Page:
    """Text 7, before the date: a notice on the desk of a pupil whom nobody has locked out. Wants `grace_until`."""
    until = day(facts.grace_until) if facts.grace_until else ""
    return Page(
        title=to(
            facts, pupil=_("Тебе исполнилось 14 лет, поздравляем!"), adult=_("Вам исполнилось 14 лет, поздравляем!")
        ),
        lead=_("Дневник работает как раньше. До %(day)s включительно нужна своя учётная запись.") % {"day": until},
        steps=_to_own_account(facts),
        details=(f"{_reminders(facts)} {_('Родители видят дневник, как и прежде.')}",),
    )


def _reminders(facts: Facts) -> str:
    """Promised only where there is somewhere to write to."""
    if facts.contact or facts.region.has_notice_channel:
        return _("Напомним за 30 и за 7 дней.")
    return to(
        facts,
        pupil=_("Хочешь, напомним письмом? Укажи внизу страницы, куда сообщать о новостях."),
        adult=_("Хотите, напомним письмом? Укажите внизу страницы, куда сообщать о новостях."),
    )


def _to_own_account(facts: Facts) -> tuple[Step, ...]:
    return (
        Step(to(facts, pupil=_("Получи паспорт."), adult=_("Получите паспорт."))),
        Step(
            to(
                facts,
                pupil=_("Внеси его на Госуслугах в «Профиль» и подтверди учётную запись."),
                adult=_("Внесите его на Госуслугах в «Профиль» и подтвердите учётную запись."),
            ),
            CONFIRM_URL,
            _("Как подтвердить"),
        ),
        Step(to(facts, pupil=_("Войди сюда."), adult=_("Войдите сюда."))),
    )


def _mine(facts: Facts) -> str:
    return to(
        facts,
        pupil=_("Исправляешь ты, в школу обращаться не нужно"),
        adult=_("Исправляете вы, в школу обращаться не нужно"),
    )


def _kept(facts: Facts) -> str:
    """The school has nothing to answer here, so the reason is another."""
    if facts.kept_until is None:
        return ""
    return _("Данные, полученные от Госуслуг, храним до %(day)s, потом удаляем.") % {"day": day(facts.kept_until)}
