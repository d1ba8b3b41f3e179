"""Everything one running stand holds, put together once per process."""

import os
from dataclasses import dataclass, field
from functools import cache

from dnevnik.stand.cast import CastFile
from dnevnik.stand.environment import Environment, read_environment
from dnevnik.stand.grants import GrantStore
from dnevnik.stand.inbox import Inbox
from dnevnik.stand.keys import SigningKey, load_or_make


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The state lives in memory, so a stand is one process with threads."""

    environment: Environment
    cast: CastFile
    key: SigningKey
    grants: GrantStore = field(default_factory=GrantStore)
    inbox: Inbox = field(default_factory=Inbox)


@cache
def get_provider() -> Provider:
    """This process's provider; raises `Misconfigured` or `InvalidCast` when it cannot be made."""
    environment = read_environment(os.environ)
    return Provider(
        environment=environment,
        cast=CastFile(environment.cast),
        key=load_or_make(environment.key_file),
    )
