"""The scene that the tests over every route walk through."""

import logging
from collections.abc import Iterator

import pytest

from bimbing.offices.models import Office, Staff
from tests.architecture.scene import Scene, build


@pytest.fixture
def scene(
    office: Office, other_office: Office, ani: Staff, budi: Staff, candra: Staff, dewi: Staff, eko: Staff,
    fitri: Staff, gita: Staff, wulan: Staff,
) -> Scene:  # fmt: skip
    cast = {staff.username: staff for staff in (ani, budi, candra, dewi, eko, fitri, gita, wulan)}
    return build(office, other_office, cast)


@pytest.fixture
def quiet_log() -> Iterator[None]:
    """Thousands of refusals are what is wanted here; their log lines are not."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
