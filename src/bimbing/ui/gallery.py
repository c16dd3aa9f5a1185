"""Invented people and numbers, so that the gallery shows every component in every state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TODAY = date(2026, 11, 24)

PLACES = [
    ("", "Semua bagian", "layout-grid", "u"),
    ("beranda", "Beranda", "house", "b"),
    ("daftar", "Klien", "users", "k"),
    ("meja", "Absen", "scan-line", "a"),
    ("berkas", "Berkas", "folder-open", "f"),
    ("formulir", "Klien baru", "user-plus", "d"),
    ("surat", "Surat", "mail", "s"),
]

#: Pages of the gallery and their templates.
PAGES = {
    "": "ui/gallery.html",
    **{slug: f"ui/gallery/{slug}.html" for slug, *_ in PLACES if slug},
    "masuk": "ui/gallery/masuk.html",
    "galat": "ui/error.html",
}


@dataclass(frozen=True, slots=True)
class SampleUser:
    full_name: str = "Dewi Anggraini"
    get_role_display: str = "Registrator"
    large_text: bool = False
    is_authenticated: bool = True


@dataclass(frozen=True, slots=True)
class SampleOffice:
    name: str = "Bapas Kelas I Contoh"
    short_name: str = "Bapas Kelas I Contoh"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    number: str
    programme: str
    officer: str
    next_on: date
    kind: str
    state: str


_STATES = [
    ("miss", "Terlewat"),
    ("wait", "Belum lapor"),
    ("ok", "Hadir"),
    ("wait", "Izin"),
    ("ended", "Berakhir"),
    ("ok", "Hadir"),
    ("wait", "Belum lapor"),
]
_NAMES = [
    "Suwarno bin Kartodikromo",
    "Eko Pratama",
    "Putu Gede Simanjuntak",
    "Siti Nurhaliza Ramadhani",
    "A. Rahman Hakim",
    "Yohanes Kristiawan Adi Nugroho",
    "Ratna Kusuma",
    "Wahyu Pratama",
    "Muh. Ilham Fauzi",
    "Cahyo Lestari",
    "Hendra Maulana",
    "Dedi Kurniawan",
    "I Made Kusuma Wardana",
    "Bambang Irawan",
    "Slamet Riyadi",
    "Agus Salim",
]
_PROGRAMMES = ["PB", "CB", "CMB", "Asimilasi", "PB", "Diversi", "PB", "CB"]
_OFFICERS = ["Ani Lestari", "Budi Santoso", "Yuliana Sari"]


def rows() -> list[Row]:
    return [
        Row(
            name,
            f"{49 - n:03d}/{_PROGRAMMES[n % 8][:3].upper()}/BKD/XI/2026",
            _PROGRAMMES[n % 8],
            _OFFICERS[n % 3],
            date(2026, 11 + (n % 7 > 1), 4 + n),
            *_STATES[n % 7],
        )
        for n, name in enumerate(_NAMES)
    ]


def _options(pairs: list[tuple[str, int]], active: str = "") -> list[dict[str, Any]]:
    return [{"label": label, "count": count, "url": "?", "active": label == active} for label, count in pairs]


def facets() -> list[dict[str, Any]]:
    return [
        {
            "title": "Keadaan lapor",
            "options": _options(
                [("Belum lapor bulan ini", 23), ("Sudah hadir", 61), ("Terlewat", 5), ("Izin", 2)],
                "Belum lapor bulan ini",
            ),
            "clear": "?",
        },
        {
            "title": "Program",
            "options": _options([("PB", 14), ("CB", 6), ("CMB", 1), ("Asimilasi", 2), ("Diversi", 0)]),
            "clear": "",
        },
        {
            "title": "PK",
            "options": _options(
                [
                    ("Ani Lestari", 9),
                    ("Budi Santoso", 8),
                    ("Yuliana Sari", 6),
                    ("Rina Marlina", 0),
                    ("Tono Hartono", 4),
                    ("Uli Simbolon", 3),
                    ("Vera Puspita", 2),
                    ("Wati Rahayu", 2),
                    ("Xaverius Lalo", 1),
                    ("Yanto Basuki", 1),
                ]
            ),
            "clear": "",
        },
        {"title": "Tahap", "options": _options([("Awal", 12), ("Lanjutan", 8), ("Akhir", 3)]), "clear": ""},
        {
            "title": "Bulan berakhir",
            "options": _options([("Nov 2026", 3), ("Des 2026", 5), ("Jan 2027", 2)]),
            "clear": "",
        },
    ]


def months() -> list[dict[str, Any]]:
    """Thirteen months: all kinds, the year's turn, the present month."""
    kinds = ["ok", "ok", "miss", "ok", "ok", "ok", "wait", "ok", "miss", "ok", "ok", "ok", "wait"]
    words = {"ok": "hadir", "miss": "terlewat", "wait": "izin sakit"}
    labels = ["Nov", "Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov"]
    listed = [
        {
            "label": label,
            "kind": kind,
            "text": f"{label} {2025 if n < 2 else 2026}: {words[kind]}",
            "year": {0: 2025, 2: 2026}.get(n, ""),
            "now": False,
        }
        for n, (label, kind) in enumerate(zip(labels, kinds, strict=True))
    ]
    listed[-1] |= {"now": True, "text": "Nov 2026: belum dicatat"}
    return [
        *listed,
        {"label": "Des", "kind": "neutral", "text": "Des 2026: belum tiba", "year": "", "now": False},
        {"label": "Jan", "kind": "neutral", "text": "Jan 2027: belum tiba", "year": 2027, "now": False},
        {
            "label": "Feb",
            "kind": "ended",
            "text": "Feb 2027: sesudah bimbingan berakhir",
            "year": "",
            "now": False,
        },
    ]


