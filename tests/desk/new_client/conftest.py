"""Dewi at the door with the papers of Arif, and another Arif in the register."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from bimbing.clients.models import Client
from bimbing.offices.models import Office, Staff
from tests.desk.new_client.papers import NINE
from tests.factories import SupervisionFactory


@pytest.fixture
def papers(ani: Staff) -> dict[str, str]:
    return NINE | {"officer": str(ani.pk)}


@pytest.fixture
def door(dewi: Staff, browser_of: Any) -> Browser:
    browser: Browser = browser_of(dewi)
    return browser


@pytest.fixture
def arif(ani: Staff, office: Office) -> Client:
    row = SupervisionFactory(
        office=office,
        officer=ani,
        client__full_name="MUHAMMAD ARIF",
        client__birth_date=date(1990, 5, 10),
        client__nik="3522151005900001",
        register_no="017/PB/2024",
        register_key="017/PB/2024",
    )
    client: Client = row.client
    return client
