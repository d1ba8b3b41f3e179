"""The suite: fixed keys, a database of its own, no broker unless a test brings one."""

import os
import tempfile
from pathlib import Path

from dnevnik.settings.base import *  # noqa: F403  settings modules extend one another
from dnevnik.settings.base import DATABASES, INSTALLED_APPS, content_security_policy, env

DEBUG = False
SECRET_KEY = "the test suite's key, used nowhere else, long enough for every check"  # noqa: S105
SEALING_KEYS = {"test-1": "the test suite's sealing key", "test-0": "an older sealing key"}
SEALING_KEY_ID = "test-1"
INDEX_KEY = "the test suite's index key"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "dnevnik.demo.apps.DemoConfig"]
if "DATABASE_URL" not in env.ENVIRON:
    # Live-server journeys read from several threads, so the database must be a file they share and never be taken for
    # one in memory; it belongs to this process alone, because two runs of the suite may meet on one machine.
    file = Path(tempfile.gettempdir()) / f"dnevnik-test-{os.getpid()}.sqlite3"
    DATABASES["default"] |= {"NAME": file.with_suffix(".unused"), "TEST": {"NAME": file}}

WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests, and that is no reason to warn
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
PORTAL_URL = "http://testserver"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

OP = env.str("TEST_OP", default="http://127.0.0.1:9400")
IDENTITY_PROVIDERS = {
    "stand": {
        "issuer": OP,
        "authorization_endpoint": f"{OP}/authorize",
        "token_endpoint": f"{OP}/token",
        "userinfo_endpoint": f"{OP}/userinfo",
        "jwks_uri": f"{OP}/jwks",
        "client_id": "dnevnik",
        "client_secret": "the test client's secret, known to the test provider alone",
        "scopes": "openid fullname birthdate gender snils birth_cert_doc",
        "end_session_endpoint": f"{OP}/logout",
    },
}
CONTENT_SECURITY_POLICY = content_security_policy(IDENTITY_PROVIDERS)
