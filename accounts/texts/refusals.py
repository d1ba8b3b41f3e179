"""Pages of people whom the register knows and does not let in. Ids: checklist 1.5; texts by number: real-life.md."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.outcomes import Act, Facts, Page, SchoolContact, Step, Way
from accounts.texts import pleas
from accounts.texts.filing import filed, last_resort, to_child, wait, with_school
from accounts.texts.voice import to


def ambiguous(facts: Facts) -> Page:
    """Text 4: not a word about another record."""
    page = Page(
        title=_("Школа сверит данные"),
        lead=_("Чтобы открыть дневник, сотрудник школы сверит данные с документами. Обращение уже в школе."),
        owner=_("Проверяет школа"),
        steps=wait(facts),
    )
    return filed(with_school(page, facts), facts)


def wrong_role(facts: Facts) -> Page:
    """Text 6; whose account it is, without a word about records. «Да, это я» puts a case before the school."""
    return _role_is_checked(facts) if facts.number else _whose_account(facts)


def _whose_account(facts: Facts) -> Page:
    asked = to(
        facts,
        pupil=_("На Госуслугах открыта учётная запись «%(person)s». Это ты?"),
        adult=_("Вы вошли на Госуслуги как «%(person)s». Это вы?"),
    )
    no = to(
        facts,
        pupil=_("Нет: выйди из Госуслуг и войди под своей учётной записью."),
        adult=_("Нет: выйдите из Госуслуг и войдите под своей учётной записью."),
    )
    yes = to(
        facts,
        pupil=_("Да: нажми «Да, это я». Школа проверит, не перепутаны ли записи, и ответит обычно за 1–3 рабочих дня."),
        adult=_(
            "Да: нажмите «Да, это я». Школа проверит, не перепутаны ли записи, и ответит обычно за 1–3 рабочих дня."
        ),
    )
    return Page(
        title=_("Чья это учётная запись?"),
        lead=asked % {"person": facts.person},
        owner=to(
            facts,
            pupil=_("Решаешь ты, а если записи перепутаны – школа"),
            adult=_("Решаете вы, а если записи перепутаны – школа"),
        ),
        steps=(Step(no), Step(yes)),
        otherwise=last_resort(),
        shows_region=True,
        button=_("Нет, войти под своей учётной записью"),
        way=Way.LEAVE,
        acts=(Act.IT_IS_ME,),
    )


def _role_is_checked(facts: Facts) -> Page:
    page = Page(
        title=_("Школа проверит записи"),
        lead=_("Спасибо! Школа проверит, не перепутаны ли записи."),
        owner=_("Проверяет школа"),
        steps=wait(facts),
    )
    return filed(with_school(page, facts), facts)


def no_child(facts: Facts) -> Page:
    """M-10, and «добавить меня к ребёнку»."""
    verbatim = _(
        "Если при входе в Дневник.ру через свою подтвержденную учетную запись, родитель не видит данные "
        "обучающегося, то необходимо обратиться в образовательную организацию для привязки профиля родителя "
        "к профилю обучающегося в Дневник.ру."
    )
    page = Page(
        title=_("Ребёнок пока не связан с вами"),
        lead=_("Мы узнали вас, но в школе с вами пока не связан ни один ребёнок."),
        owner=_("Исправляет школа"),
        details=(_("С вашей учётной записью всё в порядке: на Госуслугах менять ничего не нужно."),),
        steps=wait(facts),
    )
    if pleas.waits(facts):
        return replace(filed(with_school(page, facts), facts), keeping="")
    again = _("Проверьте класс и имя ребёнка и нажмите «Добавить меня к ребёнку»: школа посмотрит снова.")
    steps = to_child(facts, name_again=again) if pleas.last_refusal(facts) else _ask_for_child()
    asking = with_school(replace(page, details=(*page.details, verbatim), steps=steps), facts)
    return replace(filed(asking, facts, act=Act.ADD_CHILD), keeping="", otherwise=last_resort())


def _ask_for_child() -> tuple[Step, ...]:
    return (
        Step(_("Нажмите «Добавить меня к ребёнку» и укажите класс и имя ребёнка: просьба уйдёт в школу.")),
        Step(
            _(
                "Школа сверит её с документами. Если она попросит, принесите паспорт и свидетельство о рождении "
                "ребёнка (решение суда, акт опеки)."
            )
        ),
        Step(_("Когда школа свяжет вас с ребёнком, войдите сюда ещё раз: дневник откроется.")),
    )


def restricted(facts: Facts) -> Page:
    """Text 5: the school where the adult had access, else the region's office; by post where the region reads it."""
    come = _(
        "Чтобы разобраться, придите лично с паспортом и документом о родстве или опеке "
        "(свидетельство о рождении, решение суда, акт опеки)."
    )
    steps = [Step(come), Step(_where_to_come(facts))]
    by_post = _("Такие вопросы решаются лично или письмом: так мы бережём детей.")
    in_person = _("Такие вопросы решаются только лично: так мы бережём детей.")
    if facts.region.post_address:
        address = {"address": facts.region.post_address.rstrip(".")}
        steps.append(Step(_("Если приехать не получается, напишите: %(address)s.") % address))
    return Page(
        title=_("Этот вопрос решается лично"),
        lead=_("Сейчас дневник не может показать вам сведения."),
        owner=_("Решает школа") if facts.school else _("Решают сотрудники, которые принимают лично"),
        details=(by_post if facts.region.post_address else in_person,),
        steps=tuple(steps),
        shows_school=True,
        shows_region=True,
        button=_("Вернуться на страницу входа"),
    )


def _where_to_come(facts: Facts) -> str:
    where = _reception(facts.school) if facts.school else facts.region.office
    if where:
        return _("Куда прийти: %(where)s.") % {"where": where.rstrip(".")}
    if facts.region.hotline:
        return _("Куда прийти, скажут по горячей линии, номер ниже.")
    return _("Куда прийти, спросите в школе, где учится ребёнок.")


def _reception(school: SchoolContact) -> str:
    return ", ".join(part for part in (school.name, school.room, school.hours) if part)
