"""The suite's settings over a database that was migrated beforehand: each run gets a copy of it."""

from dnevnik.settings.test import *  # noqa: F403  settings modules extend one another
from dnevnik.settings.test import DATABASES, env

PLACE = env.str("MUTANTS_DATABASE")
DATABASES["default"] |= {"NAME": PLACE, "TEST": {"NAME": PLACE}}
