"""Fictional offices, officers and clients, before anybody writes them down."""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass, field
from datetime import date, timedelta


def listed(words: str) -> list[str]:
    """The words of a line, so that a list reads as one."""
    return words.split()


MONTHS = listed("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember")


@dataclass(frozen=True)
class Office:
    """A probation office: its town, the regencies around it with their NIK region and districts, and its prisons."""

    town: str
    regencies: tuple[tuple[str, str, tuple[str, ...]], ...]
    prisons: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]


_JAVA_MEN = listed(
    "Slamet Purwanto Suyitno Bagyo Giyono Mulyanto Heri Agung Teguh Rohmat Dwiyono Eko Sigit Wahid Nurhadi Jumadi Legimin "
    "Senin April Supangat Wagino Tukiman Sarno Yulianto Imron Khamim Fauzan Arif Rizal Dimas Bayu Galuh Surip Katiman"
)
_JAVA_WOMEN = listed(
    "Sumiati Lestari Yuliana Dewi Marsinah Ngatini Painem Indah Rahayu Titin Suryani Wijiati"
)
_JAVA_FAMILY = listed(
    "Santosa Widodo Hidayat Nurcahyo Prabowo Kuncoro Wibisono Raharjo Susilo Anggoro Pribadi"
)
_SUNDA_MEN = listed(
    "Asep Ujang Dadang Cecep Encep Deden Iwan Yayan Endang Maman Nandang Tatang Ade Dede Rustandi Jajang"
)
_SUNDA_WOMEN = listed("Neneng Euis Yuyun Iis Nia Imas Lilis Cucu")
_SUNDA_FAMILY = listed("Suherman Permana Gunawan Hermawan Sutisna Kurnia Mulyana Setiadi Komara Nugraha")
_EAST_MEN = listed(
    "Made Ketut Wayan Nyoman Yohanes Petrus Baso Daeng Hasanuddin Syamsul Burhan Agustinus Markus Andi"
)
_EAST_WOMEN = listed("Putu Kadek Maria Nurhayati Sitti Yuliana Ester Hasnah")
_EAST_FAMILY = listed(
    "Sitanggang Siregar Nainggolan Mokodompit Tahir Parawansa Lamba Sudana Adnyana Manurung Kaban"
)


def _office(town: str, regencies: str, prisons: str, people: int) -> Office:
    parsed = []
    for part in regencies.split(";"):
        name, code, districts = part.split(":")
        parsed.append((name.strip(), code.strip(), tuple(d.strip() for d in districts.split(","))))
    men, women, families = (
        (_JAVA_MEN, _JAVA_WOMEN, _JAVA_FAMILY),
        (_SUNDA_MEN, _SUNDA_WOMEN, _SUNDA_FAMILY),
        (_EAST_MEN + _JAVA_MEN[:8], _EAST_WOMEN, _EAST_FAMILY),
    )[people]
    return Office(town, tuple(parsed), tuple(prisons.split(",")), tuple(men), tuple(women), tuple(families))


OFFICES = (
    _office(
        "Kediri",
        "Kediri:3506:Pare,Gurah,Wates,Plosoklaten;Blitar:3505:Wlingi,Kanigoro,Srengat;Tulungagung:3504:Ngunut,Kauman,Campurdarat",
        "Kediri,Blitar,Tulungagung,Trenggalek,Malang",
        0,
    ),
    _office(
        "Purwokerto",
        "Banyumas:3302:Ajibarang,Sokaraja,Wangon;Cilacap:3301:Majenang,Sidareja,Kroya;Purbalingga:3303:Bobotsari,Kaligondang",
        "Purwokerto,Cilacap,Purbalingga,Banyumas,Banjarnegara",
        0,
    ),
    _office(
        "Garut",
        "Garut:3205:Tarogong Kidul,Cikajang,Leles;Tasikmalaya:3206:Singaparna,Ciawi,Rajapolah;Ciamis:3207:Banjarsari,Kawali",
        "Garut,Tasikmalaya,Ciamis,Banjar,Sumedang",
        1,
    ),
    _office(
        "Palopo",
        "Luwu:7317:Belopa,Bua,Suli;Luwu Utara:7322:Masamba,Sabbang;Tana Toraja:7318:Makale,Sangalla",
        "Palopo,Makale,Masamba,Makassar,Parepare",
        2,
    ),
    _office(
        "Pematang Siantar",
        "Simalungun:1208:Raya,Bandar,Tanah Jawa;Asahan:1209:Kisaran Barat,Air Batu;Karo:1206:Berastagi,Tigapanah",
        "Pematang Siantar,Labuhan Ruku,Kabanjahe,Tebing Tinggi",
        2,
    ),
)
_VILLAGES = listed(
    "Sukamaju Mekarsari Karanganyar Sidomulyo Kebonsari Tanjungsari Wonorejo Cibodas Kedungwringin Pulosari Lembang Salu"
)
_HAMLETS = listed("Krajan Kulon Wetan Lor Cikole Tegalsari Sumber Babakan")
_STREETS = listed("Merdeka Diponegoro Veteran Pahlawan Melati Cendrawasih Kartini Gajah Mada")
_NICKS = listed("Gembul Codot Bagong Kuncung Boim Ableh Jontor Kancil Petruk Ucok Gondes Cepot")
_FATHERS = listed(
    "Sarwan Kasim Dulah Martono Sukiman Parno Idris Kosasih Tarya Rasid Wiryo Saleh Bonar Lundu"
)

