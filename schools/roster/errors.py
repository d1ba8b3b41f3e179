"""The one error that a roster file as a whole can end in."""


class RosterRefused(ValueError):
    """The file cannot be read at all. `message` is Russian, names the fix and repeats no person's data."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
