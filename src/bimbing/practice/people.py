"""Fictional persons for the practice office: names of every style, addresses of the area, cases as a real office has.

Pure and seeded: the same day gives the same office. Telephone numbers carry a block of zeros and NIK serials begin
at 9001, so that none belongs to anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bimbing.rules.calendar import add_months, month_start

SINGLE = [
    "SUWARNO",
    "SUTRISNO",
    "SLAMET",
    "SUPRIYADI",
    "MUJIONO",
    "KASMIN",
    "SUPARMAN",
    "WAGIMAN",
    "RIYANTO",
    "SUNARYO",
    "MASHURI",
    "NGATEMAN",
    "PONIDI",
    "SOEKARNO",
    "PARMIN",
    "KUSNAN",
    "LASIMIN",
    "DJUMADI",
    "TARMUJI",
    "SUROTO",
    "SUKIRNO",
    "JUMAIN",
    "KARSONO",
    "MARDJUKI",
]
FIRST = (
    (
        "AGUS BUDI EKO DWI TRI JOKO YOGA RUDI DENI ANDIK BAMBANG HERU IMAM NUR SAMSUL TEGUH WAHYU YUDI ZAENAL FERI GALIH "
        "HENDRA LUKMAN RONI TAUFIK UMAR ARIS BAYU CAHYO DIDIK EDI FAJAR GUNTUR HADI IWAN KHOIRUL LUTFI MAHFUD NANANG OKI "
        "PUJI RIZAL SAIFUL TOTOK WAWAN YUSUF ZAINAL ANGGA BENI DONI|MOH. ARIF|MOH. ALI|M. KHOIRUL|MUHAMMAD RIZKI|ACHMAD FAUZI|"
        "AHMAD ZAINURI|MOCH. SHOLEH|ABDUL ROHMAN"
    )
    .replace(" ", "|", 49)
    .split("|")
)
LAST = [
    "SETIAWAN",
    "SANTOSO",
    "PRASETYO",
    "CAHYONO",
    "WIDODO",
    "SUSILO",
    "PRATAMA",
    "HARTONO",
    "KURNIAWAN",
    "PURNOMO",
    "IRAWAN",
    "SYAFI'I",
    "HIDAYAT",
    "HADI",
    "WIBOWO",
    "SAPUTRA",
    "PRASTOWO",
    "ABIDIN",
    "PERMANA",
    "GUNAWAN",
    "HAKIM",
    "FARUK",
    "UTOMO",
    "WIDIANTO",
    "SAPUTRO",
    "HERMAWAN",
    "MAULANA",
    "FIRMANSYAH",
    "NUGROHO",
    "SUBAGYO",
    "PRAYITNO",
    "ROHMAN",
    "MARZUKI",
    "ROFIQ",
    "SUSANTO",
    "KUSNADI",
    "HAMDANI",
    "SULAIMAN",
    "ANSORI",
    "BASUKI",
    "WINARNO",
    "LAKSONO",
    "ARDIANSYAH",
]
WOMEN = [
    "SITI MUNAWAROH",
    "SRI WAHYUNI",
    "ENDANG LESTARI",
    "NUR AINI",
    "DEWI SARTIKA",
    "YULIATI",
    "KASIYATI",
    "RINI ASTUTIK",
    "TUTIK",
    "SULASTRI",
    "ANIK FARIDA",
    "LILIK SUPRIHATIN",
    "WIWIK HANDAYANI",
    "SITI KHOTIJAH",
    "RUMIATI",
    "DIAN ANGGRAENI",
    "MURTINI",
    "NIKMATUL LAILI",
]
FATHERS = [
    "KARTO",
    "SUKARDI",
    "TARMIN",
    "SUPARDI",
    "WAGIRAN",
    "KASMADI",
    "SARDI",
    "NGATIMIN",
    "RASMAN",
    "SUKIMIN",
    "MARTO",
    "DARMO",
    "PAIMIN",
    "SOLIKIN",
]
PLACES = {
    "Bojonegoro": ("3522", {"Ngraho": "Luwihaji", "Kalitidu": "Panjunan", "Dander": "Ngumpakdalem", "Kapas": "Wedi",
                            "Balen": "Kemamang", "Sumberrejo": "Sumuragung", "Baureno": "Gunungsari", "Padangan": "Kuncen"}),
    "Tuban": ("3523", {"Palang": "Gesikharjo", "Semanding": "Bejagung", "Jenu": "Beji", "Plumpang": "Bandungrejo",
                       "Rengel": "Sawahan", "Montong": "Pucangan"}),
    "Lamongan": ("3524", {"Babat": "Bedahan", "Sugio": "Kalipang", "Paciran": "Kranji", "Brondong": "Sedayulawas",
                          "Deket": "Sidorejo", "Tikung": "Bakalanpule"}),
}  # fmt: skip
OFFENCES = (
    ("NARKOTIKA", "112 ayat (1) UU 35/2009", 44), ("PENCURIAN", "363 ayat (1) ke-3 KUHP", 24),
    ("KESEHATAN", "435 UU 17/2023", 7), ("PENGANIAYAAN", "351 ayat (1) KUHP", 5), ("PENIPUAN", "378 KUHP", 5),
    ("PENGGELAPAN", "372 KUHP", 4), ("PERJUDIAN", "303 KUHP", 4), ("PERLINDUNGAN_ANAK", "81 ayat (2) UU 35/2014", 4),
    ("LAKA_LANTAS", "310 ayat (4) UU 22/2009", 2), ("KORUPSI", "3 UU 31/1999", 1),
)  # fmt: skip
PROGRAMMES = (
    ("PB", 74),
    ("CB", 14),
    ("CMB", 3),
    ("PENGAWASAN", 4),
    ("PIB", 2),
    ("KERJA_SOSIAL", 2),
    ("ASIMILASI", 1),
)
PRISONS = (
    "Lapas Bojonegoro",
    "Lapas Tuban",
    "Lapas Lamongan",
    "Lapas Surabaya",
    "Lapas Madiun",
    "Rutan Gresik",
)
JOBS = (
    "Petani/pekebun",
    "Buruh tani",
    "Buruh harian lepas",
    "Wiraswasta",
    "Pedagang",
    "Sopir",
    "Tukang batu",
    "Nelayan",
)
OFFICERS = (
    "Ani Rahmawati|S.H.", "Budi Hartono|S.Sos.", "Citra Puspita|S.Psi.", "Dimas Prayogo|S.H.", "Erna Wulandari|S.Sos.",
    "Fajar Nugroho|S.H.", "Hendro Siswanto|S.Sos.", "Indah Permatasari|S.Psi.", "Joko Santoso|S.H., M.H.",
    "Kartika Sari|S.Sos.", "Lestari Handayani|S.Psi.", "Mulyadi|S.H.", "Nanang Kosim|S.Sos.", "Retno Wulan|S.H.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional client with his case and guidance. `habit`: chance that he reports in a month; `stopped`: so many
    months ago he ceased to come (0: never). `lacks`: what the record has not."""

    name: str
    alias: str
    father: str
    sex: str
    birth_place: str
    birth: date
    nik: str
    village: str
    district: str
    regency: str
    phone: str
    phone_owner: str
    guarantor: str
    job: str
    offence: str
    articles: str
    programme: str
    section: str
    years: int
    months: int
    prison: str
    start: date
    end: date
    officer: int
    habit: float
    stopped: int
    lacks: frozenset[str]


