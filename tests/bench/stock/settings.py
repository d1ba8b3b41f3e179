"""What `startproject` writes and mozilla-django-oidc's guide adds: RS256, sessions in the database, all else default.

Connections to the database are kept, as the portal's are: who opens one for every request measures that alone.
"""

import os
from typing import Any

import environ

env = environ.Env()
SECRET_KEY = "the stock project's key, used by the bench alone, long enough for every check"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "mozilla_django_oidc",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.bench.stock.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
WSGI_APPLICATION = "tests.bench.stock.wsgi.application"
DATABASES: dict[str, dict[str, Any]] = {"default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 600}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"

AUTHENTICATION_BACKENDS = ["mozilla_django_oidc.auth.OIDCAuthenticationBackend"]
OP = os.environ["BENCH_PROVIDER"]
OIDC_RP_CLIENT_ID = os.environ["BENCH_CLIENT_ID"]
OIDC_RP_CLIENT_SECRET = os.environ["BENCH_CLIENT_SECRET"]
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_OP_JWKS_ENDPOINT = f"{OP}/jwks"
OIDC_OP_AUTHORIZATION_ENDPOINT = f"{OP}/authorize"
OIDC_OP_TOKEN_ENDPOINT = f"{OP}/token"
OIDC_OP_USER_ENDPOINT = f"{OP}/userinfo"
LOGIN_REDIRECT_URL = "/"
