"""The pages of every situation as a browser gets them; pages alike are one, and its label names all who read it."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from consents import second_texts
from consents.asks import Ask
from consents.models import ConsentText
from dnevnik.pages import compose
from schools.models import Region, School, Student
from tests.situations import REGIONS, SCHOOL, Situation, situations

Subject = ConsentText.Subject


@dataclass(frozen=True)
class Drawn:
    """One page. `names`: of the situations that lead to it, alike but for who reads and in which region."""

    html: str
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.names[0].split(", ")[0]

    @property
    def label(self) -> str:
        """How far the case is, who reads, and the region if not every one: «patronymic, asked · adult, parent»."""
        parts = [name.split(", ") for name in self.names]
        state = ", ".join(parts[0][1:-2])
        readers = ", ".join(dict.fromkeys(part[-2] for part in parts))
        regions = {part[-1] for part in parts}
        region = "" if regions == set(REGIONS) else ", ".join(sorted(regions))
        return " · ".join(filter(None, (state, readers, region)))


def drawn() -> list[Drawn]:
    """All of them, in the order of the table."""
    found: dict[str, list[str]] = {}
    for situation in situations():
        found.setdefault(html_of(situation), []).append(situation.name)
    return [Drawn(html, tuple(names)) for html, names in found.items()]


def html_of(situation: Situation) -> str:
    shown = compose(situation.outcome, situation.facts, region="RU-RYA")
    return render_to_string("entrance/outcome.html", {"shown": shown, "asks": asks_of(situation)})


def asks_of(situation: Situation) -> list[Ask]:
    """What stands on the page before a door that waits for consents: one's own, and a parent's about the child."""
    if situation.outcome is not Outcome.CONSENT_SELF:
        return []
    school = School(pk=1, name=SCHOOL.name, region=Region())
    own = Ask(school, None, text_of(Subject.SELF, second_texts.OWN_TITLE, second_texts.OWN_BODY))
    if situation.facts.band is not Band.PARENT:
        return [own]
    child = Student(surname="Соколова", given_name="Полина", patronymic="Дмитриевна")
    return [own, Ask(school, child, text_of(Subject.CHILD, second_texts.CHILD_TITLE, second_texts.CHILD_BODY))]


def text_of(subject: ConsentText.Subject, title: str, body: str) -> ConsentText:
    return ConsentText(pk=1, subject=subject, version=2, title=title, body=body)
