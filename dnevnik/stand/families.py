"""«Семья и дети»: children whom parents write down, the checks of their certificates, accounts made for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dnevnik.stand.notebook import Notebook, Page
from dnevnik.stand.persona import CHILDS_ACCOUNT, Check, Kid, Persona, full_name

PAGE, CHECKS, BOUND = "families", "checks", "bound"
FIRST_ADDED, FIRST_BOUND = 51, 81
"""Where the numbers of records begin that were not in the cast, so that none is given twice."""
MOST_ADDED = 20
PASSWORD = "uchebny"  # noqa: S105  printed for everybody to read
GROUP = "Созданы на стенде"


class TooManyChildren(Exception):
    """The parent has written down as many children as the stand keeps."""


@dataclass(frozen=True)
class Families:
    """What parents did in «Семья и дети», kept in `notebook`; a check takes `seconds`."""

    notebook: Notebook
    seconds: int

    def write_down(self, parent: Persona, claims: Mapping[str, str], *, number: str = "", now: int) -> str:
        """Begin the check of a child's certificate; the number of the record, `number` where it is corrected.

        Raises `TooManyChildren`.
        """
        with self.notebook.writing(PAGE) as page:
            records = page.setdefault(parent.subject, {})
            written = next((kid for kid in parent.children if kid.number == number), None)
            if written is None:
                number = f"{parent.subject}{FIRST_ADDED + len(records)}"
                if len(records) >= MOST_ADDED:
                    raise TooManyChildren
            account = written.subject if written else ""
            records[number] = {"claims": dict(claims), "until": now + self.seconds, "account": account}
        with self.notebook.writing(CHECKS) as page:
            page.pop(number, None)
        return number

    def finish(self, kid: Kid, *, passed: bool) -> None:
        """End the check of the certificate at once, one way or the other."""
        with self.notebook.writing(CHECKS) as page:
            page[kid.number] = (Check.VERIFIED if passed else Check.FAILED).value

    def bind(self, parent: str, child: str) -> None:
        """Let the parent manage the account of a child of 14 to 17 (checklist, RU-29)."""
        with self.notebook.writing(BOUND) as page:
            page[parent] = [*(one for one in page.get(parent, []) if one != child), child]

    def snapshot(self, *, now: int) -> "Households":
        """Everybody's children as they are at `now`, in seconds since 1970."""
        read = self.notebook.read
        return Households(records=read(PAGE), checks=read(CHECKS), bound=read(BOUND), now=now)


@dataclass(frozen=True, kw_only=True)
class Households:
    """One moment of the families."""

    records: Page
    checks: Page
    bound: Page
    now: int

    def accounts(self) -> tuple[Persona, ...]:
        """Child accounts that came of a certificate whose check is over."""
        added = [kid for parent in self.records for kid in self._added(parent)]
        return tuple(_account(kid) for kid in added if kid.subject == kid.number)

    def bound_to(self, parent: str) -> tuple[str, ...]:
        """Subjects of the children whose accounts the parent has bound."""
        return tuple(self.bound.get(parent, ()))

    def children_of(self, parent: Persona, bound: Iterable[Persona]) -> tuple[Kid, ...]:
        """The parent's list: from the cast, written down here, and `bound` by a code."""
        corrected = self.records.get(parent.subject, {})
        written = (self._checked(kid, kid.check) for kid in parent.children if kid.number not in corrected)
        return _with_bound([*written, *self._added(parent.subject)], bound, parent.subject)

    def _added(self, parent: str) -> Iterable[Kid]:
        for number, record in self.records.get(parent, {}).items():
            by_time = Check.VERIFIED if self.now >= record["until"] else Check.VERIFYING
            kid = self._checked(Kid(number=number, claims=record["claims"]), by_time)
            made = number if kid.check is Check.VERIFIED else ""
            yield replace(kid, subject=record["account"] or made)

    def _checked(self, kid: Kid, otherwise: Check) -> Kid:
        return replace(kid, check=Check(self.checks.get(kid.number, otherwise)))


def _with_bound(kids: list[Kid], bound: Iterable[Persona], parent: str) -> tuple[Kid, ...]:
    """A bound child fills the record that has the same SNILS, or becomes one."""
    for place, child in enumerate(bound):
        snils = child.claims.get("snils", "")
        same = [index for index, kid in enumerate(kids) if snils and kid.claims.get("snils") == snils]
        if same:
            kids[same[0]] = replace(kids[same[0]], subject=child.subject)
        else:
            claims = {name: value for name, value in child.claims.items() if name != "assurance"}
            kids.append(Kid(number=f"{parent}{FIRST_BOUND + place}", claims=claims, subject=child.subject))
    return tuple(kids)


def _account(kid: Kid) -> Persona:
    claims: dict[str, Any] = {**kid.claims, "assurance": CHILDS_ACCOUNT}
    return Persona(
        subject=kid.subject,
        name=full_name(claims),
        about="Ребёнок. Учётную запись ему создали на стенде, в разделе «Семья и дети».",
        expect="Решает дневник: стенд не знает, записан ли ребёнок в школе.",
        claims=claims,
        group=GROUP,
        email=f"child{kid.number}@gosuslugi.example",
        password=PASSWORD,
    )