Word = tuple[str, str]


@dataclass(frozen=True)
class Crime:
    """An offence: its category, the words an office has for it (plain ones first), and its articles with their law."""

    key: str
    words: tuple[str, ...]
    articles: tuple[str, ...]
    also: tuple[str, ...] = ()


CRIMES = (
    Crime("PENCURIAN", ("Pencurian", "Curat", "Curanmor", "Pencurian dengan pemberatan", "Curi", "Pencurian biasa"), ("363 ayat (1) ke-4 KUHP", "362 KUHP", "Pasal 363 ayat (1) ke 3, 5 KUHP", "363 (1) ke-3 KUHP jo 65 KUHP")),
    Crime("NARKOTIKA", ("Narkotika", "Narkoba", "Sabu-sabu", "UU Narkotika", "Ganja", "Penyalahgunaan narkotika"), ("114 ayat (1) UU 35/2009", "Pasal 112 ayat (1) UU RI No. 35 Tahun 2009", "127 ayat (1) huruf a UU No. 35 Th 2009", "114 ayat (1) jo 132 ayat (1) UU RI No. 35 Tahun 2009 tentang Narkotika")),
    Crime("PENGGELAPAN", ("Penggelapan", "Penggelapan dalam jabatan", "Gelap"), ("372 KUHP", "Ps. 374 KUHP", "374 KUHP jo 64 ayat (1) KUHP"), ("DALAM_JABATAN",)),
    Crime("PENIPUAN", ("Penipuan", "Tipu", "Penipuan online"), ("378 KUHP", "Pasal 378 KUHP", "492 UU 1/2023"), ("ITE",)),
    Crime("PENGANIAYAAN", ("Penganiayaan", "Aniaya", "Penganiayaan berat"), ("351 ayat (1) KUHP", "Ps 351 (2) KUHP", "466 ayat (1) UU No. 1 Tahun 2023")),
    Crime("PERLINDUNGAN_ANAK", ("Perlindungan Anak", "UU PA", "Persetubuhan anak", "UU Perlindungan Anak"), ("81 ayat (2) UU 17/2016", "Pasal 82 ayat (1) UU RI No. 17 Tahun 2016", "80 ayat (1) UU RI No. 35 Th. 2014")),
    Crime("PERJUDIAN", ("Perjudian", "Judi", "Togel", "Judi online"), ("303 ayat (1) ke-2 KUHP", "303 bis KUHP", "Pasal 303 KUHP")),
    Crime("LAKA_LANTAS", ("Laka lantas", "Kecelakaan lalu lintas", "Lakalantas"), ("310 ayat (4) UU 22/2009", "Pasal 310 ayat (3) UU RI No. 22 Tahun 2009")),
    Crime("KESEHATAN", ("Kesehatan", "UU Kesehatan", "Obat keras"), ("435 UU 17/2023", "Pasal 196 UU RI No. 36 Tahun 2009"), ("NARKOTIKA",)),
    Crime("KORUPSI", ("Tipikor", "Korupsi", "Tindak pidana korupsi"), ("3 UU 31/1999 jo UU 20/2001", "Pasal 2 ayat (1) UU RI No. 31 Tahun 1999")),
    Crime("PENADAHAN", ("Penadahan", "Tadah"), ("480 ke-1 KUHP", "Pasal 480 KUHP")),
    Crime("PEMERASAN", ("Pemerasan", "Pengancaman"), ("368 ayat (1) KUHP", "369 KUHP")),
    Crime("PEMBUNUHAN", ("Pembunuhan", "Pembunuhan berencana"), ("338 KUHP", "Pasal 340 KUHP")),
    Crime("KETERTIBAN", ("Pengeroyokan", "Keroyok"), ("170 ayat (2) ke-1 KUHP", "Pasal 170 KUHP"), ("PENGANIAYAAN",)),
    Crime("KDRT", ("KDRT", "Kekerasan dalam rumah tangga"), ("44 ayat (1) UU 23/2004", "Pasal 44 ayat (1) UU RI No. 23 Tahun 2004")),
    Crime("SENJATA", ("Sajam", "Senjata tajam", "UU Darurat"), ("2 ayat (1) UU Drt 12/1951", "Pasal 2 ayat (1) UU Darurat No. 12 Tahun 1951"), ("KETERTIBAN",)),
    Crime("PEMALSUAN", ("Pemalsuan surat", "Pemalsuan"), ("263 ayat (1) KUHP", "Pasal 263 KUHP")),
    Crime("KEHUTANAN", ("Illegal logging", "Kehutanan"), ("83 ayat (1) huruf b UU 18/2013", "Pasal 12 huruf e UU RI No. 18 Tahun 2013")),
    Crime("TRAFFICKING", ("TPPO", "Perdagangan orang", "Trafficking"), ("2 ayat (1) UU 21/2007", "Pasal 2 UU RI No. 21 Tahun 2007")),
    Crime("MATA_UANG", ("Uang palsu", "Upal"), ("36 ayat (3) UU 7/2011", "244 KUHP")),
    Crime("CUKAI", ("Cukai", "Rokok ilegal"), ("54 UU 39/2007", "Pasal 56 UU RI No. 39 Tahun 2007")),
    Crime("FIDUSIA", ("Fidusia", "Jaminan fidusia"), ("36 UU 42/1999",)),
    Crime("ITE", ("ITE", "UU ITE"), ("45 ayat (1) UU 19/2016", "Pasal 27 ayat (3) UU RI No. 19 Tahun 2016")),
    Crime("MIGAS", ("Migas", "BBM bersubsidi"), ("55 UU 22/2001",)),
)  # fmt: skip

