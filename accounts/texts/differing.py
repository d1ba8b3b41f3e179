"""Pages of people whose record is known and differs. Ids: checklist 1.5 and 4.1; texts by number: real-life.md."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.matching.profile import Band
from accounts.matching.verdict import Field
from accounts.outcomes import Act, Facts, Page, Refused, Step
from accounts.texts import clock, pleas, unproved
from accounts.texts.filing import filed, last_resort, papers_turn, wait, with_school
from accounts.texts.places import FAMILY_URL, PROFILE_URL
from accounts.texts.voice import is_minor, to
from accounts.texts.words import difference_line

NAMES = frozenset({Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC})


def differs(facts: Facts) -> Page:
    """Names alone have M-02; whatever else a region makes block is told as it is."""
    names_only = {field for field, _kinds in facts.differences} <= NAMES
    return _correctable(_name_differs(facts) if names_only else _fields_differ(facts), facts)


def _name_differs(facts: Facts) -> Page:
    """M-02, verbatim, and what it lacks: which part differs and the steps."""
    return Page(
        title=_("Имя записано по-разному"),
        lead=_(
            "Ваши ФИО в учетных записях портала госуслуг и Дневник.ру не совпадают. "
            "Вероятно, где-то допущена ошибка или опечатка."
        ),
        highlight=listed(facts),
        details=(
            _(
                "Исправить ФИО в учетной записи портала госуслуг Вы можете самостоятельно. Для корректировки ФИО "
                "в учетной записи Дневник.ру обратитесь к администратору Дневник.ру в своей организации."
            ),
        ),
        steps=_compare(facts),
    )


def _fields_differ(facts: Facts) -> Page:
    return Page(
        title=_("Данные записаны по-разному"),
        lead=_("В школе и на Госуслугах данные записаны по-разному, поэтому дневник пока не открылся."),
        highlight=listed(facts),
        steps=_compare(facts),
    )


def _compare(facts: Facts) -> tuple[Step, ...]:
    """First to look, then one of two ways. The card of a child under 14 is the parents' to correct."""
    if facts.band is Band.UNDER_14:
        return (
            Step(_("Покажи эту страницу маме, папе или опекуну.")),
            Step(
                _("Взрослый открывает на Госуслугах твою карточку и сравнивает её со свидетельством о рождении."),
                FAMILY_URL,
                _("«Семья и дети»"),
            ),
            Step(_("Нашлась ошибка: взрослый исправляет карточку, а после проверки войди сюда ещё раз.")),
            _schools_mistake(facts),
        )
    return (
        Step(
            to(
                facts,
                pupil=_("Открой Госуслуги и сравни свои данные с паспортом."),
                adult=_("Откройте Госуслуги и сравните свои данные с паспортом."),
            ),
            PROFILE_URL,
            _("Госуслуги → «Профиль»"),
        ),
        Step(
            to(
                facts,
                pupil=_("Нашлась ошибка: исправь её на Госуслугах, дождись проверки и войди сюда ещё раз."),
                adult=_("Нашли ошибку: исправьте и войдите ещё раз, когда Госуслуги закончат проверку."),
            )
        ),
        _schools_mistake(facts),
    )


def _schools_mistake(facts: Facts) -> Step:
    """A button; once the school has answered it with a no, only the paper helps."""
    if pleas.last_refusal(facts):
        return Step(
            to(
                facts,
                pupil=_("На Госуслугах всё верно: пусть взрослый покажет документ администратору дневника в школе."),
                adult=_("На Госуслугах всё верно: покажите документ администратору дневника в школе."),
            )
        )
    return Step(
        to(
            facts,
            pupil=_("На Госуслугах всё верно: нажми здесь «Ошибка в школе»."),
            adult=_("На Госуслугах всё верно: нажмите здесь «Ошибка в школе»."),
        )
    )


def _grown_ups(facts: Facts) -> bool:
    """Whether only parents can correct it: the card of a child under 14, a certificate until 18."""
    certificate = {field for field, _kinds in facts.differences} == {Field.CERTIFICATE}
    return facts.band is Band.UNDER_14 or (is_minor(facts) and certificate)


def certificate_differs(facts: Facts) -> Page:
    """Text 3: the grown-ups of a pupil under 18 read it; an adult pupil compares alone."""
    told = _("Данные свидетельства о рождении ребёнка записаны в школе и на Госуслугах по-разному.")
    own = _("Данные вашего свидетельства о рождении записаны в школе и на Госуслугах по-разному.")
    title = _("Свидетельство записано по-разному")
    if pleas.waits(facts):
        return _correctable(Page(title=title, lead=told if is_minor(facts) else own), facts)
    another = tuple(filter(None, (unproved.corrected(facts),)))
    if not is_minor(facts):
        page = Page(title=title, lead=own, details=another, steps=_compare_own_certificate(facts))
        return _correctable(page, facts)
    first = _("Покажи эту страницу маме, папе или опекуну.")
    return _correctable(
        Page(title=title, lead=first, details=(told, *another), steps=_compare_certificate(facts)), facts
    )


