"""What a refused person does with a case pass: hands the case to a school, asks for a link or a correction."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import cases, corrections, handovers, proposals
from accounts.actions import directory_of_schools as directory
from accounts.actions.handovers import NamedPlace
from accounts.models import CorrectionRequest, MismatchCase, Role
from accounts.outcomes import Outcome
from accounts.texts import requests as texts
from dnevnik.views.choosing import choose
from dnevnik.views.forms import ChildForm, ClassForm
from dnevnik.views.holders import Holder, pass_holders
from schools.models import School

Case = MismatchCase.Kind
Kind = CorrectionRequest.Kind
BACK = "entrance:outcome"


@pass_holders
@require_http_methods(["GET", "HEAD", "POST"])
def school(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Municipality, school, who one is, then class and child; the last step hands the case over (text 2)."""
    case = holder.case
    if case is None or case.kind != Case.NOT_FOUND or case.closed_at is not None:
        return redirect(BACK)
    given = request.POST if request.method == "POST" else request.GET
    choice, role = choose(holder.region, given), role_of(holder, given.get("role", ""))
    context = {"choice": choice, "role": role, "minor": holder.is_minor}
    if choice.school is None or role is None:
        return render(request, "entrance/case_school.html", context)
    form = form_of(request, role, choice.school, holder)
    if form.is_bound and form.is_valid():
        return hand_over(request, holder, case, named_by(form, choice.school, role))
    return render(request, "entrance/case_school.html", {**context, "form": form}, status=form.status)


@pass_holders
@require_http_methods(["GET", "HEAD", "POST"])
def child(request: HttpRequest, holder: Holder) -> HttpResponse:
    """«Добавить меня к ребёнку» in the school that the case is with."""
    case = holder.case
    if case is None or case.school is None or not may_add_child(holder, case):
        return redirect(BACK)
    form = form_of(request, Role.PARENT, case.school, holder)
    if isinstance(form, ChildForm) and form.is_bound and form.is_valid():
        propose(request, holder, case, case.school, form)
        return redirect(BACK)
    return render(request, "entrance/case_child.html", {"school": case.school, "form": form}, status=form.status)


@pass_holders
@require_POST
def wrong(_request: HttpRequest, holder: Holder) -> HttpResponse:
    """«В школе ошибка»: the fields are the case's own."""
    return ask(holder, Kind.RECORD_WRONG)


@pass_holders
@require_POST
def snils(_request: HttpRequest, holder: Holder) -> HttpResponse:
    """«Передать мой СНИЛС школе»: the number is the one that the state vouched for."""
    return ask(holder, Kind.SNILS_OFFERED)


@pass_holders
@require_POST
def me(_request: HttpRequest, holder: Holder) -> HttpResponse:
    """«Да, это я»: the school looks whether a child's and an adult's records are mixed up (text 6)."""
    if holder.held.outcome == Outcome.WRONG_ROLE:
        school = School.objects.filter(pk=holder.held.school).first() if holder.held.school else None
        case = cases.open_wrong_role(identity=holder.identity, at=holder.at, by=holder.identity, school=school)
        if case is not None:
            ask_in(case, Kind.ROLE_MIXED, holder)
    return redirect(BACK)


def role_of(holder: Holder, chosen: str) -> Role | None:
    """A minor is a pupil whatever the form says; an adult says which; None until then."""
    if holder.is_minor:
        return Role.STUDENT
    return Role(chosen) if chosen in Role.values else None


def form_of(request: HttpRequest, role: Role, school: School, holder: Holder) -> ClassForm:
    classes = directory.classes_of(school, on=holder.today)
    posted = request.POST if request.method == "POST" and "send" in request.POST else None
    if role != Role.PARENT:
        return ClassForm(posted, classes=classes)
    return ChildForm(posted, classes=classes, listed=proposals.children_on_offer(holder.identity))


def hand_over(request: HttpRequest, holder: Holder, case: MismatchCase, named: NamedPlace) -> HttpResponse:
    """The same page follows whatever that school has written down; a case that is over or there already says so."""
    try:
        handovers.hand_over(case=case, named=named, at=holder.at, by=holder.identity)
    except handovers.TooManyHandovers:
        messages.error(request, texts.too_many_handovers())
    except proposals.TooManyProposals:
        messages.error(request, texts.too_many_proposals())
    except cases.AlreadyThere:
        messages.info(request, texts.already_there(named.school.name))
    except cases.NotWaiting:
        pass
    return redirect(BACK)


def named_by(form: ClassForm, school: School, role: Role) -> NamedPlace:
    if isinstance(form, ChildForm):
        relation = form.cleaned_data["relation"]
        return NamedPlace(school=school, school_class=form.chosen_class, role=role, child=form.child, relation=relation)
    return NamedPlace(school=school, school_class=form.chosen_class, role=role)


def propose(request: HttpRequest, holder: Holder, case: MismatchCase, school: School, form: ChildForm) -> None:
    try:
        proposals.propose(
            identity=holder.identity,
            school=school,
            child=form.child,
            relation=form.cleaned_data["relation"],
            school_class=form.chosen_class,
            case=case,
            at=holder.at,
            by=holder.identity,
        )
    except proposals.TooManyProposals:
        messages.error(request, texts.too_many_proposals())


def may_add_child(holder: Holder, case: MismatchCase) -> bool:
    """An adult whom the school knows as a parent, or who says to be one in a case handed over to it."""
    is_parents = case.kind == Case.NO_CHILD or (case.kind == Case.NOT_FOUND and case.role == Role.PARENT)
    return is_parents and case.closed_at is None and not holder.is_minor


def ask(holder: Holder, kind: CorrectionRequest.Kind) -> HttpResponse:
    if holder.case is not None:
        ask_in(holder.case, kind, holder)
    return redirect(BACK)


def ask_in(case: MismatchCase, kind: CorrectionRequest.Kind, holder: Holder) -> None:
    """What the case does not allow asks nothing: the page never offered it."""
    try:
        corrections.ask(case=case, kind=kind, at=holder.at, by=holder.identity)
    except corrections.NothingToAsk:
        return
