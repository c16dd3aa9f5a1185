"""The button that takes an import back, and the page that says why it cannot be."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from bimbing.clients.models import Client
from bimbing.intake.models import Import
from bimbing.offices.models import Staff
from bimbing.supervision.actions import write_note
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, bring_in, row

pytestmark = pytest.mark.django_db


def test_an_import_is_taken_back_and_the_page_says_so(dewi: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO), row(SITI, 8))
    browser, page = browser_of(dewi), reverse("import_preview", args=[batch.pk])
    assert "Batalkan impor ini" in browser.get(page).content.decode()
    response = browser.post(reverse("import_undo", args=[batch.pk]), follow=True)
    assert response.redirect_chain == [(page, 303)]
    assert "register kembali seperti sebelumnya" in response.content.decode()
    assert "Batalkan impor ini?" not in response.content.decode()
    assert (Client.objects.count(), Import.objects.get(pk=batch.pk).state) == (0, "undone")


def test_later_work_is_named_and_nothing_is_changed(dewi: Staff, ani: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO), row(SITI, 8))
    siti = Supervision.objects.get(client__full_name="SITI MUNAWAROH")
    write_note(supervision=siti, on=AT.date(), text="Berdagang", request_key=uuid4(), by=ani, at=AT)
    response = browser_of(dewi).post(reverse("import_undo", args=[batch.pk]))
    said = response.content.decode()
    assert response.status_code == 409
    assert "catatan ditulis" in said
    assert "Siti Munawaroh" in said
    assert "Suwarno" not in said
    assert Client.objects.count() == 2


def test_undoing_twice_says_there_is_nothing_to_undo(dewi: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    browser, address = browser_of(dewi), reverse("import_undo", args=[batch.pk])
    browser.post(address)
    response = browser.post(address)
    assert (response.status_code, "tidak ada yang dibatalkan" in response.content.decode()) == (409, True)


def test_a_stranger_undoes_nothing(dewi: Staff, candra: Staff, ani: Staff, browser_of: Any) -> None:
    batch, _ = bring_in(dewi, row(SUWARNO))
    address = reverse("import_undo", args=[batch.pk])
    assert browser_of(candra).post(address).status_code == 404
    assert browser_of(ani).post(address).status_code == 403
    assert browser_of(dewi).get(address).status_code == 405
    assert Client.objects.count() == 1