PROGRAMMES: dict[str, tuple[str, ...]] = {
    "PB": ("PB", "P.B", "Pb.", "Pembebasan Bersyarat", "PB (Pembebasan Bersyarat)", "pembebasan bersyarat", "P B"),
    "CB": ("CB", "C.B.", "Cuti Bersyarat", "cb", "CB (Cuti Bersyarat)"),
    "CMB": ("CMB", "C.M.B", "Cuti Menjelang Bebas", "CMB (Cuti Menjelang Bebas)"),
    "ASIMILASI_RUMAH": ("Asimilasi Rumah", "Asrum", "Asimilasi di rumah", "ASIMILASI DI RUMAH"),
    "PIB": ("Pidana Bersyarat", "PiB", "Pid. Bersyarat", "Pidana percobaan"),
    "PENGAWASAN": ("Pidana Pengawasan", "Pengawasan", "Pid. Pengawasan"),
    "KERJA_SOSIAL": ("Pidana Kerja Sosial", "Kerja Sosial", "PKS"),
    "DIVERSI": ("Diversi", "Kesepakatan Diversi"),
    "ANAK_SYARAT": ("Pidana dengan syarat", "Pidana dgn syarat"),
    "PELATIHAN_KERJA": ("Pelatihan Kerja", "Pelatihan kerja"),
    "BIMBINGAN_LANJUTAN": ("Bimbingan Lanjutan", "Bimbingan tambahan"),
}  # fmt: skip
TITLES = {
    "PB": "PEMBEBASAN BERSYARAT", "CB": "CUTI BERSYARAT", "CMB": "CUTI MENJELANG BEBAS", "ASIMILASI_RUMAH": "ASIMILASI DI RUMAH",
    "PIB": "PIDANA BERSYARAT", "PENGAWASAN": "PIDANA PENGAWASAN", "KERJA_SOSIAL": "PIDANA KERJA SOSIAL", "DIVERSI": "DIVERSI",
    "ANAK_SYARAT": "PIDANA DENGAN SYARAT", "PELATIHAN_KERJA": "PELATIHAN KERJA", "BIMBINGAN_LANJUTAN": "BIMBINGAN LANJUTAN",
}  # fmt: skip
_CLASS = {"ASIMILASI_RUMAH": "ASR", "KERJA_SOSIAL": "PKS", "PENGAWASAN": "PP", "DIVERSI": "DIV", "ANAK_SYARAT": "AS", "PELATIHAN_KERJA": "PK", "BIMBINGAN_LANJUTAN": "BL"}  # fmt: skip
CHILD = {"DIVERSI", "ANAK_SYARAT", "PELATIHAN_KERJA"}
VERDICT = {"PIB", "PENGAWASAN", "KERJA_SOSIAL", *CHILD}


