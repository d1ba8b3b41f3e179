"""The heart of the product: is the person that the state vouches for one of this school's people?

Plain Python: no Django, no clock, no database. `match_identity` answers once for a school, from its pupils
and parents together, because each explains the other: a mother whose own record fits is let in although her
number also stands in her child's card.

    person.py      the two sides: `Claimed` and `Record`
    profile.py     bands of age and role, and what a region asks in each
    anchors.py     which numbers tie a record to a person
    fields.py      what differs between the two, and whether it blocks
    sides.py       whose record it is, where an adult's number may stand on a minor's
    assessment.py  one record weighed on its own
    match.py       all of them settled into a verdict
    verdict.py     the verdicts, which never carry a value
"""

from accounts.matching.match import match_identity

__all__ = ["match_identity"]
