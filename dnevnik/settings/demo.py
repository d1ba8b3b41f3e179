"""`make run`: SQLite, the filesystem broker, the rehearsal provider on this machine, invented people."""

import secrets
from pathlib import Path

from dnevnik.settings.base import *  # noqa: F403  settings modules extend one another
from dnevnik.settings.base import INSTALLED_APPS, VAR_DIR, content_security_policy, env


def kept_secret(name: str) -> str:
    """A secret made once for this checkout and kept beside its database."""
    path = VAR_DIR / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


for folder in ("broker", "broker-control", "static"):
    Path(VAR_DIR / folder).mkdir(parents=True, exist_ok=True)

PORT = env.int("PORT", default=8000)
STAND = f"http://127.0.0.1:{PORT + 1}"
# A person is (issuer, subject), so the issuer keeps its name when PORT moves the stand.
STAND_ISSUER = "http://127.0.0.1:8001"

DEBUG = False
SECRET_KEY = kept_secret("django")
SEALING_KEYS = {"demo-1": kept_secret("sealing")}
SEALING_KEY_ID = "demo-1"
INDEX_KEY = kept_secret("index")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "dnevnik.demo.apps.DemoConfig"]
# The host means nothing to the filesystem; without one every start begins with a warning about it.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost//")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# The stand plays both the cabinet at Gosuslugi and the telephone.
INBOX = {"url": f"{STAND}/inbox/deliver", "secret": kept_secret("stand-client")}
IDENTITY_PROVIDERS = {
    "stand": {
        "issuer": STAND_ISSUER,
        "authorization_endpoint": f"{STAND}/authorize",
        "token_endpoint": f"{STAND}/token",
        "userinfo_endpoint": f"{STAND}/userinfo",
        "jwks_uri": f"{STAND}/jwks",
        "client_id": "dnevnik",
        "client_secret": kept_secret("stand-client"),
        "scopes": "openid fullname birthdate gender snils birth_cert_doc kids",
        "end_session_endpoint": f"{STAND}/logout",
        "notices": INBOX,
    },
    # The same stand in ESIA's dialect: `make run` makes the key and the certificate, the stand shows its own key.
    "stand-esia": {
        "dialect": "esia",
        "base": STAND,
        "issuer": f"{STAND_ISSUER}/",
        "client_id": "DNEVNIK",
        "scopes": (
            "openid fullname birthdate gender snils birth_cert_doc "
            "kid_fullname kid_birthdate kid_gender kid_snils kid_birth_cert_doc"
        ),
        "signer": {
            "kind": "rsa",
            "certificate": str(VAR_DIR / "secrets" / "esia-certificate.pem"),
            "key": str(VAR_DIR / "secrets" / "esia-key.pem"),
        },
        "algorithms": ["RS256"],
        "provider_keys": [str(VAR_DIR / "secrets" / "stand-esia-public.pem")],
        "notices": INBOX,
    },
}
SMS_GATEWAY = INBOX
PORTAL_URL = f"http://127.0.0.1:{PORT}"
CONTENT_SECURITY_POLICY = content_security_policy(IDENTITY_PROVIDERS)
