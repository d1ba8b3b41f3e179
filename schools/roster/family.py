"""Parents named more than once for one pupil: as mother and again as legal representative, or in two rows."""

from collections.abc import Iterable
from dataclasses import replace

from schools.identifiers.names import normalise
from schools.roster.rows import RosterParent


class SharedNumber(ValueError):
    """Two different parents of one pupil have one SNILS. `message` is Russian and names the fix."""

    message = "У двух родителей один и тот же СНИЛС. Сверьте оба номера с документами."


def together(parents: Iterable[RosterParent]) -> tuple[RosterParent, ...]:
    """Return each parent once, in order, with what the repeats add; raises SharedNumber."""
    found: list[RosterParent] = []
    for parent in parents:
        index = next((index for index, known in enumerate(found) if _is_one_person(known, parent)), None)
        if index is None:
            found.append(parent)
        else:
            found[index] = _completed(found[index], parent)
    numbers = [parent.snils for parent in found if parent.snils]
    if len(set(numbers)) < len(numbers):
        raise SharedNumber
    return tuple(found)


def _is_one_person(one: RosterParent, other: RosterParent) -> bool:
    """Names equal, and nothing that both rows hold contradicts it."""
    held = [(one.snils, other.snils), (one.birth_date, other.birth_date), (one.gender, other.gender)]
    return _name_key(one) == _name_key(other) and all(a == b or not a or not b for a, b in held)


def _name_key(parent: RosterParent) -> tuple[str, str, str]:
    return normalise(parent.surname), normalise(parent.given_name), normalise(parent.patronymic)


def _completed(known: RosterParent, again: RosterParent) -> RosterParent:
    return replace(
        known,
        relation=again.relation if known.relation == "parent" else known.relation,
        birth_date=known.birth_date or again.birth_date,
        gender=known.gender or again.gender,
        snils=known.snils or again.snils,
    )
