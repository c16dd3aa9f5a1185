"""The product's settings with Django's admin in them: for the peer of the register's pages, never for an office."""

from bimbing.config.settings import *  # noqa: F403
from bimbing.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin", "django.contrib.messages"]
INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS))
ROOT_URLCONF = "bench.admin_peer"
MIDDLEWARE: list[str] = []  # the changelist alone is measured: no session, no sign-in, no policy
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
SILENCED_SYSTEM_CHECKS = ["admin.E404", "admin.E406", "admin.E408", "admin.E409", "admin.E410"]
