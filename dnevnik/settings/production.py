"""Production: everything from the environment; a missing value stops the start and is named."""

from datetime import timedelta

from dnevnik.settings.base import *  # noqa: F403  settings modules extend one another
from dnevnik.settings.base import env, planned_once

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SEALING_KEYS = env.json("SEALING_KEYS")
SEALING_KEY_ID = env.str("SEALING_KEY_ID")
INDEX_KEY = env.str("INDEX_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": {**planned_once(env.db("DATABASE_URL")), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
PORTAL_URL = env.str("PORTAL_URL").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM")
EMAIL_HOST = env.str("EMAIL_HOST")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-dnevnik_session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-dnevnik_csrf"
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