@dataclass(frozen=True)
class Officer:
    full: str
    front: str
    back: str

    @property
    def written(self) -> str:
        return f"{self.front}{self.full}{self.back}"

    @property
    def first(self) -> str:
        return self.full.split()[0]


@dataclass
class Client:
    """One supervision, as it is meant."""

    name: str
    sex: str
    birth_place: str
    birth: date
    nik: str
    alias: str | None
    father: str | None
    father_dead: bool
    village: str
    hamlet: str
    street: str
    rt: int
    rw: int
    district: str
    regency: str
    phone: str
    crime: Crime
    article: str
    years: int
    months: int
    days: int
    programme: str
    seq: int
    decree_no: str
    decree: date
    start: date
    end: date
    expiry: date | None
    detained: date
    origin: str
    officer: Officer
    hours: int
    attended: list[date] = field(default_factory=list)

    @property
    def code(self) -> str:
        return _CLASS.get(self.programme, self.programme)


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def make_officers(rng: random.Random, count: int) -> list[Officer]:
    firsts = listed(
        "Retno Bambang Fitria Yoga Nanik Herman Widya Taufan Sulastri Gatot Melinda Irwan Kristina Joni Prita"
    )
    lasts = listed("Handoyo Puspita Saragih Wardani Maulana Kusnadi Oktaviani Tambunan Rosadi Utami Ramdani")
    backs = (", S.H.", ", S.Sos.", ", S.Psi., M.H.", ", A.Md.IP., S.H.", "", ", S.ST.", ", M.Si.")
    chosen = rng.sample(firsts, count)
    return [
        Officer(
            f"{first} {rng.choice(lasts)}",
            rng.choice(("", "", "", "Drs. ", "H. ")) if first in ("Bambang", "Herman", "Gatot") else "",
            rng.choice(backs),
        )
        for first in chosen
    ]


