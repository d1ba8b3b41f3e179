"""What every test lives with: no network, the data that migrations left, and a browser where there is one."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import network
from tests.browser import chromium, chromium_is_expected, visitor
from tests.flushing import ledgers_standing_aside
from tests.gost import gost_is_expected, openssl
from tests.referee.installed import referee_is_expected

__all__ = ["chromium", "openssl", "visitor"]

# A busy machine is no reason to fail: how long an example takes says nothing about the rule.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-another-database", action="store_true", help="only tests that touch a database: the others say the same"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "chromium: a journey in a real browser; runs where Chromium is installed")
    config.addinivalue_line("markers", "referee: judged by a certified provider; runs where `npm ci` installed it")
    config.addinivalue_line("markers", "gost: OpenSSL with gost-engine beside us; runs where the engine is installed")
    network.switch_off()


@pytest.fixture(autouse=True, scope="session")
def _a_flush_empties_ledgers_too() -> Iterator[None]:
    with ledgers_standing_aside():
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        begin_from_migrated_data(item)
    if not chromium_is_expected():
        leave_out(config, items, [item for item in items if item.get_closest_marker("chromium")])
    if not referee_is_expected():
        leave_out(config, items, [item for item in items if item.get_closest_marker("referee")])
    if not gost_is_expected():
        leave_out(config, items, [item for item in items if item.get_closest_marker("gost")])
    if config.getoption("--on-another-database"):
        leave_out(config, items, [item for item in items if not touches_database(item)])


def begin_from_migrated_data(item: pytest.Item) -> None:
    """Tests that commit are followed by a flush, which empties the tables migrations filled (consent texts).

    Each such test gets those rows back before it begins. All or none: Django cannot mix the two ways in one run.
    """
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or "live_server" in getattr(item, "fixturenames", ())
    if commits:
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def touches_database(item: pytest.Item) -> bool:
    """Rules are tables without a database, and a browser sees none: to run them on a second one would prove nothing."""
    fixtures = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures) and not any(
        map(item.get_closest_marker, ("chromium", "referee"))
    )


def leave_out(config: pytest.Config, items: list[pytest.Item], left_out: list[pytest.Item]) -> None:
    """Deselect. Browsers' journeys without a browser, GOST without its engine, a referee who is not there: CI has them
    or fails.

    What is left says the same to everybody: the HTTP client walks the journeys, RSA signs for GOST.
    """
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=left_out)
