"""«Куда сообщить»: naming an address, proving it by a code, removing it; with a case pass or behind the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import contacts
from accounts.audience import citizens_only
from accounts.models import ContactPoint, ExternalIdentity
from accounts.texts import requests as texts
from dnevnik import desk as desks
from dnevnik.views.forms import AddressForm, CodeForm
from dnevnik.views.holders import Holder, pass_holders
from dnevnik.views.home import closed

WITH_PASS, BEHIND_THE_DOOR = "entrance:case_contact", "home:contact"


@pass_holders
@require_http_methods(["GET", "HEAD", "POST"])
def with_pass(request: HttpRequest, holder: Holder) -> HttpResponse:
    """The page for somebody who was turned away."""
    return contact(request, holder.identity, template="entrance/case_contact.html", here=WITH_PASS)


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def behind_the_door(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """The same page for somebody who is in."""
    if not desks.desk(identity, at=timezone.now()).is_open:
        return closed(request)
    return contact(request, identity, template="home/contact.html", here=BEHIND_THE_DOOR)


def contact(request: HttpRequest, identity: ExternalIdentity, *, template: str, here: str) -> HttpResponse:
    """Do what was posted and come back, or show what was mistyped."""
    act = request.POST.get("act", "")
    address_form = AddressForm(request.POST if act == "send" else None)
    code_form = CodeForm(request.POST if act == "confirm" else None)
    if address_form.is_bound and address_form.is_valid():
        return send(request, identity, address_form, here=here)
    if code_form.is_bound and code_form.is_valid():
        return confirm(request, identity, code_form, here=here)
    if act == "end":
        return end(request, identity, here=here)
    context = {
        "in_use": contacts.in_use(identity),
        "awaited": contacts.awaited(identity, at=timezone.now()),
        "address_form": address_form,
        "code_form": code_form,
    }
    return render(request, template, context)


def send(request: HttpRequest, identity: ExternalIdentity, form: AddressForm, *, here: str) -> HttpResponse:
    address = form.cleaned_data["address"]
    try:
        contacts.send_code(identity=identity, channel=form.channel, address=address, at=timezone.now())
    except contacts.TooManyCodes:
        messages.error(request, texts.too_many_codes())
    else:
        messages.info(request, texts.code_sent(address))
    return redirect(here)


def confirm(request: HttpRequest, identity: ExternalIdentity, form: CodeForm, *, here: str) -> HttpResponse:
    answer = contacts.confirm(identity=identity, typed=form.cleaned_data["code"], at=timezone.now(), by=identity)
    say = messages.success if answer == contacts.Answer.CONFIRMED else messages.error
    say(request, texts.code_answer(answer))
    return redirect(here)


def end(request: HttpRequest, identity: ExternalIdentity, *, here: str) -> HttpResponse:
    channel = request.POST.get("channel", "")
    if channel in ContactPoint.Channel.values:
        ended = contacts.end(identity=identity, channel=ContactPoint.Channel(channel), at=timezone.now(), by=identity)
        if ended:
            messages.success(request, texts.contact_ended())
    return redirect(here)
