"""`make faults`: the night worker killed two hundred times inside a transaction, and everything else that may happen.

    python -m tests.faults.run [--kills 200] [--nights 2] [--rivals 60] [--schools 12] [--only F01,F05]

Its PostgreSQL and Redis are its own and go with it. Prints a line for each fault and a line of JSON with all figures;
exits 1 if any night came out otherwise than the undisturbed one, or anything else is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import django
from django.utils.module_loading import import_string

from tests.faults.ground import ground
from tests.servers import NoServer


def options(arguments: Sequence[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser(prog="make faults", description="Ночной работник под сбоями.")
    parser.add_argument("--kills", type=int, default=200, help="сколько раз убить работника внутри транзакции")
    parser.add_argument("--nights", type=int, default=2, help="сколько ночей под каждым из остальных сбоев")
    parser.add_argument("--rivals", type=int, default=60, help="сколько раз список, правка и вход сразу")
    parser.add_argument("--schools", type=int, default=12, help="сколько школ")
    parser.add_argument("--only", default="", help="только эти сбои, по началу названия: F01,F05")
    told = vars(parser.parse_args(arguments))
    return {**told, "only": frozenset(filter(None, told["only"].split(",")))}


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    told, begun = options(arguments), time.monotonic()
    with ground() as stands:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="tests.faults.settings",
            DATABASE_URL=stands.postgres.url("night"),
            CELERY_BROKER_URL=stands.broker.url,
        )
        stands.postgres.make("night")
        django.setup()
        # Models can be imported from here on, and not before.
        figures = import_string("tests.faults.staging.walk")(ground=stands, **told)
    print(json.dumps({**asdict(figures), "seconds": round(time.monotonic() - begun)}, ensure_ascii=False))
    return int(bool(figures.wrong))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except NoServer as problem:
        sys.exit(": ".join(problem.args))
    except KeyboardInterrupt:
        sys.exit(130)
