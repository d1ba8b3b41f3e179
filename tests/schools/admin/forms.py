"""What a browser would post from the pages of the admin."""

from typing import Any

NO_LINKS = {
    "links-TOTAL_FORMS": "0",
    "links-INITIAL_FORMS": "0",
    "links-MIN_NUM_FORMS": "0",
    "links-MAX_NUM_FORMS": "1000",
}


def person(**changes: Any) -> dict[str, Any]:
    """The form of a pupil or a parent, filled in."""
    filled = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична", "birth_date": "14.03.2015"}
    return {**NO_LINKS, **filled, "gender": "female", **changes}


def one_link(**link: Any) -> dict[str, Any]:
    """The management form with one line for a new link."""
    line = {f"links-0-{name}": value for name, value in link.items()}
    return {**NO_LINKS, "links-TOTAL_FORMS": "1", **line}
