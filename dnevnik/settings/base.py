"""What every way of running shares. Everything that differs comes from the environment or the sibling modules."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ

from dnevnik import schedule

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("DNEVNIK_VAR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "dnevnik.apps.DnevnikConfig",
    "consents.apps.ConsentsConfig",
    "accounts.apps.AccountsConfig",
    "schools.apps.SchoolsConfig",
    "dnevnik.apps.DnevnikAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "mozilla_django_oidc",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dnevnik.cookies.JunkCookiesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.gate.StaffGateMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that widgets, too, may have templates of ours
ROOT_URLCONF = "dnevnik.urls"
WSGI_APPLICATION = "dnevnik.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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


def planned_once(database: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL keeps the plan of a statement that comes again on a connection: making it costs more than running it.

    A pooler that hands a connection on after each transaction must know prepared statements: PgBouncer does from 1.21.
    """
    if database["ENGINE"].endswith("postgresql"):
        database["OPTIONS"] = {**database.get("OPTIONS", {}), "server_side_binding": True, "prepare_threshold": 1}
    return database


DATABASES: dict[str, dict[str, Any]] = {
    "default": planned_once(env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'dnevnik.sqlite3'}")),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# allauth counts failed sign-ins in the cache, so every process must see the same one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffBackend", "accounts.backends.CitizenBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "entrance:welcome"
LOGIN_REDIRECT_URL = "home:desk"

# Staff sign in through allauth; citizens never do (design.md rule 8).
ACCOUNT_ADAPTER = "accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "accounts.adapter.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Дневник"

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "dnevnik_session"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "dnevnik_csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Which provider serves a region is the region's own field; this is where each provider is described.
IDENTITY_PROVIDERS: dict[str, dict[str, Any]] = env.json("IDENTITY_PROVIDERS", default={})

# Where messages to telephones go, {"url", "secret"}; empty: none are sent, and no page offers it.
SMS_GATEWAY: dict[str, str] = env.json("SMS_GATEWAY", default={})

# Where letters lead, without a slash at the end; and from whom they come.
PORTAL_URL = env.str("PORTAL_URL", default="http://127.0.0.1:8000")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Дневник <dnevnik@localhost>")
EMAIL_TIMEOUT = 5

SELF, NONE = "'self'", "'none'"
ORIGIN = re.compile(r"https?://[^/?#\s;,'\"@]+")


def _origin(told: Any) -> str:
    """Where that provider signs people in; "" where the description is wrong, which the system check says in words."""
    if not isinstance(told, dict):
        return ""
    address = told.get("base" if told.get("dialect") == "esia" else "authorization_endpoint")
    found = ORIGIN.match(address) if isinstance(address, str) else None
    return found.group() if found else ""


def content_security_policy(providers: dict[str, Any]) -> dict[str, Any]:
    """The strict policy; `form-action` names the providers because the sign-in form redirects to them."""
    origins = sorted(set(filter(None, map(_origin, providers.values()))))
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "object-src": [NONE],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
            "form-action": [SELF, *origins],
            "img-src": [SELF, "data:"],
        }
    }


CONTENT_SECURITY_POLICY = content_security_policy(IDENTITY_PROVIDERS)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
# The visibility timeout outlives every task; nothing waits for it, because the sweeper looks at rows (rule 9).
# Whoever rings tries once: without `max_retries` every edit would wait six seconds for a broker that is down, without a
# short `socket_timeout` for one that hangs. A worker waits for messages a second at a time.
REDIS_OPTIONS = {
    "visibility_timeout": 3600,
    "max_retries": 0,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "socket_keepalive": True,
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = REDIS_OPTIONS
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker-control"),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = int(timedelta(minutes=10).total_seconds())
CELERY_TASK_TIME_LIMIT = int(timedelta(minutes=11).total_seconds())
CELERY_TASK_DEFAULT_QUEUE = schedule.DAY_QUEUE
CELERY_TASK_QUEUES = schedule.QUEUES
CELERY_TASK_ROUTES = schedule.ROUTES
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = schedule.BEAT
SCHOOL_CHORES = schedule.SCHOOL_CHORES

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"names_only": {"()": "dnevnik.log_names.NamesOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["names_only"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "dnevnik": {"level": "INFO"},
        "accounts": {"level": "INFO"},
        "schools": {"level": "INFO"},
        "celery.app.trace": {"filters": ["names_only"]},
        "urllib3": {"level": "ERROR"},  # its warnings quote headers that a provider sent
    },
}
