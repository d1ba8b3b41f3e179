"""The one error that every identifier parser raises."""


class InvalidIdentifier(ValueError):
    """A number or name that cannot be what it claims to be.

    `code` is stable and English, for audit and tests; `message` is Russian, names the fix and
    never repeats the value, so it may be shown and logged.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
