"""People for tests that need no running stand."""

from pathlib import Path

from dnevnik.stand.cast import CastFile
from dnevnik.stand.changes import Changes
from dnevnik.stand.entries import read_persona
from dnevnik.stand.families import Families
from dnevnik.stand.notebook import Notebook
from dnevnik.stand.people import People
from dnevnik.stand.persona import Persona
from tests.dnevnik.stand.esia.conftest import OF_MARIA
from tests.dnevnik.stand.running import CAST

NOW = 1_800_000_000
SECONDS = 60


def maria() -> Persona:
    return read_persona({**CAST["personas"][0], **OF_MARIA}, place="maria")


def people(cast: Path, notebook: Notebook) -> People:
    return People(CastFile(cast), Changes(notebook, seconds=SECONDS), Families(notebook, SECONDS))