def people(today: date, *, count: int, officers: int, seed: int, children: int = 0) -> list[Person]:
    """So many persons whose guidance is running on `today` (a few are past their end and wait for closing)."""
    draw = Random(seed)
    seen: set[str] = set()
    return [_person(draw, today, n, officers, child=n < children, seen=seen) for n in range(count)]


def ended_people(today: date, *, count: int, officers: int, seed: int) -> list[Person]:
    """Persons whose guidance is over: started two to four years ago."""
    return people(add_months(today, -26), count=count, officers=officers, seed=seed)


def _weighted(draw: Random, choices: tuple[tuple[str, int], ...]) -> str:
    return draw.choices([code for code, _ in choices], [weight for _, weight in choices])[0]


def _person(draw: Random, today: date, number: int, officers: int, *, child: bool, seen: set[str]) -> Person:
    woman = draw.random() < 0.035
    name, alias, father = _name(draw, woman, seen)
    regency = draw.choices(list(PLACES), [5, 3, 2])[0]
    region, districts = PLACES[regency]
    district = draw.choice(list(districts))
    birth = _birth(draw, today, child)
    programme = (
        draw.choice(("DIVERSI", "ANAK_SYARAT", "PELATIHAN_KERJA")) if child else _weighted(draw, PROGRAMMES)
    )
    offence, articles, _ = draw.choices(OFFENCES, [row[2] for row in OFFENCES])[0]
    start, end, years, months = _dates(draw, today, programme, number)
    short = birth.strftime("%d%m%y") if not woman else f"{birth.day + 40:02}{birth:%m%y}"
    kind = draw.random()
    return Person(
        name=name,
        alias=alias,
        father=father,
        sex="P" if woman else "L",
        birth_place=regency,
        birth=birth,
        nik=f"{region}{draw.randint(1, 20):02}{short}{9001 + number % 900}",
        village=districts[district],
        district=district,
        regency=regency,
        phone=f"+6281{draw.randint(2, 5)}0000{number:04}",
        phone_owner=draw.choices(("self", "spouse", "parent", "village"), (78, 12, 7, 3))[0],
        guarantor=f"{draw.choice(FATHERS).title()}",
        job="Pelajar" if child else draw.choice(JOBS),
        offence=offence,
        articles=articles,
        programme=programme,
        section="BKA" if child else "BKD",
        years=years,
        months=months,
        prison=draw.choice(PRISONS),
        start=start,
        end=end,
        officer=number % officers if number < 70 else draw.randrange(officers),
        habit=0.98 if kind < 0.8 else 0.82,
        stopped=draw.choice((1, 2, 2, 3, 4, 6)) if kind > 0.9 else 0,
        lacks=frozenset(lack for lack, share in _LACKS if draw.random() < share),
    )


