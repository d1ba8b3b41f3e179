"""Django's command line; the demo settings unless the environment names others."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dnevnik.settings.demo")
    execute_from_command_line(sys.argv)
