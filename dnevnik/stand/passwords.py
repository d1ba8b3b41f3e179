"""Signing in by login and password, and finding them again (checklist, SC-06 and M-01)."""

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dnevnik.stand.addresses import with_parameters
from dnevnik.stand.authorization import Dialect
from dnevnik.stand.problems import STALE, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.tickets import StaleTicket, read_ticket

PAPERS = (("passport", "Паспорт РФ"), ("inn", "ИНН"), ("snils", "СНИЛС"))
NOBODY_FOUND = "По этим данным никого нет. Проверьте номер или выберите другой документ."


@require_POST
def by_password(request: HttpRequest) -> HttpResponse:
    """Leads to the rights screen, or says that login and password do not fit."""
    ticket = request.POST.get("ticket", "")
    try:
        wanted = read_ticket(ticket)
    except StaleTicket:
        return show_problem(request, STALE)
    login = request.POST.get("login", "")
    found = get_provider().people.signs_in(login, request.POST.get("password", ""), now=int(time.time()))
    if found is None or (wanted.dialect is Dialect.ESIA and found.oid is None):
        context = {"ticket": ticket, "login": login}
        return render(request, "stand/wrong_password.html", context)
    return HttpResponseRedirect(with_parameters(reverse("rights"), {"ticket": ticket, "subject": found.subject}))


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """«Забыли? Введите данные документа»: the rehearsal login and password of whoever holds it."""
    sent = request.POST if request.method == "POST" else request.GET
    ticket = sent.get("ticket", "")
    try:
        read_ticket(ticket)
    except StaleTicket:
        return show_problem(request, STALE)
    paper, number = sent.get("paper", PAPERS[0][0]), request.POST.get("number", "")
    found = None
    if request.method == "POST":
        found = get_provider().people.holder_of(paper, number, now=int(time.time()))
    context = {
        "ticket": ticket,
        "papers": PAPERS,
        "paper": paper,
        "number": number,
        "found": found,
        "complaint": "" if found or request.method != "POST" else NOBODY_FOUND,
    }
    return render(request, "stand/recovery.html", context)