_LACKS = (("phone", 0.07), ("officer", 0.02), ("end", 0.015), ("nik", 0.12), ("guarantor", 0.1))


def _name(draw: Random, woman: bool, seen: set[str]) -> tuple[str, str, str]:
    """Name, alias and father; never the same name with the same father twice."""
    name, father = "", ""
    while not name or f"{name}/{father}" in seen:
        single = draw.random() < 0.09
        two = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        name = draw.choice(WOMEN) if woman else draw.choice(SINGLE) if single else two
        father = draw.choice(FATHERS) if single or draw.random() < 0.35 else ""
    seen.add(f"{name}/{father}")
    alias = name.split()[-1][:5] if draw.random() < 0.12 else ""
    return name, alias, father


def _birth(draw: Random, today: date, child: bool) -> date:
    age = draw.randint(14, 17) if child else min(max(int(draw.gauss(34, 10)), 19), 68)
    return today - timedelta(days=age * 365 + draw.randrange(365))


def _dates(draw: Random, today: date, programme: str, number: int) -> tuple[date, date, int, int]:
    """Start and end round today, and the sentence that leads there. Some end this month, some are past their end."""
    length = {
        "PB": draw.randint(16, 40),
        "CB": draw.randint(4, 6),
        "CMB": 4,
        "KERJA_SOSIAL": 6,
        "ASIMILASI": 5,
    }.get(programme, draw.randint(6, 24))
    if number % 23 == 0:
        end = today - timedelta(days=draw.randint(2, 40))  # past its end, waiting for the closing letter
    elif number % 17 == 0:
        end = today + timedelta(days=draw.randint(0, 45))
    else:
        end = today + timedelta(days=draw.randint(20, max(40, length * 30 - 20)))
    start = add_months(end, -length)
    start = min(start, today - timedelta(days=draw.randint(1, 20)))
    return start, end, draw.randint(1, 6) if programme == "PB" else 1, draw.choice((0, 0, 3, 6))


def visit_days(person: Person, today: date, *, months: int, seed: int) -> Iterator[date]:
    """The days on which this person came in the last `months` months, at most one a month, none on a Sunday."""
    draw = Random(f"{seed}/{person.nik}/{person.name}")
    for back in range(months, -1, -1):
        first = add_months(month_start(today), -back)
        if back < person.stopped or draw.random() > person.habit:
            continue
        day = first + timedelta(days=min(max(int(draw.gauss(person.start.day, 3)), 1), 28) - 1)
        if day.weekday() == 6:
            day += timedelta(days=1)
        if person.start <= day <= min(person.end, today):
            yield day
