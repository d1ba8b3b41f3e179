"""The words on buttons that act at once."""

from django.utils.translation import gettext as _

from accounts.outcomes import Act, Facts


def back_to_diary() -> str:
    """The way out of another school's page for somebody who is in."""
    return _("Вернуться в дневник")


def act_label(act: Act, facts: Facts) -> str:
    return {
        Act.NAME_SCHOOL: _("Указать школу заново") if facts.sent_on else _("Передать в школу"),
        Act.SCHOOL_IS_WRONG: _("Ошибка в школе"),
        Act.OFFER_SNILS: _("Передать мой СНИЛС школе"),
        Act.ADD_CHILD: _("Добавить меня к ребёнку"),
        Act.IT_IS_ME: _("Да, это я"),
        Act.CONTACT: _("Изменить, куда сообщить") if facts.contact else _("Куда сообщить об ответе"),
        Act.REMIND_PARENTS: _("Напомнить родителям"),
    }[act]
