"""The stand's own Django settings: no database, no apps, nothing shared with the portal but the machine."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dnevnik.stand.environment import read_environment

STAND_DIR = Path(__file__).resolve().parent

DEBUG = False
# Signs only tickets of a sign-in under way, so a fresh key per start loses nothing worth keeping.
SECRET_KEY = os.environ.get("STAND_SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = sorted({urlsplit(read_environment(os.environ).issuer).hostname or "", "127.0.0.1", "localhost"})

ROOT_URLCONF = "dnevnik.stand.urls"
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, Any]] = {}
MIDDLEWARE = [
    "dnevnik.stand.headers.strict_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [STAND_DIR / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

# Portal and stand share a host in the demo, and cookies know no ports.
CSRF_COOKIE_NAME = "stand_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dnevnik.stand.problems.forgery_suspected"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
