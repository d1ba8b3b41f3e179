"""What `migrate_issuer` says: figures and numbers of lines, nothing of any person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from accounts.subject_map import Fault

LINES_SHOWN = 20


def foretold(figures: Mapping[str, int]) -> list[str]:
    """The rehearsal's figures, a line for each that says something; those in brackets are part of the one above."""
    told = {
        "total": _("Учётных записей прежнего поставщика: %(n)s"),
        "planned": _("Перейдут сразу, по номеру: %(n)s"),
        "conflicts": _("Не перейдут: под новым номером человек уже входил, решит школа: %(n)s"),
        "waiting": _("Перейдут при первом входе: %(n)s"),
        "unconfirmed": _("  из них не смогут доказать себя, запись не подтверждена или детская: %(n)s"),
        "without_number": _("  из них без СНИЛС: %(n)s"),
        "doubled": _("  из них с одним СНИЛС на две записи: %(n)s"),
        "forgotten": _("  из них данные удалены по сроку: %(n)s"),
    }
    return [line % {"n": figures[name]} for name, line in told.items() if figures.get(name) or name in ALWAYS]


ALWAYS = frozenset({"total", "planned", "waiting"})


def in_state(figures: Mapping[str, int]) -> list[str]:
    """Whom the migration moved so far, and who is still to come."""
    told = {
        "moved_by_key": _("Перешли по номеру: %(n)s"),
        "met": _("  из них уже входили под новым номером: %(n)s"),
        "moved_by_proof": _("Перешли при первом входе, доказав себя: %(n)s"),
        "conflicts": _("Ждут решения школы: %(n)s"),
        "refuted": _("Список ошибся, под новым номером оказался другой человек: %(n)s"),
        "left": _("Ещё не перешли: %(n)s"),
    }
    lines = [line % {"n": figures[name]} for name, line in told.items()]
    return [
        *lines,
        *([_("Ошибок много? Список сбит: верните всех прежнему поставщику (undo).")] * bool(figures["refuted"])),
    ]


def counted(figures: Mapping[str, int]) -> str:
    """The same on one line of a list, without what is nothing."""
    told = {
        "planned": _("по репетиции: %(n)s"),
        "moved_by_key": _("перешли по номеру: %(n)s"),
        "moved_by_proof": _("при первом входе: %(n)s"),
        "conflicts": _("решит школа: %(n)s"),
        "refuted": _("список ошибся: %(n)s"),
        "returned": _("возвращены: %(n)s"),
        "stayed": _("вернуть нельзя: %(n)s"),
    }
    return "; ".join(line % {"n": figures[name]} for name, line in told.items() if figures[name])


def faulty_lines(fault: Fault, numbers: Sequence[int]) -> str:
    """«Не два номера через запятую. Строки: 3, 17»: the first twenty, then how many more."""
    told = {
        Fault.MALFORMED: _("Не читаются, нужны ровно два номера через запятую."),
        Fault.DOUBLED_OLD: _("Прежний номер повторяется, не использованы."),
        Fault.DOUBLED_NEW: _("Новый номер повторяется, не использованы."),
    }
    return _numbered(told[fault], numbers)


def unknown_lines(numbers: Sequence[int]) -> str:
    return _numbered(_("Прежнего номера у нас нет, пропущены."), numbers)


def _numbered(told: str, numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:LINES_SHOWN]))
    rest = len(numbers) - LINES_SHOWN
    more = _(" и ещё %(n)s") % {"n": rest} if rest > 0 else ""
    return _("%(told)s Строки (всего %(all)s): %(shown)s%(more)s") % {
        "told": told,
        "all": len(numbers),
        "shown": shown,
        "more": more,
    }


def rehearsed(key: object) -> str:
    return _("Ничего не изменено. Чтобы выполнить: manage.py migrate_issuer apply %(key)s --by …") % {"key": key}


def no_such_provider(issuer: str) -> str:
    return _("Внимание: в настройках нет поставщика %(issuer)s. Проверьте, нет ли опечатки.") % {"issuer": issuer}


def progress(done: int, total: int) -> str:
    return _("Перешли %(done)s из %(total)s") % {"done": done, "total": total}


def applied(key: object) -> str:
    return _(
        "Выполнено. Кто не перешёл сразу, перейдёт при первом входе.\n"
        "Вернуть всё: manage.py migrate_issuer undo %(key)s --by …\n"
        "Закончить время перехода: manage.py migrate_issuer finish %(key)s --by …"
    ) % {"key": key}


def still_at_the_former(names: Sequence[str]) -> str:
    told = _("Теперь переключите вход: в админке, «Регионы», у каждого из этих: %(names)s")
    return told % {"names": ", ".join(names)}


def finished(figures: Mapping[str, int]) -> str:
    return _("Время перехода закончено. Не перешли: %(n)s. Если кто-то из них вернётся, решит школа.") % {
        "n": figures["left"]
    }


def undone(*, returned: int, stayed: int, newcomers: int) -> list[str]:
    return [
        _("Возвращены прежнему поставщику: %(n)s") % {"n": returned},
        _("Вернуть нельзя, номер с тех пор сменился или занят: %(n)s") % {"n": stayed},
        _("Остались у нового: пришли уже к нему, прежнего номера у них нет: %(n)s") % {"n": newcomers},
        _("Всё, что люди сделали за это время, сохранено."),
    ]


def refused(reason: str, *, state: str, figures: Mapping[str, int]) -> str:
    """Why nothing was done, by the reason's code."""
    told = {
        "local_issuer": _("Наши собственные поставщики (urn:dnevnik:…) не меняются."),
        "same_issuer": _("Прежний и новый поставщик – один и тот же."),
        "nobody": _("У прежнего поставщика нет ни одной учётной записи. Проверьте, нет ли опечатки."),
        "another_runs": _("Другой перевод этих поставщиков ещё идёт. Сначала закончите его (finish) или отмените."),
        "unknown": _("Такого перевода нет. Список – в админке, страница «Переводы к новому поставщику»."),
        "wrong_state": _("С этим переводом так поступить нельзя. Его состояние: %(state)s.") % {"state": state},
        "changed": _(
            "Ничего не сделано: с репетиции выбыли или сменили номер – %(gone)s, уже вошли под новым – %(taken)s. "
            "Повторите репетицию."
        ) % {"gone": figures.get("gone", 0), "taken": figures.get("taken", 0)},
    }  # fmt: skip
    return told[reason]
