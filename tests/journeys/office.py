"""A school's administrator at work: everything by the pages of the admin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from accounts.actions.staff import NewAdministrator, create_administrator
from schools.models import School
from tests.factories import DOER, PASSWORD
from tests.journeys.conftest import Portal
from tests.journeys.walkers import Walker
from tests.staff_session import lasting_code

APPOINTED = date(2025, 9, 1)


@dataclass
class Office:
    """The office of one school; its administrator signs in by both factors whenever the portal asks."""

    portal: Portal
    school: School
    staff: NewAdministrator = field(init=False)
    walker: Walker = field(init=False)

    def __post_init__(self) -> None:
        self.staff = appoint(self.school)
        self.walker = self.portal.newcomer()

    @property
    def page(self) -> str:
        return self.walker.text()

    def begins(self) -> str:
        """The first page: what waits for the school."""
        self.walker.open(f"{self.portal.address}/admin/")
        if "Вход для сотрудников" in self.page:
            self._sign_in()
        return self.page

    def _sign_in(self) -> None:
        self.walker.fill("login", self.staff.user.email)
        self.walker.fill("password", PASSWORD)
        self.walker.press("Продолжить")
        self.walker.fill("code", lasting_code(self.staff.totp_secret))
        self.walker.press("Войти")

    def takes_up(self, *links: str) -> str:
        """From the first page by links with these words, one after another; what stands at the end."""
        self.begins()
        for words in links:
            self.walker.follow(words)
        return self.page

    def finds(self, rows: str, words: str, *, link: str = "") -> str:
        """Searches a list, `accounts/linkproposal`, and opens the first row with `link`, or with the words."""
        self.begins()
        self.walker.open(f"{self.portal.address}/admin/{rows}/?{urlencode({'q': words})}")
        self.walker.follow(link or words)
        return self.page


def appoint(school: School) -> NewAdministrator:
    return create_administrator(
        email=f"{school.code}@school.test",
        name="Орлова Нина Сергеевна",
        password=PASSWORD,
        schools=[school],
        on=APPOINTED,
        by=DOER,
    )
