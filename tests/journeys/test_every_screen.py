"""Every screen, at both sizes, as the person it is for: no axe finding, nothing sideways, a picture for the guide."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from bimbing.supervision.models import Supervision
from tests.journeys.conftest import DESK, PHONE, findings, sideways, take_picture

SCREENS = {
    "masuk": (None, "/masuk/"),
    "beranda-registrasi": ("dewi", "/"),
    "beranda-pk": ("ani", "/"),
    "beranda-kepala": ("eko", "/"),
    "beranda-meja": ("fitri", "/"),
    "beranda-admin": ("gita", "/"),
    "klien": ("dewi", "/klien/"),
    "klien-kelompok": ("dewi", "/klien/?program=PB&lapor=not_yet"),
    "data-sehat": ("dewi", "/klien/data-sehat/"),
    "kelompok": ("dewi", "/klien/kelompok/"),
    "berkas": ("ani", "/klien/{client}/"),
    "absen": ("fitri", "/absen/"),
    "terlewat": ("eko", "/absen/terlewat/"),
    "kartu": ("dewi", "/kartu/"),
    "kartu-klien": ("dewi", "/kartu/klien/{client}/"),
    "laporan": ("dewi", "/laporan/2026/10/"),
    "laporan-nama": ("eko", "/laporan/2026/10/nama/?tabel=keadaan&baris=CB&kolom=masuk"),
    "laporan-harian": ("eko", "/laporan/harian/2026-11-23/"),
    "impor": ("dewi", "/impor/"),
    "cari": ("dewi", "/cari/?q=slamet"),
    "cari-mirip": ("dewi", "/cari/?q=slamte"),
    "hari": ("fitri", "/absen/hari/{today}/"),
    "jejak": ("eko", "/jejak/"),
    "pegawai": ("gita", "/pengaturan/pegawai/"),
    "hak": ("gita", "/pengaturan/hak/"),
    "kantor": ("gita", "/pengaturan/kantor/"),
    "kewajiban-lapor": ("gita", "/pengaturan/kewajiban/"),
    "pos": ("gita", "/pengaturan/pos/"),
    "hari-libur": ("gita", "/pengaturan/libur/?tahun=2026"),
    "ubah-bimbingan": ("dewi", "/klien/{client}/bimbingan/{supervision}/ubah/"),
    "penjamin": ("dewi", "/klien/{client}/penjamin/"),
    "bimbingan-lanjutan": ("dewi", "/klien/{client}/bimbingan/baru/?perkara={case}"),
    "akhiri": ("dewi", "/klien/akhiri/"),
    "beranda-wilayah": ("wulan", "/"),
    "wilayah": ("wulan", "/wilayah/"),
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["meja", "hp"])
def test_every_screen_is_usable(visit_as: Callable[..., Page], size: tuple[int, int]) -> None:
    row = Supervision.objects.filter(officer__username="ani", missed_total__gt=0)[0]
    known = {
        "client": row.client_id,
        "supervision": row.pk,
        "case": row.case_id,
        "today": timezone.localdate(),
    }
    faults = {}
    for name, (user, path) in SCREENS.items():
        page = visit_as(user, path.format(**known), size=size)
        page.wait_for_load_state("networkidle")  # the doors over the register come after the page
        take_picture(page, name if size == DESK else f"{name}-hp")
        wrong = findings(page)
        if (wide := sideways(page, size)) > 0:
            wrong.append(f"{wide} px wider than the device")
        if wrong:
            faults[name] = wrong
        page.context.close()
    assert faults == {}
