"""What the school chooses when it answers: a record, a reason, a child with the paper that proves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.admissions import has_other_number
from accounts.actions.corrections import RECORDS
from accounts.actions.suggestions import Suggestion, pupil_named, record_held_by, suggest
from accounts.models import LinkProposal, MismatchCase, Role
from accounts.models.request import Request
from schools.admin.inlines import PersonChoice, PersonSelect
from schools.labels import to_tell_apart
from schools.models import Parent, ParentChildLink, School, Student

SCOPE = "answering a request"
FROM_STATE = "verified"
PAPERS = [choice for choice in ParentChildLink.Basis.choices if choice[0] != ParentChildLink.Basis.ROSTER]


class ReasonForm(forms.Form):
    """Why not; the words on offer are those that the person will read."""

    def __init__(self, *args: Any, reasons: Iterable[Request.Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(
            label=gettext("Почему"),
            choices=[(reason.value, str(reason.label)) for reason in reasons],
            widget=forms.RadioSelect,
            error_messages={"required": gettext("Выберите причину: её увидит человек.")},
        )

    @property
    def reason(self) -> Request.Reason:
        return Request.Reason(self.cleaned_data["reason"])


def person_field(model: type[Student] | type[Parent], school: School, *, label: str) -> forms.Field:
    """A box that suggests the school's present pupils, or its parents."""
    widget = PersonSelect(ParentChildLink._meta.get_field("student" if model is Student else "parent"), admin.site)
    widget.school_id = school.pk
    people = model.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
    return PersonChoice(label=label, queryset=people, widget=widget, required=False)


class RecordForm(forms.Form):
    """Which record of the school is the person's."""

    def __init__(self, *args: Any, case: MismatchCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.school is not None:
            self.fields["record"] = person_field(RECORDS[case.role], case.school, label=gettext("Запись в школе"))


class ProposalForm(forms.Form):
    """The child whom the school found, what the paper says, and which record of the parent it is.

    Nothing is chosen beforehand, what was named by the parent included: the school reads it off the paper.
    """

    suggested = forms.BooleanField(required=False)
    relation = forms.ChoiceField(label=_("Кем приходится по документу"), choices=ParentChildLink.Relation.choices)
    basis = forms.ChoiceField(label=_("Какой документ вы видели"), choices=PAPERS, widget=forms.RadioSelect)
    whom = forms.ChoiceField(label=_("Запись родителя"), required=False, widget=forms.RadioSelect)

    field_order = ("suggested", "student", "relation", "basis", "whom", "parent")

    def __init__(self, *args: Any, proposal: LinkProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verified = getattr(proposal.identity, "verified", None)
        self.pupil, self.held = pupil_named(proposal), record_held_by(proposal)
        self._ask_for_child(proposal.school)
        self.fields["relation"].initial = proposal.relation
        self.alike = self._alike(proposal)
        self._ask_for_parent(proposal.school)
        self.order_fields(self.field_order)

    def _ask_for_child(self, school: School) -> None:
        label = gettext("Другой ученик") if self.pupil else gettext("Ученик")
        self.fields["student"] = person_field(Student, school, label=label)
        if self.pupil is None:
            del self.fields["suggested"]
        else:
            self.fields["suggested"].label = gettext("Это тот самый ученик: %(pupil)s") % {
                "pupil": to_tell_apart(self.pupil)
            }

    def _alike(self, proposal: LinkProposal) -> list[Suggestion]:
        if self.held or self.verified is None:
            return []
        return suggest(
            verified=self.verified, school=proposal.school, role=Role.PARENT, school_class=proposal.school_class
        )

    def _ask_for_parent(self, school: School) -> None:
        if self.held is not None:
            del self.fields["whom"]
            return
        known = self._known(school)
        choices = [] if known else [(str(found.record.pk), _of(found.record)) for found in self.alike]
        if self.verified is not None and self.verified.snils_index:
            choices.append((FROM_STATE, _of(known) if known else self._new()))
        self.fields["whom"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["parent"] = person_field(Parent, school, label=gettext("Другая запись родителя"))

    def _known(self, school: School) -> Parent | None:
        """The school's own record with the very SNILS, which may have come since the person was here."""
        if self.verified is None or not self.verified.snils_index:
            return None
        rows = Parent.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
        found: Parent | None = rows.filter(snils_index=self.verified.snils_index).first()
        return found

    def _new(self) -> str:
        told = {"name": self.verified.full_name(), "snils": self.verified.snils_masked()} if self.verified else {}
        return gettext("Внести новую запись по данным Госуслуг: %(name)s, СНИЛС %(snils)s") % told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("suggested")) == bool(cleaned.get("student")) and "student" not in self.errors:
            self.add_error("student", gettext("Выберите одного ученика."))
        if self.held is None and "parent" not in self.errors:
            self._check_parent(bool(cleaned.get("whom")), bool(cleaned.get("parent")))
        return cleaned

    def _check_parent(self, *chosen: bool) -> None:
        if sum(chosen) != 1:
            self.add_error("whom", gettext("Выберите одну запись родителя."))
        elif (record := self.parent) is not None and has_other_number(record, self.verified):
            words = gettext("В этой записи другой СНИЛС. Сверьте с документом: другой это человек или опечатка.")
            self.add_error("whom", words)

    @property
    def student(self) -> Student:
        if self.pupil is not None and self.cleaned_data.get("suggested"):
            return self.pupil
        other: Student = self.cleaned_data["student"]
        return other

    @property
    def parent(self) -> Parent | None:
        """The chosen record; None for the one that is entered, or found, by the state's word."""
        if self.held is not None:
            return self.held
        if self.cleaned_data.get("parent"):
            other: Parent = self.cleaned_data["parent"]
            return other
        chosen = self.cleaned_data.get("whom")
        if not chosen or chosen == FROM_STATE:
            return None
        return next(found.record for found in self.alike if found.record.pk == UUID(chosen))  # type: ignore[return-value]  # of parents alone

    def gives_number(self) -> bool:
        """Whether accepting writes the verified SNILS into the chosen record."""
        record = self.parent
        return bool(record and not record.snils_index and self.verified and self.verified.snils_index)


def _of(record: Student | Parent) -> str:
    children = ", ".join(to_tell_apart(link.student) for link in getattr(record, "open_links", ()))
    label = gettext("Запись школы: %(record)s") % {"record": to_tell_apart(record)}
    return gettext("%(label)s; дети: %(children)s") % {"label": label, "children": children} if children else label
