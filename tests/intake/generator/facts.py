"""The cells about the case: offence, sentence, programme, decree, prison, status and remarks."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.intake.generator.cells import (
    NOTHING,
    Fault,
    Formula,
    Hand,
    Piece,
    Value,
    date_piece,
    date_text,
)
from tests.intake.generator.people import PROGRAMMES, VERDICT, Client, listed

_NUMBERS = listed("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")


def _word(hand: Hand, client: Client) -> tuple[str, bool]:
    words = client.crime.words
    plain = not hand.dirty(2)
    word = words[0] if plain else hand.rng.choice(words)
    if hand.dirty(0.3):
        word = hand.rng.choice(("TP. ", "Tindak Pidana ", "Kasus ", "Tipid ")) + word
    return (word.upper() if hand.dirty(0.4) else word), word != words[0]


def _crime_also(client: Client) -> dict[str, list[Any]]:
    return {"offence": list(client.crime.also)} if client.crime.also else {}


def offence_piece(hand: Hand, client: Client, *, articles: bool) -> Piece:
    """The offence in words, with its articles in the same cell or without."""
    rng = hand.rng
    word, odd = _word(hand, client)
    piece = Piece(
        word,
        {"offence": client.crime.key},
        may={"offence"} if odd or client.crime.also else set(),
        also=_crime_also(client),
    )
    if hand.dirty(0.06):
        return Piece(rng.choice(("idem", "sda", '"')), must={"offence"})
    if hand.dirty(0.1):
        return Piece(rng.choice(("-", "")), also={"offence": [client.crime.key]})
    if articles and not hand.dirty(0.5):
        law = client.article
        piece.says["articles"] = law
        piece.value = rng.choice((f"{word} {law}", f"{word} / {law}", f"{law} ({word})", f"{word}, {law}", f"{word} ({law})", f"{law} / {word}", f"{word}\n{law}"))  # fmt: skip
        piece.may.add("offence")
    return piece


def articles_piece(hand: Hand, client: Client, *, alone: bool) -> Piece:
    """The articles in a column of their own; `alone` where no other column names the offence."""
    if hand.dirty(0.3):
        return Piece(hand.rng.choice(("-", "")))
    piece = Piece(client.article, {"articles": client.article})
    if alone:
        piece.says["offence"] = client.crime.key
        piece.may.add("offence")
        piece.also = _crime_also(client)
    return piece


def sentence_piece(hand: Hand, client: Client) -> Piece:
    rng = hand.rng
    y, m, d = client.years, client.months, client.days
    if client.programme == "KERJA_SOSIAL":
        return Piece(f"{client.hours} jam", {"hours": client.hours}, may={"sentence"})
    says = {"sentence": f"{y}-{m}-{d}"}
    if hand.dirty(0.15):
        return Piece(rng.choice(("-", "")))
    if y and hand.dirty(0.25):
        return Piece(
            rng.choice((f"{y},{m or 6} th", f"{y}.{m or 6} thn", f"{y},{m or 3} tahun")), must={"sentence"}
        )
    style = (
        rng.choice(
            ("thn bln hr", "Tahun Bulan Hari", "th bl hr", "TH BLN HR", "th. bl. hr.", "tahun bulan hari")
        )
        if hand.dirty(2)
        else "Tahun Bulan Hari"
    )
    units = style.split()
    parts = [(n, u) for n, u in zip((y, m, d), units, strict=True) if n]
    if not parts:
        return Piece("-")
    text, may = _term(hand, parts)
    if hand.dirty(0.4) and client.programme not in VERDICT:
        text += rng.choice((" sub 3 bln", " denda Rp. 1.000.000.000,- sub 2 bulan", " + sub 3 bln", " denda 1 M sub 3 bln", " subsider 6 bulan kurungan", " denda 800 juta subs 2 bulan penjara"))  # fmt: skip
        may = {"sentence"}
    if client.programme == "PIB" and hand.dirty(2):
        text += rng.choice((" percobaan 8 bln", " masa percobaan 10 bulan"))
        may = {"sentence"}
    return Piece(text, says, may=may)


def _term(hand: Hand, parts: list[tuple[int, str]]) -> tuple[str, set[str]]:
    """Years, months and days as somebody writes them, and what a note on it would be no nuisance for."""
    rng = hand.rng
    plain = " ".join(f"{n} {u}" for n, u in parts)
    small = all(n < len(_NUMBERS) for n, _ in parts)
    if hand.dirty(0.3) and small:
        return " ".join(f"{n} ({_NUMBERS[n]}) {u}" for n, u in parts), set()
    if hand.dirty(0.3):
        return "".join(f"{n}{u} " for n, u in parts).strip(), set()
    if hand.dirty(0.2):
        return rng.choice((", ", " dan ", " & ", " - ")).join(f"{n} {u}" for n, u in parts), set()
    if hand.dirty(0.15) and small:
        return " ".join(f"{_NUMBERS[n]} {u}" for n, u in parts), {"sentence"}
    if hand.dirty(0.15):
        return rng.choice(("Penjara ", "pidana penjara selama ", "Pidana penjara ")) + plain, set()
    if hand.dirty(0.2) and len(parts) == 2 and parts[1][1].lower().startswith("b"):
        return f"{12 * parts[0][0] + parts[1][0]} {rng.choice(('bulan', 'bln'))}", {"sentence"}
    return plain, set()


def programme_piece(hand: Hand, client: Client) -> Piece:
    rng = hand.rng
    if hand.dirty(0.06):
        return Piece(rng.choice(("idem", "sda", '"')), must={"programme"})
    if hand.dirty(0.2) and client.programme in ("PB", "CB"):
        return Piece(
            rng.choice(("Integrasi", "Pembimbingan", "Reintegrasi", "PB/CB", "?")), must={"programme"}
        )
    words = PROGRAMMES[client.programme]
    word = rng.choice(words) if hand.dirty(2) else words[0]
    return Piece(word, {"programme": client.programme}, may={"programme"} if word != words[0] else set())


def decree_piece(hand: Hand, client: Client) -> Piece:
    """Number and date of the decree in one cell."""
    rng = hand.rng
    if hand.dirty(0.3):
        return Piece(rng.choice(NOTHING[:2]))
    if hand.dirty(0.2):
        return Piece(rng.choice(("idem", "sda", '"', "s.d.a", "Idem")), must={"decree_no", "decree_date"})
    says = {"decree_no": client.decree_no, "decree_date": client.decree.isoformat()}
    if hand.dirty(0.3):
        return Piece(client.decree_no, {"decree_no": client.decree_no})
    day, odd = date_text(hand, client.decree)
    day = day.strip().removeprefix("tgl. ")
    number = client.decree_no
    if hand.dirty(0.3) and "," not in day:
        shape = rng.choice(("{n} ({d})", "No. {n}\nTgl. {d}", "No : {n}\nTgl : {d}", "{n}, {d}", "{n} Tanggal {d}", "{n}\n{d}", "{n} tertanggal {d}"))  # fmt: skip
        return Piece(shape.format(n=number, d=day), says, may={"decree_date"})
    if hand.dirty(0.4):
        number = rng.choice(("SK No. ", "No. ", "SK ", "Nomor : ")) + number
    glue = rng.choice((" / ", "\n", " tgl ", " tanggal ", " tgl. ", ", tgl ", " Tgl. ", "\nTgl. "))
    return Piece(f"{number}{glue}{day}", says, may={"decree_date"} if odd else set())


def decree_no_piece(hand: Hand, client: Client) -> Piece:
    if hand.dirty(0.3):
        return Piece("-")
    if hand.dirty(0.1):
        return Piece(hand.rng.choice(("idem", "sda")), must={"decree_no"})
    return Piece(client.decree_no, {"decree_no": client.decree_no})


def period_piece(hand: Hand, client: Client) -> Piece:
    """Start and end of guidance in one cell."""
    rng = hand.rng
    first, odd = date_text(hand, client.start)
    last, odd2 = date_text(hand, client.end)
    first, last = first.strip().removeprefix("tgl. "), last.strip().removeprefix("tgl. ")
    if hand.dirty(0.1):
        return Piece(rng.choice(("-", "s/d")))
    glue = rng.choice(
        (
            " s/d ",
            " s.d. ",
            " sd ",
            " - " if " " in first else " s/d ",
            "\ns/d\n",
            " sampai ",
            " s.d ",
            " s/d tgl ",
        )
    )
    says = {"start_date": client.start.isoformat(), "end_date": client.end.isoformat()}
    return Piece(f"{first}{glue}{last}", says, may={"start_date", "end_date"} if odd or odd2 else set())


def origin_piece(hand: Hand, client: Client) -> Piece:
    rng = hand.rng
    kind, _, town = client.origin.partition(" ")
    if hand.dirty(0.2):
        return Piece(rng.choice(NOTHING[:2]))
    klass = rng.choice(("Kelas IIA", "Klas II B", "Kls IIB", "Kelas II A", "Klas I"))
    names = {
        "Lapas": (f"Lapas {town}", f"LP {town}", f"LAPAS {town.upper()}", f"Lapas {klass} {town}", f"Lembaga Pemasyarakatan {klass} {town}", f"LAPAS {klass.upper()} {town.upper()}"),
        "Rutan": (f"Rutan {town}", f"RUTAN {town.upper()}", f"Rutan {klass} {town}"),
        "Kejari": (f"Kejari {town}", f"KEJARI {town.upper()}", f"Kejaksaan Negeri {town}"),
    }[kind]  # fmt: skip
    text = rng.choice(names) if hand.dirty(2) else names[0]
    return Piece(text, {"origin": client.origin}, may={"origin"} if "Kls" in text else set())


STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "aktif": ("Aktif", "AKTIF", "aktif", "Masih aktif", "Masih bimbingan"),
    "berakhir": ("Selesai", "SELESAI", "Bebas murni", "Berakhir", "selesai bimbingan", "Sudah bebas murni", "Habis masa bimbingan"),
    "dicabut": ("Dicabut", "CABUT", "Pencabutan", "dicabut"),
    "dilimpahkan": ("Dilimpahkan", "Pelimpahan", "Limpah ke Bapas Madiun", "Dilimpahkan ke Bapas Serang"),
    "meninggal": ("Meninggal", "Meninggal dunia", "MD", "MENINGGAL DUNIA"),
    "ditahan": ("Ditahan perkara lain", "Ditahan", "ditahan Polres"),
    "cabut_sementara": ("Pencabutan sementara", "Cabut sementara"),
}  # fmt: skip
_UNSURE = (
    "?",
    "tidak aktif",
    "proses cabut",
    "usul pencabutan",
    "rencana pelimpahan",
    "cek lagi",
    "non aktif",
)
_REMARKS = ("", "", "", "", "", "klien baru", "berkas lengkap", "belum foto", "KTP belum ada", "alamat pindah", "lapor via WA", "kerja di proyek", "KTP hilang", "sudah foto", "lengkap", "izin kerja luar kota", "ok", "sakit", "hadir tiap tgl 10", "surat jaminan ada", "rumah kontrakan", "istri meninggal", "proses perpanjangan KTP", "pindah kontrakan")  # fmt: skip


def state_of(hand: Hand, client: Client) -> str:
    """What became of the client by the day the workbook was kept."""
    if client.end < hand.as_of:
        return "berakhir"
    roll = hand.rng.random()
    for share, state in (
        (0.03, "dicabut"),
        (0.06, "dilimpahkan"),
        (0.08, "meninggal"),
        (0.1, "ditahan"),
        (0.11, "cabut_sementara"),
    ):
        if roll < share:
            return state
    return "aktif"


def status_piece(hand: Hand, state: str) -> Piece:
    if hand.dirty(0.15):
        return Piece(hand.rng.choice(_UNSURE), must={"status"})
    if hand.dirty(0.1):
        return Piece("", also={"status": ["aktif", "berakhir"]})
    return Piece(hand.rng.choice(STATUS_WORDS[state]), {"status": state}, may={"status"})


def remark_piece(hand: Hand, state: str, *, known: bool) -> Piece:
    """The remarks column; where no other column holds the status, endings stand here."""
    if hand.dirty(0.06):
        other = hand.rng.choice(hand.officers).first
        words = (f"oper ke Pak {other}", f"dialihkan ke Bu {other}", f"pindah PK ke Pak {other}")
        return Piece(
            hand.rng.choice(words),
            {"officer": None},
            must={"officer"},
            also={"status": ["aktif", "berakhir"]},
        )
    if known or state == "aktif" or hand.dirty(0.3):
        return Piece(hand.rng.choice(_REMARKS), also={} if known else {"status": ["aktif", "berakhir"]})
    word = hand.rng.choice(STATUS_WORDS[state])
    if hand.dirty(0.4) and state == "dicabut":
        word = hand.rng.choice(("cabut 3x tdk lapor", "dicabut, pidana baru", "CABUT (SK terlampir)"))
    return Piece(word, {"status": state}, may={"status"})


def register_piece(hand: Hand, client: Client, style: str) -> Piece:
    year, roman = client.start.year, listed("I II III IV V VI VII VIII IX X XI XII")[client.start.month - 1]
    if hand.dirty(0.1):
        return Piece("-")
    if hand.dirty(0.1):
        return Piece(
            f"{['Jan', 'Feb', 'Mar', 'May', 'Jun', 'Jul', 'Aug', 'Oct', 'Nov', 'Dec'][client.seq % 10]}-{year % 100}",
            must={"register_no"},
        )
    if not hand.text_only and hand.dirty(0.06):
        return Piece(date(year, 1 + client.seq % 12, 1), must={"register_no"})
    text = {
        "slash": f"{client.seq:03d}/{client.code}/{year}",
        "roman": f"{client.seq}/BKD/{roman}/{year}",
        "dotted": f"W.{client.seq}.{client.code}.{year}",
        "dash": f"{client.code}-{client.seq:04d}-{year}",
        "plain": f"{client.seq}",
        "padded": f"{client.seq:04d}",
    }[style]
    value: Value = text
    if style == "plain" and not hand.text_only and hand.rng.random() < 0.7:
        value = client.seq
    return Piece(value, {"register_no": text}, may={"register_no"} if isinstance(value, int) else set())


def end_formula(hand: Hand, client: Client, months: int) -> Piece:
    """An end computed from the start, with the stored result or an error."""
    if hand.text_only:
        return date_piece(hand, "end_date", client.end)
    if hand.dirty(0.3):
        return Piece(Formula("=EDATE(A1,6)", Fault("#VALUE!")), must={"end_date"})
    return Piece(Formula(f"=EDATE(A1,{months})", client.end), {"end_date": client.end.isoformat()})
