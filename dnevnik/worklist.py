"""What waits for a school administrator: the first thing on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import DataFinding, MismatchCase, User
from schools.models import Parent, ParentChildLink, Student


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


def _heaps(user: User) -> Iterator[tuple[str, QuerySet[Any], str]]:
    cases, findings = MismatchCase.for_staff(user), DataFinding.for_staff(user)
    students, parents = Student.for_staff(user).filter(left_on=None), Parent.for_staff(user).filter(left_on=None)
    links = ParentChildLink.for_system(by="worklist").filter(valid_to=None, student=OuterRef("pk"))
    no_snils, no_link = "missing=snils&presence=here", "missing=link&presence=here"
    yield _("не могут войти"), cases.filter(closed_at=None), _list("accounts_mismatchcase", "state=open")
    yield _("замечания к данным"), findings.filter(closed_at=None), _list("accounts_datafinding", "state=open")
    yield _("ученики без СНИЛС"), students.filter(snils_index=None), _list("schools_student", no_snils)
    yield _("ученики без связи с родителем"), students.filter(~Exists(links)), _list("schools_student", no_link)
    yield _("родители без СНИЛС"), parents.filter(snils_index=None), _list("schools_parent", no_snils)


def _list(name: str, query: str) -> str:
    return f"{reverse(f'admin:{name}_changelist')}?{query}"
