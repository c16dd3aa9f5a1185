"""What an office answers over the nation's rows: kinds of offence, articles, conventions of dates, who signs."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils.timezone import localdate

from bimbing.audit.models import Event
from bimbing.desk.views.client_words import checked_dates
from bimbing.intake.imports.taught import WordReaders
from bimbing.intake.queries.choices import offences
from bimbing.intake.queries.taught import taught_by
from bimbing.offices.actions import RuleTooEarly, set_date_rule, set_signatory
from bimbing.offices.models import DateRule, Office, Signatory, Staff
from bimbing.offices.queries import conventions_of, signatory_on
from bimbing.rules.calendar import add_months
from bimbing.rules.dates import typed_date
from bimbing.rules.sentence import ChildParoleEnd, FractionRounding
from bimbing.supervision.models import OffenceCategory, Supervision
from bimbing.supervision.models_rules import ArticleHint, OfficeOffence, PhaseRule
from bimbing.supervision.queries.health import health_of
from tests.desk.conftest import next_month
from tests.factories import AT, SupervisionFactory

OFFENCES = "/pengaturan/kejahatan/"
DATES = "/pengaturan/tanggal/"
SIGNS = "/pengaturan/penanda-tangan/"


# ------------------------------------------------------------------ offences


def test_an_own_offence_is_offered_here_and_nowhere_else(
    admin: Browser, office: Office, other_office: Office
) -> None:
    assert admin.post(OFFENCES, {"label": "Tambang tanpa izin", "position": "12"}).status_code == 303
    made = OffenceCategory.objects.get(office=office)
    assert made.code == f"TAMBANG_TANPA.{office.pk}"
    assert made.code in offences(office.pk)
    assert made.code not in offences(other_office.pk)
    again = admin.post(OFFENCES, {"label": "tambang TANPA izin", "position": "12"})
    assert (again.status_code, list(again.context["adding"].errors)) == (422, ["label"])
    assert Event.objects.get(action="offence.added").changes["label"] == [None, "Tambang tanpa izin"]


def test_an_offence_is_switched_off_and_cases_keep_it(admin: Browser, ani: Staff) -> None:
    row: Supervision = SupervisionFactory(officer=ani, office=ani.office, offence_code="POLITIK")
    address = f"{OFFENCES}POLITIK/"
    assert admin.post(address, {"position": "32", "version": "0"})["Location"] == OFFENCES
    assert OfficeOffence.objects.get().is_offered is False
    row.refresh_from_db()
    assert row.offence_code == "POLITIK"
    late = admin.post(address, {"position": "1", "is_offered": "on", "version": "0"})
    assert (late.status_code, OfficeOffence.objects.get().position) == (409, 32)
    assert late.context["form"]["version"].value() == "1"


def test_a_name_of_the_nation_is_not_the_offices(admin: Browser) -> None:
    admin.post(
        f"{OFFENCES}POLITIK/", {"position": "32", "is_offered": "on", "version": "0", "label": "Makar"}
    )
    assert OffenceCategory.objects.get(pk="POLITIK").label == "Politik"


@pytest.mark.parametrize(
    ("law", "article", "kept", "cell"),
    [
        ("35/2009", "114", ("35/2009", "114"), "Ps. 114 (1) UU RI No. 35 Th 2009"),
        ("UU No 17 Tahun 2023", "", ("17/2023", ""), "Pasal 435 UU No. 17 Tahun 2023"),
        ("KUHP lama", "335", ("lama", "335"), "335 KUHP"),
        ("KUHP baru", "448a", ("baru", "448A"), "448a UU 1/2023"),
        ("1/2023", "448", ("baru", "448"), "Ps. 448 UU No. 1 Tahun 2023"),
    ],
)
def test_an_explained_article_is_what_the_next_workbook_says(
    admin: Browser,
    office: Office,
    other_office: Office,
    law: str,
    article: str,
    kept: tuple[str, str],
    cell: str,
) -> None:
    sent = {"do": "pasal", "law": law, "article": article, "offence": "LAINNYA"}
    assert admin.post(OFFENCES, sent).status_code == 303
    hint = ArticleHint.objects.get()
    assert (hint.law, hint.article) == kept
    ours = WordReaders(taught_by(office.pk)["words"])
    theirs = WordReaders(taught_by(other_office.pk)["words"])
    assert ours.offence(cell).category.value == "LAINNYA"
    assert theirs.offence(cell).category.value != "LAINNYA"
    assert ours.offence(f"Pencurian {cell}").category.value == "PENCURIAN"  # words come first
    admin.post(f"{OFFENCES}pasal/{hint.pk}/hapus/")
    assert "article" not in taught_by(office.pk)["words"]


@pytest.mark.parametrize(
    ("law", "article"), [("KUHP", "1"), ("2009", "1"), ("35/2009", "114 ayat 1"), ("35/2009", "x")]
)
def test_what_is_no_article_is_refused(admin: Browser, law: str, article: str) -> None:
    sent = {"do": "pasal", "law": law, "article": article, "offence": "LAINNYA"}
    assert admin.post(OFFENCES, sent).status_code == 422
    assert not ArticleHint.objects.exists()


# ------------------------------------------------------------------ dates


def conventions(**changed: str) -> dict[str, str]:
    return {
        "valid_from": typed_date(next_month()),
        "end_offset_days": "-1",
        "fraction_month_days": "30",
        "fraction_rounding": "down",
        "child_parole": "expiry_plus_year",
        "leave_months": "4",
        "reason": "Surat",
        "seen": "0",
    } | changed


def test_conventions_hold_for_guidances_that_begin_later(admin: Browser, office: Office) -> None:
    assert admin.post(DATES, conventions()).status_code == 303
    known = conventions_of(office)
    before, after = known.on(next_month() - timedelta(days=1)), known.on(next_month())
    assert (before.end_offset_days, before.child_parole, before.leave_months) == (
        0,
        ChildParoleEnd.DOCUMENT,
        6,
    )
    assert (after.end_offset_days, after.child_parole, after.leave_months) == (
        -1, ChildParoleEnd.EXPIRY_PLUS_YEAR, 4,
    )  # fmt: skip
    assert after.fraction_rounding is FractionRounding.DOWN
    assert known.on(None) == after
    assert Event.objects.get(action="dates.changed").changes["leave_months"] == [6, 4]


def test_the_file_and_the_health_of_records_compute_by_the_day_the_guidance_began(
    admin: Browser, ani: Staff, office: Office
) -> None:
    row = SupervisionFactory(officer=ani, office=office)  # a PB from 10 March 2026 to 10 March 2028
    row.case.detained_on, row.case.sentence_years = date(2024, 3, 10), 3
    row.case.save()
    DateRule.objects.create(
        office=office,
        valid_from=date(2026, 3, 11),
        end_offset_days=-1,
        reason="S",
        decided_by=ani,
        decided_at=AT,
    )
    assert checked_dates(row)[2].words == "cocok dengan hitungan"
    assert health_of(ani, today=date(2026, 11, 24)).total == 1
    DateRule.objects.update(valid_from=date(2026, 3, 10))
    assert checked_dates(row)[2].words == "menurut hitungan 9 Mar 2028"


def test_the_past_is_not_computed_anew(admin: Browser, gita: Staff) -> None:
    early = admin.post(DATES, conventions(valid_from=typed_date(localdate())))
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["valid_from"])
    with pytest.raises(RuleTooEarly):
        set_date_rule(valid_from=AT.date(), columns={}, reason="S", seen=0, by=gita, at=AT)
    assert admin.post(DATES, conventions()).status_code == 303
    rule = DateRule.objects.get()
    assert admin.post(f"{DATES}{rule.pk}/tarik/").status_code == 303
    assert not DateRule.objects.exists()


# ------------------------------------------------------------------ who signs


def test_a_letter_is_signed_by_who_it_is_on_its_day(admin: Browser, office: Office, gita: Staff) -> None:
    today = localdate()
    sent = {
        "standing": "plh",
        "full_name": "Siti Aminah, S.H.",
        "nip": "19800101 200501 2 001",
        "reason": "Surat Perintah No. 5",
        "seen": "0",
    }
    assert admin.post(SIGNS, sent | {"valid_from": typed_date(today - timedelta(days=3))}).status_code == 303
    named = signatory_on(office.pk, today)
    assert named is not None
    assert (str(named), named.nip) == ("Plh. Kepala Siti Aminah, S.H.", "198001012005012001")
    assert signatory_on(office.pk, today - timedelta(days=4)) is None
    far = admin.post(
        SIGNS, sent | {"valid_from": typed_date(today - timedelta(days=32)), "seen": str(named.pk)}
    )
    assert list(far.context["form"].errors) == ["valid_from"]
    short = admin.post(SIGNS, sent | {"valid_from": typed_date(today), "nip": "123", "seen": str(named.pk)})
    assert list(short.context["form"].errors) == ["nip"]
    with pytest.raises(RuleTooEarly):
        set_signatory(
            valid_from=AT.date() - timedelta(days=32), columns={}, reason="S", seen=0, by=gita, at=AT
        )
    assert admin.post(f"{SIGNS}{named.pk}/tarik/").status_code == 303
    assert Signatory.objects.count() == 1  # it holds already


# ------------------------------------------------------------------ all of them, and the file of a child


def test_the_page_of_settings_says_what_is_to_come(
    admin: Browser, office: Office, gita: Staff, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        day = date(2046, 1 + number, 1)
        common = {"office": office, "valid_from": day, "reason": "S", "decided_by": gita, "decided_at": AT}
        PhaseRule.objects.create(**common)
        Signatory.objects.create(**common, full_name="Siti")
        if number in (0, 2):
            with django_assert_num_queries(21):
                page = admin.get("/pengaturan/")
    assert [one.day for one, _, _ in page.context["coming"]] == [
        date(2046, month, 1) for month in (1, 2, 3) for _ in range(2)
    ]
    assert "15 program" in page.content.decode()


@pytest.mark.parametrize(("ages", "asks"), [("18, 21", True), ("21", False), ("", False)])
def test_a_childs_file_asks_at_the_offices_ages(
    admin: Browser, ani: Staff, browser_of: Any, office: Office, ages: str, asks: bool
) -> None:
    born = add_months(localdate(), -12 * 19)
    row = SupervisionFactory(
        officer=ani, office=office, section="BKA", client__section="BKA", client__birth_date=born
    )
    Office.objects.filter(pk=office.pk).update(juvenile_prompts=ages)
    page = browser_of(ani).get(f"/klien/{row.client_id}/").content.decode()
    assert ("Klien anak kini berumur 19 tahun" in page) is asks


def test_an_adults_file_never_asks(ani: Staff, browser_of: Any, office: Office) -> None:
    born = add_months(localdate(), -12 * 19)
    row = SupervisionFactory(officer=ani, office=office, client__birth_date=born)
    assert "Klien anak kini" not in browser_of(ani).get(f"/klien/{row.client_id}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"), [("18,21", "18, 21"), ("21 18", "18, 21"), ("", ""), ("delapan", None), ("9", None)]
)
def test_the_ages_are_figures(admin: Browser, office: Office, typed: str, kept: str | None) -> None:
    page = admin.get("/pengaturan/kantor/").context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() not in (None, False)}
    answer = admin.post("/pengaturan/kantor/", sent | {"juvenile_prompts": typed})
    office.refresh_from_db()
    if kept is None:
        assert list(answer.context["form"].errors) == ["juvenile_prompts"]
    else:
        assert (answer.status_code, office.juvenile_prompts) == (303, kept)