def caseload() -> list[dict[str, Any]]:
    names = [
        ("Ani Lestari", 54, 3),
        ("Budi Santoso", 61, 9),
        ("Yuliana Sari", 38, 1),
        ("Rina Marlina", 47, 4),
    ]
    return [
        {
            "label": name,
            "url": "?",
            "parts": [
                {"kind": "accent", "label": "teratur", "value": all_ - miss},
                {"kind": "miss", "label": "terlewat", "value": miss},
            ],
        }
        for name, all_, miss in names
    ]


def reporting() -> list[dict[str, Any]]:
    figures = [
        ("Jun", 212, 18),
        ("Jul", 226, 21),
        ("Agu", 219, 31),
        ("Sep", 240, 27),
        ("Okt", 251, 19),
        ("Nov", 168, 12),
    ]
    return [
        {
            "label": label,
            "parts": [
                {"kind": "ok", "label": "hadir", "value": came},
                {"kind": "miss", "label": "terlewat", "value": missed},
            ],
        }
        for label, came, missed in figures
    ]


class SampleForm(forms.Form):
    """Every widget in every state; two of the values are wrong."""

    name = forms.CharField(label="Nama lengkap", help_text="Seperti tertulis di SK.")
    alias = forms.CharField(label="Nama lain", required=False)
    nik = forms.CharField(label="NIK", required=False, min_length=16, max_length=16)
    born_on = forms.DateField(label="Tanggal lahir", help_text="Boleh 10/5/90 atau 10 mei 1990.")
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")], widget=forms.RadioSelect
    )
    programme = forms.ChoiceField(
        label="Program", choices=[("PB", "Pembebasan Bersyarat"), ("CB", "Cuti Bersyarat")]
    )
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    decree = forms.FileField(label="Salinan SK", required=False)
    consents = forms.BooleanField(label="Bersedia dihubungi lewat WhatsApp", required=False)


def form() -> SampleForm:
    bound = SampleForm(
        {"name": "Suwarno", "nik": "33741005", "born_on": "31-02-1990", "sex": "L", "programme": "PB"}
    )
    bound.is_valid()
    return bound


def context(page: str) -> dict[str, Any]:
    """What every gallery page gets."""
    prefix = "/ui/"
    return {
        "nav_items": [
            {
                "label": label,
                "url": f"{prefix}{slug}/" if slug else prefix,
                "icon": icon,
                "key": key,
                "active": slug == page,
                "badge": "5" if slug == "daftar" else "",
            }
            for slug, label, icon, key in PLACES
        ],
        "scan_url": f"{prefix}daftar/",
        "user": SampleUser(),
        "office": SampleOffice(),
        "health": {"kind": "ok", "text": "Cadangan teruji 2 jam lalu", "url": "?"},
        "today": TODAY,
        "rows": rows(),
        "facets": facets(),
        "months": months(),
        "caseload": caseload(),
        "reporting": reporting(),
        "form": form(),
        "kinds": ["ok", "wait", "miss", "ended", "hint", "neutral"],
        "title": _("Nothing at this address"),
        "text": _("The address is mistyped, or what it names is not among what you may see."),
        "code": 404,
    }
