"""The catalogue: every text that this app shows a person outside the admin's own labels."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def snils_column() -> str:
    return _("СНИЛС")


def certificate_column() -> str:
    return _("Свидетельство")


def name_differs() -> str:
    return _(
        "По СНИЛС или свидетельству это уже записанный ученик, но имя другое. "
        "Сверьте с документом: исправьте номер в файле или имя в дневнике. Строка пропущена."
    )


def namesake_with_another_number() -> str:
    return _(
        "Ученик с таким же именем и датой рождения уже записан, но с другим СНИЛС или свидетельством. "
        "Сверьте номера с документами и исправьте тот, что неверен: в файле или в дневнике. "
        "Если это полный тёзка, внесите его вручную. Строка пропущена."
    )


def several_namesakes() -> str:
    return _(
        "Таких учеников несколько: имена одинаковы, а номера в строке ни на кого из них не указывают. "
        "Впишите в файл СНИЛС, который записан в дневнике. Строка пропущена."
    )


def number_of_another() -> str:
    return _("СНИЛС родителя уже записан у другого взрослого этой школы. Сверьте с документом. Родитель пропущен.")


def certificate_of_another() -> str:
    return _("Это свидетельство уже записано у другого ученика школы. Сверьте с документом. Свидетельство пропущено.")


def value_kept(field: str) -> str:
    """A value that a person entered and the file says otherwise: it stays."""
    return {
        "birth_date": _("В дневнике записана другая дата рождения, она оставлена. Сверьте с документом."),
        "gender": _("В дневнике записан другой пол, он оставлен."),
        "snils": _("В дневнике записан другой СНИЛС, он оставлен. Сверьте с документом."),
        "certificate": _("В дневнике записано другое свидетельство, оно оставлено. Сверьте с документом."),
    }[field]


def link_closed_by_person() -> str:
    return _(
        "Похоже, связь этого взрослого с ребёнком закрыл сотрудник школы, или её не подтвердил второй сотрудник, "
        "или отмечено, что взрослый выбыл. Список её не откроет. "
        "Если это другой человек или связь снова нужна, добавьте её вручную. Родитель пропущен."
    )


def link_of_two() -> str:
    """Said of a link that one person opened where the region wants two."""
    return _("Связь записана и ждёт второго сотрудника школы. Пока он не подтвердит, она ничего не открывает.")


def link_awaits_second() -> str:
    return _("Эта связь уже записана и ждёт второго сотрудника. Решите её в разделе «Связи ждут второго сотрудника».")


def link_restricted() -> str:
    return _("Связь не создана: есть ограничение.")


def link_to_oneself() -> str:
    return _("Связь не создана: в обеих записях один и тот же человек.")


def link_awaits_decision(student: str) -> str:
    told = {"student": student}
    return _("Связь не создана: %(student)s – перевод с ограничением. Сначала решите его в карточке ученика.") % told


def already_linked() -> str:
    return _("Эти двое уже связаны, подтверждать нечего. Нажмите «Отклонить»: открытая связь останется.")


def second_is_another() -> str:
    return _("Вы открыли эту связь сами, поэтому подтвердит её другой сотрудник школы.")


def second_is_of_the_school() -> str:
    return _("Эту связь подтверждает администратор школы. Вы в эту школу не назначены.")


def second_is_not_the_parent() -> str:
    return _(
        "В записи родителя ваши фамилия и имя: такую связь подтверждает другой сотрудник. "
        "Если это ваш тёзка, а вас в школе двое – отклоните и откройте её сами, тогда подтвердит коллега."
    )


def restriction_awaits_decision() -> str:
    return _(
        "Ученик переведён с ограничением: связи откроются после решения. "
        "Решите его в разделе «Ограничения» и загрузите список ещё раз. Взрослые этой строки пропущены."
    )


def no_such_school(code: str) -> str:
    return _("Школы с кодом «%(code)s» нет. Проверьте код: он указан в карточке школы.") % {"code": code}


def no_such_file(name: str) -> str:
    return _("Файл «%(name)s» не открывается. Проверьте имя и права на чтение.") % {"name": name}


def number_taken_meanwhile() -> str:
    return _("Пока шла загрузка, кто-то внёс один из этих номеров. Ничего не загружено: запустите ещё раз.")


def busy_meanwhile() -> str:
    return _("Записи школы сейчас меняет кто-то другой. Ничего не загружено: запустите ещё раз.")


def counts_told() -> dict[str, str]:
    """The figures of a preview in words, in the order of telling."""
    return {
        "rows": _("строк в файле"),
        "rows_refused": _("строк пропущено из-за ошибок"),
        "students_new": _("новых учеников"),
        "students_filled": _("записей учеников дополнено"),
        "students_kept": _("записей учеников без изменений"),
        "parents_new": _("новых родителей"),
        "parents_filled": _("записей родителей дополнено"),
        "parents_kept": _("записей родителей без изменений"),
        "links_new": _("новых связей родителей с детьми"),
        "restrictions_carried": _("ограничений передано с переводом"),
    }


def roster_summary(counts: Mapping[str, int]) -> str:
    """The figures of a preview, a line each."""
    return "\n".join(f"  {told}: {counts[name]}" for name, told in counts_told().items())


def remark_line(*, number: int, column: str, message: str, refuses: bool) -> str:
    """«строка 17, СНИЛС: …»; an error is marked."""
    place = _("строка %(number)s") % {"number": number} + (f", {column}" if column else "")
    mark = _("ОШИБКА") + " " if refuses else ""
    return f"  {mark}{place}: {message}"


def ignored(columns: str) -> str:
    return _("Эти столбцы дневнику не нужны и не читались: %(columns)s") % {"columns": columns}


def preview_only() -> str:
    return _("Это предпросмотр, ничего не записано. Чтобы загрузить, добавьте --apply.")


def applied() -> str:
    return _("Список загружен.")


def audit_sound() -> str:
    return _("Журнал цел: все печати сходятся.")


def audit_unsound() -> str:
    return _("Журнал не сходится с печатями. Сохраните базу как есть и найдите, кто и когда её менял.")


def audit_problem(fault: str, *, seal: int | None, events: int) -> str:
    """One line about one problem; `fault` is a code of `schools.actions.seals.Fault`."""
    words = {
        "changed": _("Печать № %(seal)s: содержание событий изменено."),
        "count": _("Печать № %(seal)s: число событий не то, лишних или пропавших – %(events)s."),
        "chain": _("Печать № %(seal)s: не продолжает предыдущую."),
        "no_seal": _("Печать № %(seal)s пропала, событий под ней – %(events)s."),
        "late": _("Внимание: событий, которые ждут печати дольше часа, – %(events)s. Работает ли фоновый процесс?"),
    }
    return words[fault] % {"seal": seal, "events": events}
