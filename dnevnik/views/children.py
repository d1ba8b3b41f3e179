"""«Добавить ребёнка» from the desk of a parent who is in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import directory_of_schools as directory
from accounts.actions import proposals
from accounts.actions.sources import local_date
from accounts.audience import citizens_only
from accounts.models import ExternalIdentity
from accounts.texts import requests as texts
from dnevnik import desk as desks
from dnevnik.views.choosing import choose
from dnevnik.views.forms import ChildForm
from dnevnik.views.holders import is_minor, tell_of_posted_claims
from dnevnik.views.home import closed
from schools.models import School


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """Choose a school of the region, name the child; the school decides by the paper."""
    if not desks.desk(identity, at=timezone.now()).is_open:
        return closed(request)
    on = local_date(identity.region, at=timezone.now())
    if is_minor(identity, on=on):
        return redirect("home:desk")
    posted = request.POST if request.method == "POST" else None
    choice = choose(identity.region, posted or request.GET)
    if choice.school is None:
        return render(request, "home/add_child.html", {"choice": choice})
    tell_of_posted_claims(request)
    classes = directory.classes_of(choice.school, on=on)
    form = ChildForm(posted, classes=classes, listed=proposals.children_on_offer(identity))
    if form.is_bound and form.is_valid():
        propose(request, identity, choice.school, form)
        return redirect("home:desk")
    return render(request, "home/add_child.html", {"choice": choice, "form": form}, status=form.status)


def propose(request: HttpRequest, identity: ExternalIdentity, school: School, form: ChildForm) -> None:
    try:
        proposals.propose(
            identity=identity,
            school=school,
            child=form.child,
            relation=form.cleaned_data["relation"],
            school_class=form.chosen_class,
            case=None,
            at=timezone.now(),
            by=identity,
        )
    except proposals.TooManyProposals:
        messages.error(request, texts.too_many_proposals())
    else:
        messages.success(request, texts.proposed(school.name))
