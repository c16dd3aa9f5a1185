"""`bimbing import_register FILE --answers FILE`: all answers are taken, or none and the reason names the place."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bimbing.clients.models import Client
from bimbing.intake.actions import AnswersRefused, apply_answers, receive
from bimbing.intake.actions.answer_file import parse
from bimbing.intake.models import Import, ImportRow, LearntWord
from bimbing.offices.models import Staff
from bimbing.supervision.models import Supervision
from tests.factories import AT
from tests.intake.rows import SITI, SUWARNO, row, workbook

pytestmark = pytest.mark.django_db

CSV = (
    "No;Nama Klien;No Register;NIK;Tgl Lahir;Program;Tgl Mulai;Tgl Berakhir;PK\n"
    "1;SUWARNO;012/PB/2026;3,52E+15;10-05-1990;PB;31-02-2026;10-03-2028;Budi Hartono\n"
    "2;SITI MUNAWAROH;013/CB/2026;3523104105850002;01-05-1985;Integrasi;01-04-2026;01-12-2026;Budi Hartono\n"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def bring(register: Path, answers: Any, **options: Any) -> str:
    path = register.with_name("jawaban.json")
    path.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    out = StringIO()
    call_command("import_register", register, answers=path, stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("dewi")
def test_the_answers_come_in_with_the_rows(register: Path) -> None:
    said = bring(
        register,
        {"cells": {"!2": {"start_date": "2026-02-28", "nik": None}, "!3": {"programme": "CB", "hours": 120}}},
    )
    assert "Masuk dengan pertanyaan" not in said
    kept = {s.client.full_name: s for s in Supervision.objects.select_related("client")}
    assert kept["SUWARNO"].start_date is not None
    assert (f"{kept['SUWARNO'].start_date}", kept["SUWARNO"].client.nik) == ("2026-02-28", "")
    assert (kept["SITI MUNAWAROH"].programme_id, kept["SITI MUNAWAROH"].hours_ordered) == ("CB", 120)
    assert ImportRow.objects.get(row=2).answers["nik"]["value"] is None


@pytest.mark.usefixtures("dewi")
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("{", "Berkas jawaban bukan objek JSON."),
        ("[]", "Berkas jawaban bukan objek JSON."),
        ("[" * 100_000, "Berkas jawaban bukan objek JSON."),
        ({"cels": {}}, "bagian yang tidak dikenal: “cels”"),
        ({"cells": []}, "cells  tidak ditulis sebagaimana mestinya"),
        ({"cells": {"!2": "x"}}, "!2  tidak ditulis sebagaimana mestinya"),
        ({"cells": {"!2": {"nik": ["1"]}}}, "!2 nik tidak ditulis sebagaimana mestinya"),
        ({"cells": {"!2": {"nik": True}}}, "!2 nik tidak ditulis sebagaimana mestinya"),
        ({"cells": {"PB!99": {"nik": None}}}, "tidak ada baris klien di PB!99"),
        ({"cells": {"!2": {"shoe": "42"}}}, "!2 shoe: “shoe” bukan isian yang bisa dijawab"),
        ({"cells": {"!2": {"start_date": "31-02-2026"}}}, "!2 start_date: “31-02-2026” bukan tanggal"),
        ({"cells": {"!2": {"full_name": None}}}, "Baris tanpa nama tidak bisa masuk"),
        ({"people": {"!2": "him"}}, "!2 harus berisi new, skip"),
        ({"people": {"!99": "new"}}, "tidak ada baris klien di !99"),
        ({"people": {"!2": "client:999/PB/1999"}}, "!2: “client:999/PB/1999” tidak ada"),
        ({"people": {"!2": "row:!99"}}, "!2: “row:!99” tidak ada"),
        ({"people": {"!2": "row:!3", "!3": "row:!2"}}, "!3 dan baris yang ditunjuknya saling menunjuk"),
        ({"columns": {"": {"ZZ": "birth_date"}}}, "tidak ada kolom ZZ"),
        ({"columns": {"PB": {"C": "birth_date"}}}, "tidak ada kolom C pada “PB”"),
        ({"columns": {"": {"C": "sepatu"}}}, "kolom C pada “” tidak bisa diberi arti itu"),
        ({"words": {"shoe": {"42": "PB"}}}, "“shoe” tidak punya kata yang bisa dijelaskan"),
        ({"words": {"programme": {"integrasi": "XY"}}}, "“integrasi”: kantor tidak mengenal “XY”"),
        ({"words": {"officer": {"Budi": "Nobody"}}}, "“Budi”: kantor tidak mengenal “Nobody”"),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_nothing_is_kept(
    register: Path, answers: Any, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        bring(register, answers)
    assert (Import.objects.count(), Client.objects.count()) == (0, 0)


def test_columns_words_and_people_come_in_with_the_rows(register: Path, dewi: Staff, budi: Staff) -> None:
    register.write_text(CSV.replace("Tgl Lahir", "Kolom X") + CSV.splitlines()[1] + "\n", encoding="utf-8")
    bring(
        register,
        {
            "columns": {"": {"E": "birth_date"}},
            "words": {"programme": {"Integrasi": "CB"}, "officer": {"Budi Hartono": "Budi"}},
            "people": {"!3": "new", "!4": "skip"},
        },
    )
    kept = {s.client.full_name: s for s in Supervision.objects.select_related("client")}
    assert sorted(kept) == ["SITI MUNAWAROH", "SUWARNO"]
    assert sorted(f"{s.client.birth_date}" for s in kept.values()) == ["1985-05-01", "1990-05-10"]
    assert {s.officer_id for s in kept.values()} == {budi.pk}
    assert kept["SITI MUNAWAROH"].programme_id == "CB"
    assert ImportRow.objects.get(row=4).outcome == ImportRow.Outcome.REJECTED
    assert sorted(LearntWord.objects.values_list("field", "code")) == [
        ("officer", str(budi.pk)),
        ("programme", "CB"),
    ]


def test_a_row_is_said_to_be_a_client_by_his_number(register: Path, dewi: Staff) -> None:
    bring(register, {})
    register.write_text(
        CSV.splitlines()[0] + "\n1;WARNO;014/CB/2027;;;CB;01-04-2027;01-08-2027;\n", encoding="utf-8"
    )
    bring(register, {"people": {"!2": "client:012/pb/2026"}})
    assert sorted(Client.objects.values_list("full_name", flat=True)) == ["SITI MUNAWAROH", "SUWARNO"]
    suwarno = Client.objects.get(full_name="SUWARNO")
    assert Supervision.objects.filter(client=suwarno).count() == 2


@pytest.mark.usefixtures("dewi")
def test_every_wrong_answer_is_named_at_once(register: Path) -> None:
    with pytest.raises(CommandError) as refused:
        bring(register, {"cells": {"!2": {"shoe": "1", "nik": "12"}, "!3": {"sex": "?"}}})
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.usefixtures("dewi")
def test_a_file_of_answers_that_is_not_there_is_said(register: Path) -> None:
    with pytest.raises(CommandError, match="Berkas tidak ada"):
        call_command("import_register", register, answers=Path("/nowhere/jawaban.json"))
    with pytest.raises(CommandError, match="--answers tidak bisa bersama --dry-run"):
        call_command("import_register", register, answers=register, dry_run=True)


def test_one_answer_that_cannot_be_keeps_all_others_out(dewi: Staff) -> None:
    batch = receive(office=dewi.office, workbook=workbook(row(SUWARNO), row(SITI, 8)), by=dewi, at=AT)
    told = parse('{"cells": {"PB!7": {"sex": "P"}, "PB!8": {"full_name": null}}}')
    with pytest.raises(AnswersRefused):
        apply_answers(batch=batch, answers=told, by=dewi, at=AT)
    assert [r.answers for r in batch.rows.all()] == [{}, {}]
