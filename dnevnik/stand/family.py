"""The pages of «Семья и дети»: own children, child accounts, the binding of an account by a code."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dnevnik.stand.bindings import Binding
from dnevnik.stand.cabinet import PASSED, of_person, to_page
from dnevnik.stand.families import TooManyChildren
from dnevnik.stand.inbox import Message
from dnevnik.stand.moments import moment, today
from dnevnik.stand.persona import CONFIRMED, OWN_ACCOUNT_FROM, Check, Persona, age
from dnevnik.stand.problems import TOO_MANY_CHILDREN, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.typed import FOREIGN, Field, are_good, child_fields, fill, showing, values_of

OF_AGE = 18
NOBODY_THERE = "Учётной записи ребёнка 14–17 лет с такой почтой нет. Проверьте адрес в профиле ребёнка."
ALREADY_THERE = "Учётная запись с таким СНИЛС уже есть. Проверьте номер."


@dataclass(frozen=True)
class Code:
    """A binding code as the parent sees it; `child` is the name."""

    child: str
    binding: Binding
    until: datetime
    is_good: bool


@require_safe
@of_person
def family(request: HttpRequest, persona: Persona) -> HttpResponse:
    """The parent's children and the codes under way; closed to those whose account is not confirmed."""
    context = {
        "persona": persona,
        "codes": _codes(persona),
        "children": [(kid, age(kid.claims.get("birthdate", ""), on=today())) for kid in persona.children],
        "Check": Check,
    }
    return render(request, "stand/family.html", context)


def _codes(persona: Persona) -> list[Code]:
    provider, now = get_provider(), int(time.time())
    found = [(one, provider.find(one.child)) for one in provider.bindings.of_parent(persona.subject)]
    return [Code(child.name, one, moment(one.until), one.is_good(now=now)) for one, child in found if child]


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def child(request: HttpRequest, persona: Persona) -> HttpResponse:
    """A child under 14 from the birth certificate (AG-01); a foreign one leads to the МФЦ (AG-07)."""
    if not persona.is_confirmed:
        return to_page("family", persona)
    number = request.GET.get("number", "")
    if request.method != "POST":
        known = next((kid.claims for kid in persona.children if kid.number == number), {})
        return _child_form(request, persona, showing(child_fields(on=today()), known))
    fields = _without_namesake(fill(child_fields(on=today()), request.POST), persona, number)
    if not are_good(fields):
        return _child_form(request, persona, fields)
    claims = {name: value for name, value in values_of(fields).items() if value}
    if claims.pop("origin") == FOREIGN:
        return render(request, "stand/foreign_certificate.html", {"persona": persona})
    try:
        get_provider().families.write_down(persona, claims, number=number, now=int(time.time()))
    except TooManyChildren:
        return show_problem(request, TOO_MANY_CHILDREN)
    return to_page("family", persona)


def _child_form(request: HttpRequest, persona: Persona, fields: tuple[Field, ...]) -> HttpResponse:
    return render(request, "stand/child.html", {"persona": persona, "fields": fields})


def _without_namesake(fields: tuple[Field, ...], parent: Persona, number: str) -> tuple[Field, ...]:
    """One SNILS, one account; a corrected record (`number`) may keep its own."""
    own = {kid.subject for kid in parent.children if kid.number == number}
    others = (one for one in get_provider().everybody() if one.subject not in own)
    taken = {one.claims.get("snils", "") for one in others} - {""}
    return tuple(
        field.complained(ALREADY_THERE) if field.name == "snils" and field.value in taken else field for field in fields
    )


@require_POST
@of_person
def finish_check(request: HttpRequest, persona: Persona) -> HttpResponse:
    """«Проверка закончена», with either end."""
    found = next((kid for kid in persona.children if kid.number == request.POST.get("number", "")), None)
    if found and found.check is Check.VERIFYING:
        get_provider().families.finish(found, passed=request.POST.get("end") == PASSED)
    return to_page("family", persona)


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def binding(request: HttpRequest, persona: Persona) -> HttpResponse:
    """«Привязать»: the child's e-mail, then a code whose term stands beside it (SC-22)."""
    if not persona.is_confirmed:
        return to_page("family", persona)
    if request.method != "POST":
        return render(request, "stand/binding.html", {"persona": persona})
    email = request.POST.get("email", "").strip()
    teenager = _teenager(email, persona)
    if teenager is None:
        return render(request, "stand/binding.html", {"persona": persona, "email": email, "complaint": NOBODY_THERE})
    get_provider().bindings.start(persona.subject, teenager.subject, now=int(time.time()))
    _write(
        teenager,
        "Вам отправлен запрос на привязку учётной записи",
        f"{persona.name} просит привязать вашу учётную запись. Откройте «Профиль» на Госуслугах и введите код "
        "привязки: его видит родитель. Если вы не знаете этого человека, ничего не делайте.",
    )
    return to_page("family", persona)


def _teenager(email: str, parent: Persona) -> Persona | None:
    """The confirmed account of somebody from 14 to 17 with this e-mail."""
    for one in get_provider().everybody():
        years = age(one.claims.get("birthdate", ""), on=today())
        is_teenager = years is not None and OWN_ACCOUNT_FROM <= years < OF_AGE
        if email and one.email.lower() == email.lower() and is_teenager and one.subject != parent.subject:
            return one if one.claims.get("assurance") == CONFIRMED else None
    return None


@require_POST
@of_person
def use_code(request: HttpRequest, persona: Persona) -> HttpResponse:
    """The child types the code; the other parent is told (RU-28, RU-29)."""
    provider = get_provider()
    code = "".join(request.POST.get("code", "").split())
    parent = provider.bindings.use(persona.subject, code, now=int(time.time()))
    if parent is None:
        return to_page("own_data", persona, wrong_code="1")
    others = [one for one in provider.everybody() if one.subject != parent and _is_parent(one, persona)]
    provider.families.bind(parent, persona.subject)
    binder = provider.find(parent)
    for other in others:
        _write(
            other,
            "Учётная запись ребёнка привязана",
            f"{persona.name}: учётную запись привязал другой родитель"
            f"{f' ({binder.name})' if binder else ''}. Теперь он может управлять ею.",
        )
    return to_page("own_data", persona, bound="1")


def _is_parent(person: Persona, child: Persona) -> bool:
    snils = child.claims.get("snils", "")
    return any(kid.subject == child.subject or (snils and kid.claims.get("snils") == snils) for kid in person.children)


def _write(to: Persona, title: str, text: str) -> None:
    get_provider().inbox.deliver(Message(to=to.subject, title=title, text=text, delivered_at=timezone.now()))
