"""The suite's settings with a real broker, and with one receiver of letters for the cabinet and for telephones."""

from dnevnik.settings.base import REDIS_OPTIONS, env
from dnevnik.settings.test import *  # noqa: F403  settings modules extend one another
from dnevnik.settings.test import IDENTITY_PROVIDERS
from tests.dnevnik.stand.running import CLIENT_SECRET

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_OPTIONS

RECEIVER = {"url": env.str("FAULTS_RECEIVER", default=""), "secret": "known to the receiver of letters"}
# The people of the world came by this issuer, and a letter goes to the cabinet of nobody else's.
ISSUER = env.str("TEST_OP", default="https://provider.example")
IDENTITY_PROVIDERS["stand"] |= {"issuer": ISSUER, "notices": RECEIVER, "client_secret": CLIENT_SECRET}
SMS_GATEWAY = RECEIVER
