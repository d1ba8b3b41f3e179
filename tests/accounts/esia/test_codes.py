"""Every code of ESIA ends in a page, wherever it is met, and stands in the log."""

import pytest

from accounts.esia import codes
from accounts.oidc.errors import Refusal
from accounts.outcomes import Outcome
from dnevnik.entrance import REFUSALS
from tests.accounts.esia.conftest import Journal, Visitor
from tests.accounts.esia.esia import OID, refusal
from tests.accounts.oidc.provider import as_json

OUTCOMES: dict[str, Refusal] = {
    **dict.fromkeys(["005013", "007011"], Refusal.CODE_EXPIRED),
    **dict.fromkeys(["005029"], Refusal.SCOPE_DENIED),
    **dict.fromkeys(["007004"], Refusal.DENIED),
    **dict.fromkeys(["007007", "007008", "007046"], Refusal.PROVIDER_DOWN),
    **dict.fromkeys(["007055"], Refusal.LEVEL_LOW),
    **dict.fromkeys(
        [
            *("007002", "007003", "007005", "007006", "007009", "007012", "007013", "007014", "007015", "007019"),
            *("007023", "007038", "007039", "007040", "007053", "007060", "007061", "007062", "007194", "008010"),
            *("036700", "036701", "036702", "036703", "036704", "036705", "036706", "036707", "036716", "036726"),
            *("036727", "999999"),
        ],
        Refusal.PROVIDER_ERROR,
    ),
}


@pytest.mark.parametrize(("number", "reason"), OUTCOMES.items())
def test_every_code_has_an_outcome_and_a_page(number: str, reason: Refusal) -> None:
    stop = codes.stopped_by(f"ESIA-{number}")
    assert (stop.reason, stop.code) == (reason, f"ESIA-{number}")
    assert reason in REFUSALS


def test_an_expired_code_ends_on_the_page_of_what_took_too_long() -> None:
    assert REFUSALS[codes.stopped_by("ESIA-007011").reason] is Outcome.EXPIRED


def test_the_table_leaves_no_code_out() -> None:
    assert {f"ESIA-{number}" for number in OUTCOMES} - {"ESIA-999999"} == set(codes.REASONS)


@pytest.mark.parametrize(
    "number", ["007004", "007005", "007007", "007011", "007014", "007015", "007023", "007053", "007055"]
)
def test_a_code_in_the_address(visitor: Visitor, journal: Journal, number: str) -> None:
    """`error` says access_denied with a refusal and with a wrong signature alike: the code decides."""
    state = visitor.query()["state"]
    query = {"error": "access_denied", "error_description": f"ESIA-{number}: words", "state": state}
    assert visitor.come_back(query).reason == OUTCOMES[number]
    assert journal.code == f"ESIA-{number}"
    assert visitor.esia.asked == []


@pytest.mark.parametrize("number", ["007004", "007007", "007011", "007014", "007015", "007053", "007055", "999999"])
@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_code_of_the_token_endpoint(visitor: Visitor, journal: Journal, number: str, status: int) -> None:
    visitor.esia.replies["/aas/oauth2/v3/te"] = lambda: refusal(f"ESIA-{number}", status)
    assert visitor.sign_in().reason == OUTCOMES[number]
    assert journal.code == f"ESIA-{number}"


@pytest.mark.parametrize(("number", "status"), [("005013", 401), ("005029", 403), ("007008", 503)])
@pytest.mark.parametrize("wrapped", [False, True], ids=["object", "array"])
def test_a_code_of_rest(visitor: Visitor, journal: Journal, number: str, status: int, *, wrapped: bool) -> None:
    told = {"code": f"ESIA-{number}", "message": "SecurityErrorEnum.words"}
    visitor.esia.replies[f"/rs/prns/{OID}"] = lambda: as_json([told] if wrapped else told, status)
    assert visitor.sign_in().reason == OUTCOMES[number]
    assert journal.code == f"ESIA-{number}"


def test_what_is_the_operators_to_mend_is_loud(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    for number in ("007053", "007004"):
        state = visitor.query()["state"]
        visitor.come_back({"error": "access_denied", "error_description": f"ESIA-{number}", "state": state})
    ours = [record.levelname for record in caplog.records if record.name == "accounts.oidc"]
    assert ours == ["WARNING", "INFO"]
