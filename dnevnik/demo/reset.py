"""`make reset`: forgets everything the demo has made, so that the next start is the first one."""

import sys

from dnevnik.demo.folder import AlreadyRunning, forget
from dnevnik.settings.base import VAR_DIR


def main() -> int:
    """0 when nothing is left; 1, touching nothing, while the demo runs."""
    try:
        forget(VAR_DIR)
    except AlreadyRunning as problem:
        print(problem)
        return 1
    print("Данные демонстрации удалены. Следующий make run начнёт сначала.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
