"""The stand was told something it cannot start with."""


class Misconfigured(Exception):
    """The stand cannot start; the message names the variables and what they should hold, never their values."""

    def __init__(self, *complaints: str) -> None:
        super().__init__("; ".join(complaints))
