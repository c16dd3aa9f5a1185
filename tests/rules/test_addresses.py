"""Addresses as registers write them, and what may be grouped by."""

import pytest

from bimbing.rules.addresses import Address, read_address


@pytest.mark.parametrize(
    ("text", "village", "district", "regency"),
    [
        ("Ds. Ngraho RT.02/03 Kec. Ngraho Kab. Bojonegoro", "Ngraho", "Ngraho", "Bojonegoro"),
        ("Ds. Sembung RT.05/04 Kec. Turi, Kab. Lamongan", "Sembung", "Turi", "Lamongan"),
        ("Dsn. Krajan Desa Kaliuntu Kec. Jenu Tuban", "Kaliuntu", "Jenu", "Tuban"),
        ("Dsn. Bendo Ds. Jetis Kec. Semanding, Tuban", "Jetis", "Semanding", "Tuban"),
        ("Desa Socorejo Kecamatan Sukosewu Kabupaten Bojonegoro", "Socorejo", "Sukosewu", "Bojonegoro"),
        ("DESA NGRAHO KECAMATAN NGRAHO KABUPATEN BOJONEGORO", "Ngraho", "Ngraho", "Bojonegoro"),
        ("Kec. Palang Tuban", "", "Palang", "Tuban"),
        ("Kec. Tuban", "", "Tuban", ""),
        ("Kec. Bojonegoro Bojonegoro", "", "Bojonegoro", "Bojonegoro"),
        ("Jl. Sawahan No. 15 RT.12 RW.05 Kel. Bambang", "Bambang", "", ""),
        ("Ds. Leran RT 06 RW 06 Kec. Kanor Kab. Bojonegoro 62193", "Leran", "Kanor", "Bojonegoro"),
        ("Kel. Ledok Kulon Kec. Bojonegoro Kota Surabaya", "Ledok Kulon", "Bojonegoro", "Kota Surabaya"),
        (
            "Ds Kedungrejo, 002/003, Kec Gondang, Kab Bojonegoro Prov. Jawa Timur",
            "Kedungrejo",
            "Gondang",
            "Bojonegoro",
        ),
        ("Jl. Diponegoro 4 Tuban", "", "", "Tuban"),
        ("Bojonegoro", "", "", ""),
        ("", "", "", ""),
        (None, "", "", ""),
    ],
)
def test_an_address_tells_village_district_and_regency(
    text: str | None, village: str, district: str, regency: str
) -> None:
    read = read_address(text)
    assert (read.village, read.district, read.regency) == (village, district, regency)


def test_street_hamlet_and_neighbourhood_stay_in_the_rest() -> None:
    assert read_address("Dsn. Jambon Ds. Growok RT.02/03 Kec. Jenu") == Address(
        "Growok", "Jenu", "", "Dsn. Jambon, RT.02/03"
    )


def test_a_word_that_only_begins_like_a_mark_is_no_mark() -> None:
    assert read_address("Kelapa Gading Dskota Kecubung").village == ""


def test_a_name_too_long_for_a_village_is_left_out() -> None:
    assert read_address("Ds. " + "x" * 61).village == ""
