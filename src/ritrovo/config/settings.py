"""Settings of an installation: everything that differs comes from the environment."""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ritrovo.config.backups.keeping import backups_folder
from ritrovo.config.secret import secret_key
from ritrovo.foundations.places.tiles import tile_host

# Lets generic classes of Django be written with their parameter, as the type checker wants.
django_stubs_ext.monkeypatch()

SOURCE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("RITROVO_DATA") or SOURCE.parent.parent / "data")
DEBUG = os.environ.get("RITROVO_DEBUG") == "1"
SECRET_KEY = os.environ.get("RITROVO_SECRET_KEY") or secret_key(DATA)

BASE_URL = os.environ.get("RITROVO_URL", "http://localhost:8000")
HOSTS_OF_THIS_MACHINE = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [
    urlsplit(BASE_URL).hostname or "localhost",
    *HOSTS_OF_THIS_MACHINE,
    *filter(None, os.environ.get("RITROVO_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_SECURE = BASE_URL.startswith("https://")

PRACTICE_GROUP = "ritrovo.practices"
PRACTICE_APPS = sorted(
    {entry.module.rpartition(".")[0] for entry in entry_points(group=PRACTICE_GROUP)}
)

INSTALLED_APPS = [
    "ritrovo.foundations.kernel",
    "ritrovo.foundations.look",
    "ritrovo.foundations.places",
    "ritrovo.foundations.people",
    "ritrovo.foundations.ecosystems",
    "ritrovo.foundations.agreements",
    "ritrovo.foundations.messages",
    "ritrovo.foundations.ledger",
    "ritrovo.foundations.contributions",
    "ritrovo.foundations.volunteers",
    "ritrovo.foundations.inventory",
    "ritrovo.foundations.payments",
    "ritrovo.foundations.documents",
    *PRACTICE_APPS,
    "ritrovo.insight.impact",
    "ritrovo.insight.observatory",
    "ritrovo.site.web",
    "ritrovo.site.desk",
    "ritrovo.config.backups",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ritrovo.site.web.middleware.refusals_are_pages",
]

CSRF_FAILURE_VIEW = "ritrovo.foundations.look.views.expired"
ROOT_URLCONF = "ritrovo.config.urls"
WSGI_APPLICATION = "ritrovo.config.wsgi.application"
FORM_RENDERER = "ritrovo.foundations.look.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ritrovo.foundations.look.context.page",
            ],
        },
    }
]


# A statement asked again is neither parsed nor planned again (decision record 0013).
PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


def database(url: str) -> dict[str, object]:
    """Read a `postgresql://user:password@host:port/name?host=/socket` address."""
    parts = urlsplit(url)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "ritrovo",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, **PREPARED, "pool": {"min_size": 1, "max_size": 12, "timeout": 20}},
    }


# The `ritrovo` command fills these in when it starts the embedded server.
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://ritrovo_app@127.0.0.1/ritrovo")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or DATABASE_URL
RUNTIME_ROLE = urlsplit(DATABASE_URL).username or "ritrovo_app"
ACTS_AS_OWNER = os.environ.get("RITROVO_AS_OWNER") == "1"
DATABASES = {"default": database(DATABASE_OWNER_URL if ACTS_AS_OWNER else DATABASE_URL)}
if ACTS_AS_OWNER:
    DATABASES["default"]["OPTIONS"].pop("pool")  # type: ignore[attr-defined]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/scrivania/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "ritrovo.foundations.messages.accounts.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
AUTH_USER_MODEL = "people.Login"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A pledge carries no file; pictures and bank statements bound themselves where they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
# Taken by night; "0" for who has backups of their own.
BACKUPS = backups_folder(DATA)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Without a server every mail is kept, readable, in data/mail and on a page of the desk.
MAIL_FOLDER = DATA / "mail"
MAIL_SERVER = os.environ.get("RITROVO_MAIL_SERVER", "")
DEFAULT_FROM_EMAIL = os.environ.get("RITROVO_MAIL_FROM", "Ritrovo <ritrovo@localhost>")
if MAIL_SERVER:
    _mail = urlsplit(MAIL_SERVER)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+starttls"
else:
    EMAIL_BACKEND = "ritrovo.foundations.messages.folder.FolderBackend"

# A tile server is off by default: no page asks anything of a third party.
TILE_URL = os.environ.get("RITROVO_TILE_URL", "")
TILE_ATTRIBUTION = os.environ.get("RITROVO_TILE_ATTRIBUTION", "")
_tile_hosts = [host] if (host := tile_host(TILE_URL)) else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tile_hosts],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Each worker notes why its work failed, for the page of who administers the platform.
PROCRASTINATE_ON_APP_READY = "ritrovo.site.desk.jobs.watch"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("RITROVO_LOG_LEVEL", "WARNING")},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}
