"""The switchboard of troubles: what is broken on purpose, for everybody or for one person."""

from dnevnik.stand.notebook import Notebook
from dnevnik.stand.persona import Persona
from dnevnik.stand.troubles import OF_KEYS, Trouble

PAGE, PACE = "switches", "pace"
EVERYBODY = ""
DEFAULT_SECONDS, LONGEST_SECONDS = 10, 120
KNOWN = frozenset(Trouble)


class Switchboard:
    """Which troubles are on; `target` is a subject, or `EVERYBODY`."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def turn(self, trouble: Trouble, *, target: str, on: bool) -> None:
        """Switch `trouble`; those of the keys are everybody's whoever is named."""
        place = EVERYBODY if trouble in OF_KEYS else target
        with self._notebook.writing(PAGE) as page:
            left = [one for one in page.get(place, []) if one != trouble]
            page[place] = [*left, trouble.value] if on else left

    def turn_all_off(self) -> None:
        """Everything works again, except what cast.json itself says."""
        with self._notebook.writing(PAGE) as page:
            page.clear()

    def of(self, target: str) -> frozenset[Trouble]:
        """What is switched on for exactly this target."""
        return frozenset(Trouble(one) for one in self._notebook.read(PAGE).get(target, []) if one in KNOWN)

    def around(self, persona: Persona) -> frozenset[Trouble]:
        """Everything that this person meets: one's own from the cast and the board, and everybody's."""
        written = frozenset({persona.trouble} if persona.trouble else ())
        return self.of(EVERYBODY) | self.of(persona.subject) | written

    def targets(self) -> tuple[str, ...]:
        """The subjects for whom something is on."""
        return tuple(name for name, held in self._notebook.read(PAGE).items() if name != EVERYBODY and held)

    @property
    def seconds(self) -> int:
        """How long a slow answer takes."""
        found: int = self._notebook.read(PACE).get("seconds", DEFAULT_SECONDS)
        return found

    def set_seconds(self, seconds: int) -> None:
        """Keep `seconds`, from 1 to `LONGEST_SECONDS`."""
        with self._notebook.writing(PACE) as page:
            page["seconds"] = min(max(seconds, 1), LONGEST_SECONDS)
