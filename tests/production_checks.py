"""`check --deploy` over the production settings, as they stand when every value comes from the environment.

    python -m tests.production_checks

The values are made up for this run; nothing is connected to.
"""

import json
import os
import secrets
import sys

import django
from django.conf import settings
from django.core.management import call_command

PROVIDER = "https://provider.example"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "dnevnik.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "SEALING_KEYS": json.dumps({"check-1": secrets.token_urlsafe(32)}),
    "SEALING_KEY_ID": "check-1",
    "INDEX_KEY": secrets.token_urlsafe(32),
    "ALLOWED_HOSTS": "dnevnik.example",
    "DATABASE_URL": "postgres://dnevnik@db.example/dnevnik",
    "CELERY_BROKER_URL": "redis://broker.example/0",
    "PORTAL_URL": "https://dnevnik.example",
    "MAIL_FROM": "dnevnik@dnevnik.example",
    "EMAIL_HOST": "mail.example",
    "IDENTITY_PROVIDERS": json.dumps(
        {
            "gateway": {
                "issuer": PROVIDER,
                "authorization_endpoint": f"{PROVIDER}/authorize",
                "token_endpoint": f"{PROVIDER}/token",
                "userinfo_endpoint": f"{PROVIDER}/userinfo",
                "jwks_uri": f"{PROVIDER}/jwks",
                "client_id": "dnevnik",
                "client_secret": secrets.token_urlsafe(32),
            },
            "esia": {
                "dialect": "esia",
                "base": "https://esia.example",
                "issuer": "http://esia.example/",
                "client_id": "DNEVNIK",
                "signer": {
                    "kind": "openssl",
                    "certificate": "/etc/dnevnik/client.pem",
                    "key": "/etc/dnevnik/client.key",
                },
                "provider_keys": ["/etc/esia/esia.cer"],
            },
        }
    ),
}


def main() -> None:
    """Exits with an error for any warning, for a silenced check, and for an app that has no place in production."""
    os.environ.update(ENVIRONMENT)
    django.setup()
    if settings.SILENCED_SYSTEM_CHECKS:
        sys.exit("SILENCED_SYSTEM_CHECKS must stay empty: mend what the check complains of.")
    guests = [app for app in settings.INSTALLED_APPS if app.startswith(("dnevnik.demo", "dnevnik.stand"))]
    if guests:
        sys.exit(f"The demo and the stand are guests of demo and test settings alone: {', '.join(guests)}")
    call_command("check", deploy=True, fail_level="WARNING")


if __name__ == "__main__":
    main()
