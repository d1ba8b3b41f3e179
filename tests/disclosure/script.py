"""What the person does: every page, every form and every address that names somebody, with strangers' ids too."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from time_machine import Traveller

from accounts.actions.reconciliation import reconcile_all
from accounts.models import Notice
from tests.disclosure.town import VERA, Person, Town
from tests.disclosure.walk import Exchange, Walker, letters_of
from tests.people import NOON

PAGES = (
    "/",
    "/enter/",
    "/enter/outcome/",
    "/enter/case/state/",
    "/enter/case/school/",
    "/enter/case/child/",
    "/enter/case/contact/",
    "/diary/",
    "/consents/",
    "/children/add/",
    "/contact/",
)
MAIN_PAGES = ("/enter/outcome/", "/enter/case/state/", "/diary/", "/consents/")
NAMED_CHILD = {f"child_{part}": name for part, name in VERA.items()}


def walk(
    person: Person, town: Town, strangers: tuple[UUID, ...], *, clock: Traveller
) -> tuple[list[Exchange], list[str]]:
    """All that the person met, and the letters that were written by the next morning."""
    walker = Walker(clock)
    walker.sign_in(person.claims)
    look_around(walker)
    name_a_school(walker, town)
    act(walker, town)
    say_where_to_write(walker)
    consent(walker)
    add_a_child(walker, town)
    knock_at_strangers(walker, strangers)
    walker.sign_in(person.claims)
    look_around(walker)
    reconcile_all(at=NOON, by="night")
    look_around(walker, MAIN_PAGES)
    walker.post("/leave/")
    walker.sign_in(person.claims)
    look_around(walker, MAIN_PAGES)
    return walker.met, letters_of("person")


def look_around(walker: Walker, pages: Sequence[str] = PAGES) -> None:
    for page in pages:
        walker.get(page)


def name_a_school(walker: Walker, town: Town) -> None:
    """Step by step to each school, and the very name of the child, wrong words first."""
    page = "/enter/case/school/"
    walker.get(page, q="31")
    walker.get(page, municipality=str(town.named.municipality_id))
    for school in (town.home, town.named, town.far):
        for role in ("parent", "student"):
            walker.get(page, school=str(school.pk), role=role)
            walker.post(page, **told(town, school.pk, role=role, child_given_name="12"))
    for school in (town.far, town.home, town.named, town.named):
        walker.post(page, **told(town, school.pk))
        walker.get("/enter/outcome/")
        walker.get("/enter/case/state/")


def told(town: Town, school: int, **said: Any) -> dict[str, Any]:
    role_and_class = {"role": "parent", "school_class": str(town.classes[school].pk), "relation": "mother", "send": "1"}
    return {"school": school, **NAMED_CHILD, **role_and_class, **said}


def act(walker: Walker, town: Town) -> None:
    """Every button of a refusal."""
    for said in ({"child_surname": "Никто"}, {}, {}):
        walker.post("/enter/case/child/", **told(town, town.named.pk, **said))
    for deed in ("wrong", "snils", "me", "remind"):
        walker.post(f"/enter/case/{deed}/")
        walker.get("/enter/outcome/")
        walker.get("/enter/case/state/")


def say_where_to_write(walker: Walker) -> None:
    for page in ("/enter/case/contact/", "/contact/"):
        walker.post(page, act="send", address="anna@mail.test")
        walker.get(page)
        walker.post(page, act="confirm", code=code_sent())
        walker.get(page)
        walker.post(page, act="confirm", code="000000")


def code_sent() -> str:
    row = Notice.objects.filter(kind="contact_code").order_by("created_at", "pk").last()
    code = row.identity.contact_codes.last() if row else None
    return (code.secret if code else None) or "000000"


def consent(walker: Walker) -> None:
    for page, door in (("/enter/outcome/", "/enter/consent/"), ("/consents/", "/consents/")):
        for ask in asks_on(walker, page):
            walker.post(door, ask=ask.key, text=ask.text.pk, seen=ask.seen)
    walker.post("/enter/open/")
    for ask in asks_on(walker, "/consents/")[-1:]:
        walker.get(f"/consents/{ask.key}/withdraw/")
        walker.post(f"/consents/{ask.key}/withdraw/", seen=ask.seen)
        look_around(walker, MAIN_PAGES)
        walker.post("/consents/", ask=ask.key, text=ask.text.pk, seen="")


def asks_on(walker: Walker, page: str) -> list[Any]:
    context = walker.get(page).context
    return list(context.get("asks", [])) if context else []


def add_a_child(walker: Walker, town: Town) -> None:
    page = "/children/add/"
    for school in (town.home, town.named, town.named, town.far):
        walker.get(page, school=str(school.pk))
        walker.post(page, **told(town, school.pk))


def knock_at_strangers(walker: Walker, strangers: tuple[UUID, ...]) -> None:
    """Addresses and forms that name a row, with ids of rows that are no business of this person."""
    for key in strangers:
        walker.post(f"/diary/case/{key}/")
        for kind in ("own", "child", "parents"):
            walker.get(f"/consents/{kind}-{key}/withdraw/")
        walker.post(f"/consents/child-{key}/withdraw/", seen=str(key))
        walker.post("/consents/", ask=f"child-{key}", text="1", seen="")
        walker.post("/enter/consent/", ask=f"child-{key}", text="1", seen="")
    walker.get("/consents/")
    walker.get("/enter/outcome/")
