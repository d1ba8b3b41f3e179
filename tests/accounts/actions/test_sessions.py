"""Ending sessions: all of one person's, on every device, at the next request, with a trace."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.actions import identities, retention, sessions
from accounts.actions.issuers import applying
from accounts.models import ExternalIdentity, IdentityMigration, ProviderSession, User
from dnevnik import case_pass
from schools.models import AuditEvent
from tests.accounts.actions.issuers.changes import GATEWAY, LATER, changed, person
from tests.dnevnik.test_entrance import arrive, ended, family
from tests.factories import create_administrator, create_region, create_school
from tests.people import ISSUER, NOON, claims
from tests.refused import somebody
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db


def inside(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.CitizenBackend")
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/enter/").wsgi_request.user.is_authenticated)


def citizen() -> ExternalIdentity:
    identity = somebody()
    identity.user = User.objects.create(username="citizen")
    identity.save(update_fields=["user"])
    return identity


def test_all_devices_are_out_and_a_new_session_lives() -> None:
    identity = citizen()
    assert identity.user is not None
    devices = [inside(identity.user) for _ in range(3)]
    sessions.end_of_identity(identity=identity, by="test")
    assert [is_in(device) for device in devices] == [False] * 3
    assert is_in(inside(User.objects.get()))


def test_others_stay() -> None:
    identity = citizen()
    other = inside(User.objects.create(username="other"))
    sessions.end_of_identity(identity=identity, by="test")
    assert is_in(other)


def test_it_can_be_done_again() -> None:
    identity = citizen()
    for _ in range(2):
        device = inside(User.objects.get())
        assert is_in(device)
        sessions.end_of_user(user=User.objects.get(), by="test")
        assert not is_in(device)
    kinds = AuditEvent.objects.filter(kind="sessions_ended").values_list("subject_id", "by")
    assert list(kinds) == [(str(identity.pk), "test")] * 2


def test_a_member_of_staff_is_out_with_both_factors(client: Client) -> None:
    made = create_administrator(schools=[create_school()])
    sign_in(client, made)
    assert client.get("/admin/").status_code == 200
    sessions.end_of_user(user=made.user, by="test")
    assert client.get("/admin/").status_code == 302
    assert AuditEvent.objects.filter(kind="sessions_ended", subject_type="accounts.user").count() == 1


def test_a_rotated_secret_key_ends_no_session_that_was_not_ended(settings: Settings) -> None:
    """Django tries older keys too, and the number of the round must stand in each of those digests."""
    user = User.objects.create(username="citizen", session_round=3)
    settings.SECRET_KEY_FALLBACKS = ["older"]
    assert user.get_session_auth_hash().endswith(".3")
    assert [digest.endswith(".3") for digest in user.get_session_auth_fallback_hash()] == [True]


def test_a_case_pass_is_over_too(client: Client) -> None:
    """It is held before there is an account, and the page of consents could open a session with it."""
    family()
    arrive(client)
    assert ended(client) == "CONSENT_SELF"
    sessions.end_of_identity(identity=ExternalIdentity.objects.get(), by="test")
    assert client.post("/enter/open/").headers["Location"] == "/enter/outcome/"
    assert "asks" not in client.get("/enter/outcome/").context
    arrive(client)
    assert "asks" in client.get("/enter/outcome/").context


def test_what_the_provider_calls_its_session_is_remembered_without_it() -> None:
    for _ in range(2):
        identities.remember(claims=claims(session="sid-1"), region=create_region(), at=NOON)
    row = ProviderSession.objects.get()
    assert (row.identity, row.expires_at) == (ExternalIdentity.objects.get(), NOON + sessions.KEPT)
    retention.forget_expired(at=NOON + sessions.KEPT)
    assert ProviderSession.objects.exists()
    retention.forget_expired(at=NOON + sessions.KEPT + timedelta(seconds=1))
    assert not ProviderSession.objects.exists()


def test_a_provider_without_names_for_sessions_leaves_no_row() -> None:
    identities.remember(claims=claims(), region=create_region(), at=NOON)
    assert not ProviderSession.objects.exists()


class TestWhileAnIssuerChanges:
    """The person signed in at the former provider an hour ago and signs out there now."""

    @pytest.fixture
    def moved(self) -> ExternalIdentity:
        person(1, session="sid-1")
        changed()
        return ExternalIdentity.objects.get(issuer=GATEWAY)

    @pytest.mark.parametrize("named", [{"subject": "", "session": "sid-1"}, {"subject": "old-1", "session": ""}])
    def test_the_former_provider_ends_what_it_opened(self, moved: ExternalIdentity, named: dict[str, str]) -> None:
        assert sessions.end_at_the_providers_word(issuer=ISSUER, by="test", **named)
        moved.refresh_from_db()
        assert moved.session_round == 1

    def test_a_session_is_named_by_whoever_opened_it(self, moved: ExternalIdentity) -> None:
        """The former provider still vouches for somebody who moved: its `sid` is none of the gateway's."""
        person(2, issuer=GATEWAY, session="sid-2")
        person(1, session="sid-2")
        assert sessions.end_at_the_providers_word(issuer=GATEWAY, subject="", session="sid-2", by="test")
        ended = ExternalIdentity.objects.filter(session_round=1)
        assert list(ended.values_list("subject", flat=True)) == ["old-2"]

    def test_a_former_key_ends_nothing_once_it_is_nobodys(self, moved: ExternalIdentity) -> None:
        applying.finish(migration_id=IdentityMigration.objects.get().pk, at=LATER, by="test")
        assert not sessions.end_at_the_providers_word(issuer=ISSUER, subject="old-1", session="", by="test")


def test_a_pass_of_an_older_version_is_still_read() -> None:
    assert case_pass.CasePass(outcome="DENIED").round == 0
