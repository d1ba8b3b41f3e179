"""Everything one running stand holds, put together once per process."""

import os
import time
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from dnevnik.stand.authorization import Dialect
from dnevnik.stand.bindings import Bindings
from dnevnik.stand.cast import CastFile
from dnevnik.stand.changes import Changes
from dnevnik.stand.consents import Consents
from dnevnik.stand.environment import Environment, read_environment
from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.families import Families
from dnevnik.stand.grants import GrantStore
from dnevnik.stand.inbox import Inbox
from dnevnik.stand.keys import KeyRing
from dnevnik.stand.notebook import Notebook
from dnevnik.stand.people import People
from dnevnik.stand.persona import OTHER, Persona
from dnevnik.stand.scopes import WITHHOLDABLE
from dnevnik.stand.switches import EVERYBODY, Switchboard
from dnevnik.stand.troubles import Trouble


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Grants and letters live in memory, so a stand is one process with threads."""

    environment: Environment
    cast: CastFile
    keys: KeyRing
    notebook: Notebook
    esia_keys: KeyRing | None = None
    grants: GrantStore = field(default_factory=GrantStore)
    inbox: Inbox = field(default_factory=Inbox)
    started: int = field(default_factory=lambda: int(time.time()))

    @cached_property
    def changes(self) -> Changes:
        return Changes(self.notebook, seconds=self.environment.check_seconds)

    @cached_property
    def families(self) -> Families:
        return Families(self.notebook, self.environment.check_seconds)

    @cached_property
    def bindings(self) -> Bindings:
        return Bindings(self.notebook, seconds=self.environment.binding_seconds)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.notebook)

    @cached_property
    def switches(self) -> Switchboard:
        return Switchboard(self.notebook)

    @cached_property
    def people(self) -> People:
        return People(self.cast, self.changes, self.families)

    @property
    def esia(self) -> tuple[EsiaClient, KeyRing] | None:
        """The client and the keys of ESIA's dialect, where it is on."""
        client, keys = self.environment.esia, self.esia_keys
        return (client, keys) if client and keys else None

    def everybody(self) -> tuple[Persona, ...]:
        """Who may sign in now."""
        return self.people.everybody(now=int(time.time()))

    def find(self, subject: str) -> Persona | None:
        """The person with this subject, as the clients are told of one: troubles of the account included."""
        persona = self.people.find(subject, now=int(time.time()))
        return self._troubled(persona) if persona else None

    def seen_by(self, dialect: Dialect) -> tuple[Persona, ...]:
        """Who may sign in with a client of this dialect: ESIA knows people by a number."""
        return tuple(one for one in self.everybody() if dialect is Dialect.OIDC or one.oid is not None)

    def is_on(self, trouble: Trouble) -> bool:
        """Whether everybody has this trouble."""
        return trouble in self.switches.of(EVERYBODY)

    def _troubled(self, persona: Persona) -> Persona:
        troubles = self.switches.around(persona)
        if Trouble.UNCONFIRMED in troubles:
            persona = persona.known_as({"assurance": OTHER})
        return replace(persona, withholds=tuple(WITHHOLDABLE)) if Trouble.WITHHOLDS in troubles else persona


@cache
def get_provider() -> Provider:
    """This process's provider; raises `Misconfigured` or `InvalidCast` when it cannot be made."""
    environment = read_environment(os.environ)
    esia = environment.esia
    esia_keys = KeyRing.at(esia.key_file, shown_in=esia.public_key_file) if esia else None
    return Provider(
        environment=environment,
        cast=CastFile(environment.cast),
        keys=KeyRing.at(environment.key_file),
        notebook=Notebook(environment.notebook),
        esia_keys=esia_keys,
    )
