"""«Добавить ребёнка» from the desk."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import LinkProposal
from schools.actions import links
from schools.models import ParentChildLink
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.dnevnik.views.test_case import VERA
from tests.factories import TODAY, create_school
from tests.households import child_claims

pytestmark = pytest.mark.django_db

ADD = "/children/add/"


def test_a_parent_asks_another_school(client: Client) -> None:
    family()
    other = create_school(name="Школа № 7")
    arrive(client)
    give_everything(client)
    assert f"?school={other.pk}" in client.get(ADD).text
    assert "Фамилия ребёнка" in client.get(ADD, {"school": other.pk}).text
    assert "Обязательное поле" in client.post(ADD, {"school": other.pk}).text
    posted = [client.post(ADD, {"school": other.pk, **VERA}) for _ in range(2)]
    assert [answer.headers["Location"] for answer in posted] == ["/diary/"] * 2
    assert "Просьба передана: Школа № 7" in client.get("/diary/").text
    proposal = LinkProposal.objects.get()
    assert (proposal.school, proposal.case, proposal.child_name) == (other, None, "Соколова Вера")


def test_a_pupil_under_18_adds_nobody(client: Client) -> None:
    family()
    mother = Client()
    arrive(mother)
    give_everything(mother)
    arrive(client, **child_claims(date(2016, 3, 14)))
    assert client.post(ADD, VERA).headers["Location"] == "/diary/"
    assert not LinkProposal.objects.exists()


def test_whose_rights_ended_is_shown_out(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by="administrator")
    assert "Войдите ещё раз" in client.get(ADD).text
    assert client.get(ADD).headers["Location"] == "/"
