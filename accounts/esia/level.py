"""How sure the state is of an account, from what ESIA says in the token and in the person's data."""

from accounts.claims import Level

LEVELS = {"KD": Level.CHILD, "PR": Level.CONFIRMED, "P": Level.OTHER}


def level_of(*, lvl: object, is_tru: object, trusted: object) -> Level:
    """`urn:esia:sbj:lvl` and `urn:esia:sbj:is_tru` of the ID token, `trusted` of the person; None for what is absent.

    Where they differ the lower one counts; where nobody says «confirmed», the account is not. Older ESIA leaves `lvl`
    out, and `is_tru` out for an account that is not confirmed; tokens of 2015 have neither, and `trusted` decides.
    """
    told = None if lvl is None else LEVELS.get(str(lvl), Level.OTHER)
    if told is Level.CHILD:
        return Level.CHILD
    is_doubted = told is Level.OTHER or trusted not in (None, True) or is_tru not in (None, True)
    is_confirmed = told is Level.CONFIRMED or is_tru is True or trusted is True
    return Level.CONFIRMED if is_confirmed and not is_doubted else Level.OTHER