class Village:
    """Makes the clients of one office; every name is used once, so that a name finds its client."""

    def __init__(self, rng: random.Random, office: Office, officers: list[Officer], as_of: date) -> None:
        self.rng, self.office, self.officers, self.as_of = rng, office, officers, as_of
        self._names: set[str] = set()
        self._serial = 9000
        self._seq: dict[str, int] = {}

    def _name(self, sex: str) -> str:
        rng = self.rng
        firsts = self.office.men if sex == "L" else self.office.women
        for _ in range(200):
            parts = [rng.choice(firsts)]
            if rng.random() < 0.75:
                parts.append(rng.choice(self.office.families))
            if rng.random() < 0.25:
                parts.insert(0, rng.choice(("Muhammad", "Moh.", "Ahmad")) if sex == "L" else "Siti")
            name = " ".join(parts).upper()
            if len(parts) == 1 and len(name) < 4:
                continue
            if name not in self._names:
                self._names.add(name)
                return name
        self._serial += 1
        name = f"{rng.choice(firsts)} {rng.choice(self.office.families)} {rng.choice(_FATHERS)}".upper()
        self._names.add(name)
        return name

    def client(self, programme: str) -> Client:
        rng = self.rng
        sex = "P" if rng.random() < 0.1 else "L"
        regency, region, districts = rng.choice(self.office.regencies)
        start = self.as_of - timedelta(days=rng.randint(5, 700))
        age = rng.randint(14, 17) if programme in CHILD else rng.randint(20, 62)
        birth = start - timedelta(days=int(age * 365.25) + rng.randint(10, 340))
        district = rng.choice(districts)
        self._serial += 1
        nik = f"{region}{districts.index(district) + 1:02d}{birth.day + (40 if sex == 'P' else 0):02d}{birth:%m%y}{self._serial:04d}"
        years, months, days, end, expiry, detained = self._dates(programme, start)
        decree = start - timedelta(days=rng.randint(3, 40))
        seq = self._seq[programme] = self._seq.get(programme, rng.randint(0, 60)) + 1
        crime = rng.choice(CRIMES)
        court = self.office.prisons[0]
        number = rng.randint(3, 1900)
        if programme in VERDICT:
            kind = "Pid.Sus-Anak" if programme in CHILD else rng.choice(("Pid.B", "Pid.Sus"))
            decree_no = f"{number}/{kind}/{decree.year}/PN {court[:3].title()}"
            origin = f"Kejari {rng.choice(self.office.prisons[:3])}"
        else:
            decree_no = rng.choice(
                (
                    f"PAS-{number}.PK.05.09 TAHUN {decree.year}",
                    f"PAS-{number}.PK.01.05.09 Tahun {decree.year}",
                    f"PAS.{number}.PK.05.03 TAHUN {decree.year}",
                    f"W.{rng.randint(8, 33)}.PAS.PAS.{rng.randint(2, 40)}.PK.05.09-{number}",
                )
            )
            origin = f"{rng.choice(('Lapas', 'Lapas', 'Rutan'))} {rng.choice(self.office.prisons)}"
        return Client(
            name=self._name(sex), sex=sex, birth_place=rng.choice([r[0] for r in self.office.regencies] + ["Surabaya", "Jakarta", "Medan"]),
            birth=birth, nik=nik, alias=rng.choice(_NICKS).upper() if rng.random() < 0.15 else None,
            father=rng.choice(_FATHERS).upper() if rng.random() < 0.4 else None, father_dead=rng.random() < 0.3,
            village=rng.choice(_VILLAGES), hamlet=rng.choice(_HAMLETS), street=rng.choice(_STREETS), rt=rng.randint(1, 14), rw=rng.randint(1, 9),
            district=district, regency=regency, phone="08" + rng.choice(("12", "13", "21", "52", "57", "78", "95")) + f"0000{rng.randint(1000, 99999)}"[:9],
            crime=crime, article=rng.choice(crime.articles), years=years, months=months, days=days, programme=programme, seq=seq,
            decree_no=decree_no, decree=decree, start=start, end=end, expiry=expiry, detained=detained, origin=origin,
            officer=rng.choice(self.officers), hours=rng.randint(1, 30) * 8,
        )  # fmt: skip

    def _dates(self, programme: str, start: date) -> tuple[int, int, int, date, date | None, date]:
        rng = self.rng
        if programme in ("PB", "CB", "CMB", "ASIMILASI_RUMAH"):
            left = rng.randint(2, 5) if programme != "PB" else rng.randint(6, 24)
            expiry = add_months(start, left) + timedelta(days=rng.randint(0, 12))
            total = left * 3 + rng.choice((0, 1, 2))
            days = rng.choice((0, 0, 0, 0, 15, 20))
            end = {
                "PB": add_months(expiry, 12),
                "ASIMILASI_RUMAH": start + timedelta(days=rng.randint(60, 130)),
            }.get(programme, expiry)
            detained = add_months(expiry, -total) - timedelta(days=days)
            return total // 12, total % 12, days, end, expiry, detained
        length = {
            "PENGAWASAN": rng.choice((6, 9, 12, 18, 24)),
            "PIB": rng.choice((6, 8, 10, 12)),
            "KERJA_SOSIAL": 6,
            "DIVERSI": rng.choice((3, 6)),
        }.get(programme, 6)
        served = length if programme == "PENGAWASAN" else rng.choice((2, 3, 4, 6))
        return served // 12, served % 12, 0, add_months(start, length), None, start - timedelta(days=60)
