"""The day the issuer changes: rehearsed, applied, undone (ADR 13; for operators, docs/ru/smena-postavshchika.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.issuers import applying, rehearsing, standing, undoing
from accounts.actions.issuers.rehearsing import Wanted
from accounts.actions.issuers.scope import NotPossible
from accounts.models import IdentityMigration
from accounts.subject_map import MOST_BYTES, SubjectMap, read
from accounts.texts import issuers as texts
from schools.models import Region

Way = IdentityMigration.Way
BY = "migrate_issuer"


class Command(BaseCommand):
    tenth = 0
    help = "Смена поставщика входа: репетиция с отчётом, выполнение, отмена. Личных данных не печатает."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        rehearse = deeds.add_parser("rehearse", help="показать, кто перейдёт и кто нет; ничего не меняет")
        rehearse.add_argument("--from", dest="former", required=True, metavar="ISSUER", help="прежний поставщик")
        rehearse.add_argument("--to", dest="new", required=True, metavar="ISSUER", help="новый поставщик")
        way = rehearse.add_mutually_exclusive_group(required=True)
        way.add_argument("--same-subject", action="store_true", help="номера учётных записей те же")
        way.add_argument("--mapping", metavar="ФАЙЛ", help="CSV: прежний номер, новый номер")
        way.add_argument("--first-return", action="store_true", help="номера неизвестны: каждый докажет себя сам")
        rehearse.add_argument("--region", metavar="КОД", help="только один регион")
        deeds.add_parser("apply", help="сделать то, что показала репетиция")
        deeds.add_parser("status", help="кто перешёл, кто ещё нет")
        deeds.add_parser("finish", help="закончить время перехода")
        deeds.add_parser("undo", help="вернуть всех к прежнему поставщику")
        for name, parsed in deeds.choices.items():
            if name != "rehearse":
                parsed.add_argument("migration", type=UUID, help="ключ из отчёта репетиции")
            if name != "status":
                parsed.add_argument("--by", required=True, metavar="КТО", help="кто отвечает, для журнала")

    def handle(self, *, deed: str, **options: Any) -> None:
        try:
            lines = DEEDS[deed](self, **options)
        except NotPossible as refusal:
            state = str(IdentityMigration.State(refusal.state).label) if refusal.state else ""
            raise CommandError(texts.refused(refusal.reason, state=state, figures=refusal.figures)) from None
        self.stdout.write("\n".join(lines))

    def rehearse(
        self, *, former: str, new: str, region: str | None, mapping: str | None, by: str, **options: Any
    ) -> list[str]:
        subjects = read_map(Path(mapping)) if mapping else None
        way = Way.MAPPING if mapping else Way.SAME_SUBJECT if options["same_subject"] else Way.FIRST_RETURN
        wanted = Wanted(from_issuer=former, to_issuer=new, way=way, region=region_by(region), subjects=subjects)
        made = rehearsing.rehearse(wanted=wanted, at=timezone.now(), by=signed(by))
        faults = subjects.faults if subjects else {}
        known = {provider["issuer"] for provider in settings.IDENTITY_PROVIDERS.values()}
        return [
            *texts.foretold(made.migration.foretold),
            *(texts.faulty_lines(fault, numbers) for fault, numbers in faults.items()),
            *([texts.unknown_lines(made.unknown_lines)] if made.unknown_lines else []),
            *([] if new in known else [texts.no_such_provider(new)]),
            texts.rehearsed(made.migration.pk),
        ]

    def apply(self, *, migration: UUID, by: str, **_options: Any) -> list[str]:
        done = applying.apply(migration_id=migration, at=timezone.now(), by=signed(by), tell=self.tell)
        behind = behind_regions(done)
        said = [*texts.in_state(standing.figures(migration)), texts.applied(migration)]
        return [*said, *([texts.still_at_the_former(behind)] if behind else [])]

    def status(self, *, migration: UUID, **_options: Any) -> list[str]:
        return texts.in_state(standing.figures(migration))

    def finish(self, *, migration: UUID, by: str, **_options: Any) -> list[str]:
        applying.finish(migration_id=migration, at=timezone.now(), by=signed(by))
        return [texts.finished(standing.figures(migration))]

    def undo(self, *, migration: UUID, by: str, **_options: Any) -> list[str]:
        done = undoing.undo(migration_id=migration, at=timezone.now(), by=signed(by))
        return texts.undone(returned=done.returned, stayed=done.stayed, newcomers=done.newcomers)

    def tell(self, done: int, total: int) -> None:
        """A line for each tenth of the people, and the last."""
        tenth = done * 10 // max(total, 1)
        if tenth > self.tenth:
            self.tenth = tenth
            self.stdout.write(texts.progress(done, total))


DEEDS: dict[str, Callable[..., list[str]]] = {
    "rehearse": Command.rehearse,
    "apply": Command.apply,
    "status": Command.status,
    "finish": Command.finish,
    "undo": Command.undo,
}


def signed(by: str) -> str:
    """How the doer is written down; as long as the column."""
    return f"{BY}: {' '.join(by.split())}"[:150]


def read_map(path: Path) -> SubjectMap:
    """The gateway's list. Raises CommandError for a file that is not there, too large, or no text."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(_("Файл слишком велик: %(name)s.") % {"name": path.name})
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read(lines)
    except OSError:
        raise CommandError(_("Файл не открывается: %(name)s.") % {"name": path.name}) from None
    except UnicodeDecodeError:
        raise CommandError(_("Файл не в кодировке UTF-8: %(name)s.") % {"name": path.name}) from None


def region_by(code: str | None) -> Region | None:
    found = Region.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise CommandError(_("Региона с кодом «%(code)s» нет.") % {"code": code})
    return found


def behind_regions(migration: IdentityMigration) -> list[str]:
    """The regions of the change whose people still come in by the former provider."""
    former = [key for key, told in settings.IDENTITY_PROVIDERS.items() if told["issuer"] == migration.from_issuer]
    regions = Region.objects.filter(provider__in=former).order_by("name")
    regions = regions.filter(pk=migration.region_id) if migration.region_id else regions
    return list(regions.values_list("name", flat=True))
