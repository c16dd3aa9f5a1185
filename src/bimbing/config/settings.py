"""Every setting of Bimbing. An office needs none of them; each can be given as an environment variable.

BIMBING_DATA       folder of the database and the secrets (default: data/kantor beside the program)
BIMBING_DATABASE   postgres://user:password@host:port/name  (default: an encrypted SQLite file in BIMBING_DATA)
BIMBING_HOSTS      host names the server answers to, separated by commas (default: this machine only)
BIMBING_DEBUG      1 shows the developer's pages; never in an office
BIMBING_PRACTICE   1 marks the practice office, on every page
BIMBING_WORKER     0 when `bimbing worker` does the background work in a process of its own (PostgreSQL only)
BIMBING_BACKUPS    folder of the backups (default: cadangan in BIMBING_DATA)
BIMBING_COPIES     further folders, separated by "|", to which each backup is carried when they are there (a stick)
BIMBING_BACKUP     0: no backup by itself, 1: one; default 1 on SQLite, 0 on PostgreSQL, whose server archives by itself
BIMBING_RECIPIENTS age keys (age1…) that can open the backups too, separated by commas
BIMBING_HTTPS      1 when the pages are served over TLS: cookies and headers then insist on it
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bimbing.config import secrets, sqlite

sqlite.install()


def env_flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "ya"}


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def postgres(url: str) -> dict[str, Any]:
    """The Django form of a postgres:// address."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def encrypted_sqlite(path: Path, key: str, test_path: str) -> dict[str, Any]:
    """SQLite as an office without a battery needs it: WAL, every commit on the disk, writers queue.

    FULL: with NORMAL a power cut loses acknowledged visits. IMMEDIATE: with DEFERRED eight desks get
    "database is locked" by the thousand.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "factory": sqlite.keyed(key),
            "transaction_mode": "IMMEDIATE",
            "timeout": sqlite.BLINK,  # the cursor waits its turn: sqlite.PATIENCE
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-32000;"
                "PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": test_path},
    }


BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(os.environ.get("BIMBING_DATA", BASE_DIR / "data" / "kantor"))
DEBUG = env_flag("BIMBING_DEBUG")
PRACTICE = env_flag("BIMBING_PRACTICE")
HTTPS = env_flag("BIMBING_HTTPS")

SECRET_KEY = secrets.read_or_make(DATA_DIR / "kunci-situs.txt")
ALLOWED_HOSTS = env_list("BIMBING_HOSTS", "localhost,127.0.0.1,[::1]")

DATA_KEY = secrets.read_or_make(DATA_DIR / "kunci-data.txt")  # of the encrypted file, and of every backup
BACKUP_DIR = Path(os.environ.get("BIMBING_BACKUPS", DATA_DIR / "cadangan"))
BACKUP_COPIES = [Path(part) for part in os.environ.get("BIMBING_COPIES", "").split("|") if part.strip()]
BACKUP_RECIPIENTS = env_list("BIMBING_RECIPIENTS", "")
DATABASE_URL = os.environ.get("BIMBING_DATABASE", "")
BACKUP_HOURLY = env_flag("BIMBING_BACKUP") if "BIMBING_BACKUP" in os.environ else not DATABASE_URL
WORKER = not DATABASE_URL or os.environ.get("BIMBING_WORKER", "1").strip() != "0"
DATABASES = {
    "default": postgres(DATABASE_URL)
    if DATABASE_URL
    else encrypted_sqlite(
        DATA_DIR / "bimbing.sqlite3",
        DATA_KEY,
        test_path=os.environ.get("BIMBING_TEST_SQLITE", str(DATA_DIR / "uji.sqlite3")),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_htmx",
    "lucide",
    "bimbing.ui",
    "bimbing.audit",
    "bimbing.jobs",
    "bimbing.backup",
    "bimbing.offices",
    "bimbing.clients",
    "bimbing.supervision",
    "bimbing.cards",
    "bimbing.attendance",
    "bimbing.intake",
    "bimbing.letters",
    "bimbing.followup",
    "bimbing.reports",
    "bimbing.proposals",
    "bimbing.desk",
    "bimbing.practice",
    "bimbing.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bimbing.offices.middleware.DeclaredPermissionMiddleware",
    "bimbing.offices.middleware.StaffPreferencesMiddleware",
    "bimbing.offices.middleware.PrivatePagesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bimbing.config.urls"
WSGI_APPLICATION = "bimbing.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bimbing.config.navigation.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bimbing.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "offices.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = ["bimbing.offices.hashers.OfficeArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours; a stranger can never lock the head of the office out for good
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole office shares one address
AXES_LOCKOUT_TEMPLATE = "offices/locked_out.html"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in our own trail
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
FORMAT_MODULE_PATH = ["bimbing.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "bimbing_sesi"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bimbing.offices.views.people.csrf_refused"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
