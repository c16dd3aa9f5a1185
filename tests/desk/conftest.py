"""The administrator signed in, and the first day on which a change of the settings may hold."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.offices.models import Staff
from bimbing.rules.calendar import add_months, month_start


@pytest.fixture
def admin(gita: Staff, browser_of: Any) -> Browser:
    signed_in: Browser = browser_of(gita)
    return signed_in


def next_month() -> date:
    return add_months(month_start(localdate()), 1)
