from bimbing.rules.duty import Interval
from bimbing.rules.programmes import (
    PROGRAMMES,
    EndRule,
    Programme,
    ProgrammeGroup,
    Section,
    facts_of,
)


def test_reports_list_the_adult_programmes_in_their_usual_order() -> None:
    order = [p for p in PROGRAMMES if p is not Programme.ASIMILASI_RUMAH][:6]
    assert [p.value for p in order] == ["ASIMILASI", "PB", "CB", "CMB", "CMK", "PIB"]


def test_every_programme_has_facts_and_a_place_of_its_own() -> None:
    assert list(PROGRAMMES) == list(Programme)
    assert [facts.position for facts in PROGRAMMES.values()] == list(range(1, 16))


def test_only_family_leave_is_left_out_of_the_active_clients() -> None:
    assert [p for p in Programme if not facts_of(p).counts_in_active] == [Programme.CMK]


def test_hours_leave_and_aftercare_know_no_regular_report() -> None:
    without = {p for p in Programme if facts_of(p).interval is Interval.TIDAK_ADA}
    assert without == {Programme.CMK, Programme.KERJA_SOSIAL, Programme.BIMBINGAN_LANJUTAN}


def test_assimilation_at_home_reports_weekly_and_parole_monthly() -> None:
    assert facts_of(Programme.ASIMILASI_RUMAH).interval is Interval.MINGGUAN
    assert facts_of(Programme.PB).interval is Interval.BULANAN


def test_only_parole_adds_a_year() -> None:
    assert [p for p in Programme if facts_of(p).end_rule is EndRule.EXPIRY_PLUS_YEAR] == [Programme.PB]


def test_children_s_programmes_belong_to_their_section() -> None:
    group = [p for p in Programme if facts_of(p).group is ProgrammeGroup.ANAK]
    assert group == [
        *(Programme.DIVERSI, Programme.TINDAKAN, Programme.ANAK_SYARAT, Programme.PELATIHAN_KERJA)
    ]
    assert all(facts_of(p).sections == {Section.BKA} for p in group)
    adults_only = [p for p in Programme if facts_of(p).sections == {Section.BKD}]
    assert adults_only == [Programme.PENGAWASAN, Programme.KERJA_SOSIAL]
