"""The table of regions: whole, fresh, and a help that never stands in the way."""

import pytest

from bimbing.rules import regions
from bimbing.rules.addresses import read_address
from bimbing.rules.regions import District, district_of, has_district, nearest, places, regency_codes

BOJONEGORO, TUBAN, LAMONGAN = "35.22", "35.23", "35.24"


def test_the_table_has_all_38_provinces_and_every_village_stands_in_a_district() -> None:
    above, packed = regions._above(), regions._packed()
    assert [len([code for code in above if len(code) == size]) for size in (2, 5, 8)] == [38, 514, 7285]
    lines = [line for theirs in packed.values() for line in theirs.splitlines()]
    assert len(lines) == 83_762
    assert [line for line in lines if district_of(line[:8]) is None] == []


@pytest.mark.parametrize(
    ("regency", "districts", "villages"), [(BOJONEGORO, 28, 430), (TUBAN, 20, 328), (LAMONGAN, 27, 474)]
)
def test_the_regencies_of_the_office_are_counted_as_the_ministry_counts_them(
    regency: str, districts: int, villages: int
) -> None:
    theirs = regions._villages(regency)
    assert (len({place.district for _, place in theirs}), len(theirs)) == (districts, villages)


@pytest.mark.parametrize(
    ("code", "district"),
    [
        ("35.23.10", District("Montong", "Tuban")),
        ("35.22.15", District("Bojonegoro", "Bojonegoro")),
        ("35.77.01", District("Kartoharjo", "Kota Madiun")),
        ("35.23.99", None),
        ("35.23", None),
        ("", None),
    ],
)
def test_the_first_six_figures_of_a_nik_are_a_district(code: str, district: District | None) -> None:
    assert district_of(code) == district


def test_a_regency_is_known_by_its_name_and_a_city_by_its_word() -> None:
    names = ["TUBAN", "Kota Madiun", "Madiun", "Atlantis", "", "Tuban"]
    assert regency_codes(names) == [TUBAN, "35.77", "35.19"]


def test_villages_of_one_name_come_in_the_order_of_the_regencies_and_exact_ones_first() -> None:
    assert [place.written for place in places("ngraho", regencies=[BOJONEGORO])] == [
        "Ds. Ngraho, Kec. Ngraho, Kab. Bojonegoro",
        "Ds. Ngraho, Kec. Gayam, Kab. Bojonegoro",
    ]
    assert [place.code for place in places("NGRAHO", regencies=[BOJONEGORO], district="gayam")] == [
        "35.22.28.2009"
    ]
    assert places("ledokk", regencies=[BOJONEGORO])[0].written.startswith("Kel. Ledok Kulon, Kec. Bojonegoro")
    assert places("ng", regencies=[BOJONEGORO]) == []
    assert places("Ngraho", regencies=[]) == []


def test_what_the_table_writes_the_register_reads_back() -> None:
    for _, place in regions._villages(TUBAN):
        read = read_address(place.written)
        assert (read.village, read.district, read.regency) == (place.village, place.district.name, "Tuban")


def test_a_letter_typed_wrong_is_told_within_the_district() -> None:
    assert [place.village for place in nearest("Ngrahoo", regency=BOJONEGORO, district="Gayam")] == ["Ngraho"]
    assert nearest("Surabaya", regency=BOJONEGORO, district="Gayam") == []
    assert has_district(BOJONEGORO, "GAYAM")
    assert not has_district(BOJONEGORO, "Montong")
