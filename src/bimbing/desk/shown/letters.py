"""The words of the three letters that follow a change of status. They stand in Indonesian on every screen: papers do.

Said is what is recorded, nothing else: a session or an examination that nobody wrote down does not appear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bimbing.cards.pdf.texts import long_date
from bimbing.desk.pdf.letters import Letter
from bimbing.rules.status import Status
from bimbing.supervision.models import StatusEvent, Supervision

#: How a ground is written in a letter (Permenkumham 3/2018).
_GROUNDS: Final = {
    "PIDANA_BARU": "melakukan pelanggaran hukum (tindak pidana baru)",
    "MERESAHKAN": "menimbulkan keresahan dalam masyarakat",
    "TIDAK_LAPOR_3X": "tidak melaksanakan kewajiban melapor 3 (tiga) kali berturut-turut",
    "PINDAH_TANPA_LAPOR": "tidak melaporkan perubahan alamat atau tempat tinggal",
    "TIDAK_IKUT_PROGRAM": "tidak mengikuti program pembimbingan",
}
_TITLES: Final = {
    Status.BERAKHIR: "SURAT KETERANGAN SELESAI MENJALANI BIMBINGAN",
    Status.DILIMPAHKAN: "SURAT PELIMPAHAN BIMBINGAN",
    Status.CABUT_SEMENTARA: "SURAT PENCABUTAN SEMENTARA",
}
_NO_NUMBER: Final = "........................................"


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, under which title, with which copies; as the page asks."""

    title: str
    name: str
    nip: str
    copies: Sequence[str]


def usual_copies(event: StatusEvent) -> list[str]:
    """Who is usually told: the prison it began in, the prosecutor, the regional office."""
    origin = event.supervision.case.origin_facility or "Lapas/Rutan asal"
    told = [f"Kepala {origin}", "Kepala Kejaksaan Negeri setempat"]
    return [*told, "Kepala Kantor Wilayah Direktorat Jenderal Pemasyarakatan"]


def letter_of(event: StatusEvent, signing: Signing) -> Letter:
    """The letter of one change of status. KeyError for a status that has none."""
    row, status = event.supervision, Status(event.status)
    office, written = row.office, event.document_date or event.on
    opening, closing = {
        Status.BERAKHIR: _ended,
        Status.DILIMPAHKAN: _transferred,
        Status.CABUT_SEMENTARA: _provisional,
    }[status](event, row, signing.title)
    contact = " · ".join(
        part for part in (office.address, f"Telepon {office.phone}" if office.phone else "") if part
    )
    to = ("Kepada Yth.", f"Kepala {event.target}", "di tempat") if status is Status.DILIMPAHKAN else ()
    return Letter(
        letterhead=office.letterhead_lines or (office.name.upper(),),
        contact=contact,
        title=_TITLES[status],
        number=f"Nomor: {event.document_no or _NO_NUMBER}",
        to=to,
        opening=opening,
        facts=_facts(row),
        closing=closing,
        place_and_day=", ".join(part for part in (office.city, long_date(written)) if part),
        signatory_title=signing.title,
        signatory=signing.name,
        signatory_nip=signing.nip,
        copies=signing.copies,
    )


def _facts(row: Supervision) -> list[tuple[str, str]]:
    client = row.client
    born = ", ".join(
        part
        for part in (client.birth_place, long_date(client.birth_date) if client.birth_date else "")
        if part
    )
    address, places = client.address, (client.village, client.district, client.regency)
    # Many an address names its village already; a letter does not say it twice.
    further = [place for place in places if place and place.casefold() not in address.casefold()]
    where = ", ".join(filter(None, (address, *further)))
    decision = row.decision_no
    if row.decision_date:
        decision = f"{decision or '-'} tanggal {long_date(row.decision_date)}"
    return [
        ("Nama", client.full_name),
        ("Tempat, tanggal lahir", born),
        ("Alamat", where),
        ("Nomor register", row.register_no),
        ("Program", row.programme.label if row.programme else ""),
        ("Nomor dan tanggal SK", decision),
        ("Masa bimbingan", _period(row.start_date, row.end_date)),
        ("Pembimbing Kemasyarakatan", row.officer.name_with_title if row.officer else ""),
    ]


def _period(start: date | None, end: date | None) -> str:
    return f"{long_date(start) if start else '-'} s.d. {long_date(end) if end else '-'}"


def _ended(event: StatusEvent, row: Supervision, title: str) -> tuple[str, list[str]]:
    opening = f"Yang bertanda tangan di bawah ini, {title} {row.office.name}, menerangkan bahwa:"
    early = row.end_date is not None and event.on < row.end_date
    why = f" sebelum akhir masa bimbingan, karena {event.reason}" if early and event.reason else ""
    said = (
        f"telah selesai menjalani bimbingan pada {row.office.name} pada tanggal {long_date(event.on)}{why}."
    )
    return opening, [said, "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya."]


def _transferred(event: StatusEvent, row: Supervision, title: str) -> tuple[str, list[str]]:
    opening = f"Bersama ini kami limpahkan kepada {event.target} pembimbingan klien pemasyarakatan:"
    grounds = []
    if event.request_on:
        grounds.append(f"permohonan klien tanggal {long_date(event.request_on)}")
    if event.statement_on:
        grounds.append(f"surat pernyataan penjamin di tempat tujuan tanggal {long_date(event.statement_on)}")
    closing = [f"Pelimpahan ini berdasarkan {' dan '.join(grounds)}."] if grounds else []
    if row.due_total:
        closing.append(
            f"Selama dibimbing di {row.office.name} klien memenuhi {row.met_total} dari {row.due_total} kewajiban lapor."
        )
    closing.append(
        f"Terhitung mulai tanggal {long_date(event.on)} pembimbingan dan pengawasan klien tersebut beralih kepada "
        f"{event.target}. Mohon kabar setelah klien diterima."
    )
    return opening, closing


def _provisional(event: StatusEvent, row: Supervision, title: str) -> tuple[str, list[str]]:
    programme = row.programme.label if row.programme else "program"
    opening = f"{title} {row.office.name} menetapkan pencabutan sementara {programme} terhadap klien:"
    why = "; ".join(part for part in (_GROUNDS.get(event.ground, ""), event.reason) if part)
    closing = [f"Alasan pencabutan sementara: {why}."] if why else []
    closing.append(
        f"Pencabutan sementara berlaku mulai tanggal {long_date(event.on)} sampai ada keputusan dari pejabat yang "
        "berwenang."
    )
    return opening, closing
