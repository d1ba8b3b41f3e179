"""Somebody with a browser who fills in the stand's forms."""

from dataclasses import dataclass, field
from typing import Any

import requests

from tests.dnevnik.stand.running import SECONDS, Forms, RunningStand


@dataclass
class Visitor:
    """Keeps the cookie of the stand and the form's token, as a browser does."""

    stand: RunningStand
    browser: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.browser.get(self.stand.issuer + path, timeout=SECONDS, **options)

    def send(self, page: str, data: dict[str, str], *, to: str = "") -> requests.Response:
        """Open `page`, fill in what it asks and press the button; `to` is another form of that page."""
        seen = self.get(page)
        assert seen.status_code == 200, seen.text
        sent = {"csrfmiddlewaretoken": Forms(seen.text).hidden["csrfmiddlewaretoken"], **data}
        return self.browser.post(self.stand.issuer + (to or page), data=sent, timeout=SECONDS)
