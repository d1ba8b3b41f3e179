"""Parents and pupils with a browser of their own: who they are to the state, and how they come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.factories import synthetic_snils
from tests.journeys import worker
from tests.journeys.conftest import Portal
from tests.journeys.walkers import Walker

REGION = "RU-RYA"
AGREE = "Даю согласие"
MOST_CONSENTS = 12


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody on the stand's list. `name` is «Фамилия Имя Отчество»; `number` makes the SNILS and the subject.

    `account` tells apart two accounts of one person at Gosuslugi; `level` is the stand's word for how sure it is.
    """

    name: str
    born: date
    gender: str
    number: int
    account: int = 1
    level: str = "confirmed"

    @property
    def snils(self) -> str:
        return synthetic_snils(self.number)

    @property
    def label(self) -> str:
        """What stands on the card of the stand."""
        return self.name if self.account == 1 else f"{self.name} (новая учётная запись)"

    def card(self) -> dict[str, Any]:
        surname, given_name, patronymic = self.name.split()
        claims = {
            "family_name": surname,
            "given_name": given_name,
            "middle_name": patronymic,
            "birthdate": self.born.isoformat(),
            "gender": self.gender,
            "snils": self.snils,
            "assurance": self.level,
        }
        words = {"about": "Из рассказа", "expect": "Входит в дневник"}
        return {"subject": f"1000{self.account}{self.number:05}", "name": self.label, "claims": claims, **words}


@dataclass
class Citizen:
    """A person before the portal."""

    portal: Portal
    persona: Persona
    walker: Walker = field(init=False)

    def __post_init__(self) -> None:
        self.walker = self.portal.newcomer()

    @property
    def page(self) -> str:
        return self.walker.text()

    def names_a_child(self, child: Persona, *, of_class: str, relation: str) -> str:
        """Fills in whose parent one is and sends it to the school; the page must be the one that asks."""
        surname, given_name, _patronymic = child.name.split()
        self.walker.fill("child_surname", surname)
        self.walker.fill("child_given_name", given_name)
        self.walker.select("school_class", of_class)
        self.walker.select("relation", relation)
        self.walker.press("Передать в школу")
        return self.page

    def confirms(self, address: str) -> str:
        """Types an address, and the code that comes there; the page must be that of «Куда сообщить»."""
        self.walker.fill("address", address)
        self.walker.press("Прислать код")
        worker.answers_the_bell()
        self.walker.fill("code", worker.code_in(worker.letters_to(address)[-1]))
        self.walker.press("Подтвердить")
        return self.page

    def signs_in(self, persona: Persona | None = None) -> str:
        """From the front page to wherever Gosuslugi lead; what stands there. `persona`: another account of theirs."""
        self.walker.open(self.portal.address)
        self.walker.follow("Войти")
        self.walker.choose("region", REGION)
        self.walker.press("Войти через Госуслуги")
        self.walker.follow((persona or self.persona).label)
        self.walker.press("Предоставить")
        return self.page

    def agrees(self) -> str:
        """Gives every consent that the page before the door asks for; what stands behind it."""
        for _turn in range(MOST_CONSENTS):
            if AGREE not in self.page:
                break
            self.walker.press(AGREE)
        return self.page

    def leaves(self) -> None:
        self.walker.press("Выйти")

    def looks(self, path: str = "/diary/") -> str:
        """Opens a page of the portal; what stands there."""
        self.walker.open(f"{self.portal.address}{path}")
        return self.page
