"""A log names an error and where it happened, and quotes nothing."""

import io
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError

from dnevnik.log_names import NamesOnly


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    """A logger as the worker's is set up, and what it wrote."""
    written = io.StringIO()
    logger = logging.Logger("trace")
    logger.addHandler(logging.StreamHandler(written))
    logger.addFilter(NamesOnly())
    return logger, written


def quote(logger: logging.Logger) -> None:
    """As Celery does for a task that failed."""
    quoted = "Failing row contains (Соколова, Анна)"
    try:
        raise IntegrityError(quoted)
    except IntegrityError as error:
        told = {"name": "accounts.sweep", "exc": repr(error), "traceback": "Traceback: Соколова"}
        logger.exception("Task %(name)s raised: %(exc)s", told)


def test_the_text_of_an_error_is_left_out(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    quote(logger)
    assert "Task accounts.sweep raised: IntegrityError" in written.getvalue()
    assert "test_log_names.py" in written.getvalue()
    assert "Соколова" not in written.getvalue()


def test_a_record_without_an_error_stays_as_it_is(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    logger.warning("task %s received", 7)
    assert written.getvalue() == "task 7 received\n"


def test_celery_is_told_to_log_so() -> None:
    assert settings.LOGGING["loggers"]["celery.app.trace"]["filters"] == ["names_only"]


def test_a_failed_page_is_logged_so_too(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, written = log
    quoted = "Key (surname)=({}) already exists".format("Соколова")
    try:
        raise IntegrityError(quoted)
    except IntegrityError:
        logger.exception("Internal Server Error: %s", "/consents/")
    assert written.getvalue().startswith("Internal Server Error: /consents/\n")
    assert written.getvalue().endswith("IntegrityError\n")
    assert "Соколова" not in written.getvalue()


def test_whatever_reaches_the_console_is_logged_so() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["names_only"]
