"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bimbing.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from bimbing.jobs.actions import start_clock, start_worker  # noqa: E402  (models exist only now)

start_clock()
if settings.WORKER:
    start_worker()