def _compare_certificate(facts: Facts) -> tuple[Step, ...]:
    card = _("Откройте Госуслуги под своей учётной записью → «Семья и дети» → карточка ребёнка.")
    differs = _(
        "Не совпадает – исправьте в карточке, дождитесь проверки (от 15 минут до 5 рабочих дней), "
        "и пусть ребёнок войдёт снова."
    )
    return (Step(card, FAMILY_URL, _("«Семья и дети»")), _compare_paper(), Step(f"{_equal(facts)} {differs}"))


def _compare_own_certificate(facts: Facts) -> tuple[Step, ...]:
    differs = _(
        "Не совпадает – исправьте на Госуслугах, дождитесь проверки (от 15 минут до 5 рабочих дней) и войдите ещё раз."
    )
    documents = Step(_("Откройте Госуслуги → «Профиль» → «Документы»."), PROFILE_URL, _("Госуслуги → «Профиль»"))
    return (documents, _compare_paper(), Step(f"{_equal(facts)} {differs}"))


def _compare_paper() -> Step:
    return Step(_("Сравните серию, номер и дату с бумажным свидетельством."))


def _equal(facts: Facts) -> str:
    if pleas.last_refusal(facts):
        return _("Совпадает – покажите свидетельство администратору дневника в школе.")
    return _("Совпадает – нажмите здесь «Ошибка в школе».")


def _correctable(page: Page, facts: Facts) -> Page:
    """Either side may be wrong: the person's until «Ошибка в школе» is pressed, then the school's."""
    if pleas.waits(facts):
        handed = replace(page, owner=_("Исправляет школа"), details=(), steps=wait(facts))
        return filed(with_school(handed, facts), facts)
    ours = replace(page, owner=_owner(facts), waiting=clock.states_check(), otherwise=last_resort())
    return filed(ours, facts, act=None if pleas.last_refusal(facts) else Act.SCHOOL_IS_WRONG)


def _owner(facts: Facts) -> str:
    said_right = pleas.last_refusal(facts) is Refused.RECORD_IS_RIGHT
    if _grown_ups(facts):
        either = _("Исправляют взрослые (на Госуслугах) или школа (в дневнике)")
        return _("Исправляют взрослые на Госуслугах") if said_right else either
    if said_right:
        return to(facts, pupil=_("Исправляешь ты на Госуслугах"), adult=_("Исправляете вы на Госуслугах"))
    return to(
        facts,
        pupil=_("Исправляешь ты (на Госуслугах) или школа (в дневнике)"),
        adult=_("Исправляете вы (на Госуслугах) или школа (в дневнике)"),
    )


def snils_absent(facts: Facts) -> Page:
    """SNILS_ABSENT_SCHOOL, after another strong anchor."""
    page = Page(
        title=_("В школе не записан СНИЛС"),
        lead=to(
            facts,
            pupil=_("В школе не записан твой СНИЛС. На Госуслугах менять ничего не нужно."),
            adult=_("В школе не записан ваш СНИЛС. На Госуслугах менять ничего не нужно."),
        ),
        owner=_("Исправляет школа"),
    )
    if pleas.waits(facts):
        return filed(with_school(replace(page, steps=wait(facts)), facts), facts)
    again = to(
        facts,
        pupil=_("Потом войди сюда ещё раз: дневник откроется."),
        adult=_("Потом войдите сюда ещё раз: дневник откроется."),
    )
    asking = replace(page, steps=(Step(_offer(facts)), Step(again)), otherwise=last_resort())
    if pleas.last_refusal(facts):
        return filed(replace(asking, owner=papers_turn(facts)), facts)
    return filed(asking, facts, act=Act.OFFER_SNILS)


def _offer(facts: Facts) -> str:
    if pleas.last_refusal(facts):
        return to(
            facts,
            pupil=_("Попроси взрослых показать твой СНИЛС администратору дневника в школе."),
            adult=_("Покажите СНИЛС администратору дневника в школе."),
        )
    return to(
        facts,
        pupil=_(
            "Нажми «Передать мой СНИЛС школе»: отправим номер, проверенный Госуслугами, "
            "сотрудник школы сверит его, обычно за 1–3 рабочих дня."
        ),
        adult=_(
            "Нажмите «Передать мой СНИЛС школе»: отправим номер, проверенный Госуслугами, "
            "сотрудник школы сверит его, обычно за 1–3 рабочих дня."
        ),
    )


def listed(facts: Facts) -> str:
    """«Отличается: отчество (ё / е); пол (другое значение).»"""
    fields = "; ".join(difference_line(field, kinds) for field, kinds in facts.differences)
    return _("Отличается: %(fields)s.") % {"fields": fields} if fields else ""
