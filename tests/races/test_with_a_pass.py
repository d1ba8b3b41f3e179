"""Hand-overs, proposals, corrections and codes: one person, one pass, many clicks."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.models import ContactCode, ContactPoint, CorrectionRequest, LinkProposal, MismatchCase, Notice
from schools.models import AuditEvent
from tests.accounts.oidc.test_parallel import copy_of
from tests.dnevnik.test_entrance import arrive, family
from tests.factories import create_class, create_parent, create_school
from tests.households import MOTHERS
from tests.races.crowds import all_at_once, all_is_well, crowd_of, in_crowds, told

pytestmark = pytest.mark.django_db(transaction=True)
OUTCOME, CONTACT = "/enter/outcome/", "/enter/case/contact/"
VERA = {"child_surname": "Соколова", "child_given_name": "Вера", "relation": "mother", "send": "1"}


def clicks(client: Client, ways: int, path: str, *forms: dict[str, Any]) -> list[object]:
    """The same browser, so many clicks at once, the forms in turn."""
    windows = [copy_of(client) for _ in range(ways)]
    posts = [partial(window.post, path, forms[n % len(forms)]) for n, window in enumerate(windows)]
    return all_at_once(posts)


@in_crowds
def test_a_case_is_handed_over(client: Client, ways: int) -> None:
    """To two schools at once: it ends in one of them, with the one proposal that waits, and nobody counts it twice."""
    schools = [create_school(), create_school()]
    arrive(client)
    forms = [{"school": s.pk, "role": "parent", "school_class": create_class(school=s).pk, **VERA} for s in schools]
    assert told(clicks(client, ways, "/enter/case/school/", *forms)) == {OUTCOME: ways}
    case = MismatchCase.objects.get()
    assert case.school in schools
    assert LinkProposal.objects.get(state="waiting").school == case.school
    assert AuditEvent.objects.filter(kind="case_sent").count() <= 5
    assert case.number in client.get(OUTCOME).text
    assert all_is_well()


@in_crowds
def test_the_same_school_is_one_hand_over(client: Client, ways: int) -> None:
    school = create_school()
    arrive(client)
    form = {"school": school.pk, "role": "parent", **VERA}
    assert told(clicks(client, ways, "/enter/case/school/", form)) == {OUTCOME: ways}
    assert AuditEvent.objects.filter(kind="case_sent").count() == 1
    assert LinkProposal.objects.count() == 1
    assert all_is_well()


@in_crowds
def test_a_child_is_proposed(client: Client, ways: int) -> None:
    family(linked=False)
    arrive(client)
    forms = [VERA, VERA | {"child_given_name": "ВЕРА"}]
    assert told(clicks(client, ways, "/enter/case/child/", *forms)) == {OUTCOME: ways}
    assert LinkProposal.objects.count() == 1
    assert all_is_well()


@in_crowds
@pytest.mark.parametrize("deed", ["wrong", "snils"])
def test_a_correction_is_asked_for(client: Client, ways: int, deed: str) -> None:
    school = create_school()
    if deed == "wrong":
        create_parent(school=school, snils=MOTHERS, surname="Соклова")
    arrive(client)
    if deed == "snils":
        client.post("/enter/case/school/", {"school": school.pk, "role": "parent", **VERA})
    assert told(clicks(client, ways, f"/enter/case/{deed}/", {})) == {OUTCOME: ways}
    assert CorrectionRequest.objects.get().case == MismatchCase.objects.get()
    assert all_is_well()


@in_crowds
def test_a_code_is_sent_once_and_confirms_once(client: Client, ways: int) -> None:
    create_school()
    arrive(client)
    assert told(clicks(client, ways, CONTACT, {"act": "send", "address": "anna@mail.test"})) == {CONTACT: ways}
    code = ContactCode.objects.get()
    assert Notice.objects.count() == 1
    assert told(clicks(client, ways, CONTACT, {"act": "confirm", "code": code.secret})) == {CONTACT: ways}
    assert ContactPoint.objects.get(ended_at=None).address == "anna@mail.test"
    assert AuditEvent.objects.filter(kind="contact_confirmed").count() == 1
    assert all_is_well()


@in_crowds
def test_a_crowd_of_guesses_is_five(client: Client, ways: int) -> None:
    """However many guess at once, five wrong ones end the code; the right one then opens nothing."""
    create_school()
    arrive(client)
    client.post(CONTACT, {"act": "send", "address": "anna@mail.test"})
    secret = str(ContactCode.objects.get().secret)
    wrong = [{"act": "confirm", "code": f"{(int(secret) + n) % 10**6:06}"} for n in range(1, ways + 1)]
    assert told(clicks(client, ways, CONTACT, *wrong)) == {CONTACT: ways}
    assert ContactCode.objects.get().tries == min(ways, 5)
    client.post(CONTACT, {"act": "confirm", "code": secret})
    assert ContactPoint.objects.exists() is (ways < 5)
    assert all_is_well()


@in_crowds
def test_another_address_while_the_first_is_confirmed(client: Client, ways: int) -> None:
    create_school()
    arrive(client)
    client.post(CONTACT, {"act": "send", "address": "anna@mail.test"})
    secret = ContactCode.objects.get().secret
    forms = {"act": "confirm", "code": secret}, {"act": "end", "channel": "email"}
    windows = [copy_of(client) for _ in forms]
    answers = crowd_of(ways, *(partial(copy_of(w).post, CONTACT, f) for w, f in zip(windows, forms, strict=True)))
    assert told(answers) == {CONTACT: ways}
    assert ContactPoint.objects.filter(ended_at=None).count() <= 1
    assert all_is_well()
