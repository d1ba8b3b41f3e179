"""What a log may say of an error: its name and where it happened, never its text.

A database quotes whole rows when a constraint fails, names and all.
"""

import logging
import traceback
from collections.abc import Mapping


class NamesOnly(logging.Filter):
    """Takes the texts of exceptions out of a record; the lines of code stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            name, where = type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
            record.exc_info, record.exc_text = None, f"{where}{name}"
            if isinstance(record.args, Mapping):
                record.args = {**record.args, "exc": name, "traceback": ""}
        return True
