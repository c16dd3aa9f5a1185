"""A guidance of Ani to take steps with."""

from datetime import date

import pytest

from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.attendance.scenes import supervised


@pytest.fixture
def row(ani: Staff) -> Supervision:
    return supervised(ani, client__full_name="SUWARNO KARTO", client__birth_date=date(1990, 5, 10))
