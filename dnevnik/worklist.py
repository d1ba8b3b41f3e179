"""What waits for a school administrator: the first thing on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import CorrectionRequest, DataFinding, LinkProposal, MismatchCase, User
from schools.actions import restrictions
from schools.models import Parent, ParentChildLink, PendingLink, Restriction, Student

Heap = tuple[str, QuerySet[Any], str]
"""What the people or rows lack, in words; which they are; the list where they stand."""


@dataclass(frozen=True)
class Task:
    """A heap of records that lack something, and the list where they are."""

    title: str
    count: int
    address: str


def waiting(user: User) -> Iterator[Task]:
    """The heaps of one's schools, the most pressing first, the empty ones left out."""
    for title, rows, address in _heaps(user):
        if count := rows.count():
            yield Task(title, count, address)


def _heaps(user: User) -> Iterator[Heap]:
    yield from _restrictions(user)
    yield from _at_the_door(user)
    yield from _in_the_records(user)


def _restrictions(user: User) -> Iterator[Heap]:
    held = Restriction.for_staff(user)
    undecided, expired = held.filter(state=Restriction.State.PROPOSED), restrictions.expired(held, on=localdate())
    pending = PendingLink.for_staff(user).filter(state=PendingLink.State.WAITING)
    yield _("ограничения ждут решения"), undecided, _list("schools_restriction", "state=proposed")
    yield _("ограничения с истёкшим сроком"), expired, _list("schools_restriction", "state=expired")
    yield _("связи ждут второго сотрудника"), pending, _list("schools_pendinglink", "state=waiting")


def _at_the_door(user: User) -> Iterator[Heap]:
    cases = MismatchCase.for_staff(user).filter(closed_at=None)
    links, corrections = (model.for_staff(user).filter(state="waiting") for model in (LinkProposal, CorrectionRequest))
    handed_over = cases.filter(kind=MismatchCase.Kind.NOT_FOUND)
    yield _("просят связать с ребёнком"), links, _list("accounts_linkproposal", "state=waiting")
    yield _("просят исправить запись"), corrections, _list("accounts_correctionrequest", "state=waiting")
    yield _("не найдены, переданы в школу"), handed_over, _list("accounts_mismatchcase", "state=open&kind=not_found")
    yield _("не могут войти"), cases, _list("accounts_mismatchcase", "state=open")


def _in_the_records(user: User) -> Iterator[Heap]:
    findings = DataFinding.for_staff(user)
    students, parents = Student.for_staff(user).filter(left_on=None), Parent.for_staff(user).filter(left_on=None)
    links = ParentChildLink.for_system(by="worklist").filter(valid_to=None, student=OuterRef("pk"))
    no_snils, no_link = "missing=snils&presence=here", "missing=link&presence=here"
    yield _("замечания к данным"), findings.filter(closed_at=None), _list("accounts_datafinding", "state=open")
    yield _("ученики без СНИЛС"), students.filter(snils_index=None), _list("schools_student", no_snils)
    yield _("ученики без связи с родителем"), students.filter(~Exists(links)), _list("schools_student", no_link)
    yield _("родители без СНИЛС"), parents.filter(snils_index=None), _list("schools_parent", no_snils)


def _list(name: str, query: str) -> str:
    return f"{reverse(f'admin:{name}_changelist')}?{query}"
