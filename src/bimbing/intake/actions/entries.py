"""One row as columns of the register: person, case, supervision. Whatever does not fit is kept as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from django.db.models import Model

from bimbing.clients.actions import NewClient
from bimbing.clients.models import Client, Guarantor, Religion
from bimbing.clients.models import Phone as PhoneRow
from bimbing.intake.actions.found import Issue, Values, is_open
from bimbing.rules.addresses import read_address
from bimbing.rules.dates import read_date
from bimbing.rules.status import ACTIVE, Status
from bimbing.rules.status_words import Remark, read_remark
from bimbing.supervision.models import Case, Supervision

#: What the workbook says in a column that the register has no field for: label in the remarks.
KEPT_AS_TEXT: Final[Mapping[str, str]] = {
    "ethnicity": "Suku",
    "citizenship": "Kewarganegaraan",
    "age": "Umur menurut berkas",
    "family_card": "No. KK",
    "other_register": "No. register lain",
    "remission": "Remisi",
    "fine": "Denda",
    "decree_status": "Keterangan SK",
    "closing": "Pengakhiran",
    "hours_done": "Jam dijalani",
    "work_place": "Tempat kerja sosial",
    "condition": "Syarat",
    "verdict": "Putusan",
    "remarks": "Keterangan",
}
#: Fields as the remarks name them where a value was not taken.
FIELD_WORDS: Final[Mapping[str, str]] = {
    "register_no": "No. register",
    "nik": "NIK",
    "sex": "Jenis kelamin",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "address": "Alamat",
    "phones": "No. telepon",
    "offence": "Perkara",
    "articles": "Pasal",
    "sentence": "Pidana",
    "hours": "Jam kerja sosial",
    "programme": "Program",
    "decree_no": "No. SK",
    "decree_date": "Tanggal SK",
    "start_date": "Tanggal mulai",
    "end_date": "Tanggal berakhir",
    "sentence_end_date": "Tanggal bebas murni",
    "origin": "Asal lapas/rutan",
    "officer": "PK",
    "status": "Status",
    "attendance": "Absensi",
}
_OWNERS = {owner.value for owner in PhoneRow.Owner}
_OWNER_WORDS = {"relative": "other", "neighbour": "other"}
_RELIGIONS = {religion.value.casefold(): religion.value for religion in Religion} | {
    "protestan": "Kristen",
    "kristen protestan": "Kristen",
    "budha": "Buddha",
    "konghucu": "Khonghucu",
    "hindhu": "Hindu",
}


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that the tables hold; a code they do not hold becomes text."""

    programmes: frozenset[str]
    offences: frozenset[str]


@cache
def _longest(model: type[Model], column: str) -> int | None:
    found: int | None = getattr(model._meta.get_field(column), "max_length", None)  # noqa: SLF001  (Django's own way)
    return found


def _fit(model: type[Model], column: str, text: str | None) -> str:
    return (text or "")[: _longest(model, column)]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=4096)
def _free_day(text: str) -> date | None:
    """A date out of a column that is kept as text beside the fields; only where it is beyond doubt."""
    reading = read_date(text)
    return reading.value if reading.clear else None


def client_columns(values: Values) -> dict[str, Any]:
    """Columns of Client. Empty text and None mean: the row does not say it."""
    extra: Mapping[str, str] = values.get("extra", {})
    address = values.get("address") or ""
    parts = read_address(address)
    columns: dict[str, Any] = {
        "full_name": _fit(Client, "full_name", values["full_name"]),
        "aliases": _fit(Client, "aliases", " / ".join(values.get("aliases", ()))),
        "sex": values.get("sex") or "",
        "birth_date": day(values.get("birth_date")),
        "birth_year": values.get("birth_year"),
        "nik": values.get("nik") or "",
        "religion": _RELIGIONS.get(extra.get("religion", "").casefold().strip(), ""),
        "village": _fit(Client, "village", parts.village or extra.get("village")),
        "district": _fit(Client, "district", parts.district or extra.get("district")),
        "regency": _fit(Client, "regency", parts.regency or extra.get("regency")),
        "address": _fit(Client, "address", address),
    }
    for name in ("parent_name", "birth_place"):
        columns[name] = _fit(Client, name, values.get(name))
    for name in ("education", "occupation", "marital_status"):
        columns[name] = _fit(Client, name, extra.get(name))
    return columns


def case_columns(values: Values, known: Known) -> dict[str, Any]:
    """Columns of Case."""
    extra: Mapping[str, str] = values.get("extra", {})
    years, months, days = values.get("sentence") or (0, 0, 0)
    offence = values.get("offence") or ""
    return {
        "offence_id": offence if offence in known.offences else None,
        "offence_text": "" if offence in known.offences else _fit(Case, "offence_text", offence),
        "articles": _fit(Case, "articles", values.get("articles")),
        "verdict_no": _fit(Case, "verdict_no", extra.get("verdict_no")),
        "verdict_date": _free_day(extra.get("verdict_date", "")),
        "sentence_years": min(years, 32767),
        "sentence_months": min(months, 32767),
        "sentence_days": min(days, 32767),
        "life_sentence": bool(values.get("life")),
        "subsidiary": _fit(Case, "subsidiary", values.get("subsidiary")),
        "detained_on": _free_day(extra.get("detained_on", "")),
        "two_thirds_date": _free_day(extra.get("two_thirds_on", "")),
        "sentence_expiry_date": day(values.get("sentence_end_date")),
        "origin_facility": _fit(Case, "origin_facility", values.get("origin")),
    }


def supervision_columns(values: Values, known: Known) -> dict[str, Any]:
    """Columns of Supervision, without officer and status, which have verbs of their own."""
    extra: Mapping[str, str] = values.get("extra", {})
    programme = values.get("programme") or ""
    return {
        "programme_id": programme if programme in known.programmes else None,
        "register_no": _fit(Supervision, "register_no", values.get("register_no")),
        "received_on": _free_day(extra.get("received_on", "")),
        "decision_no": _fit(Supervision, "decision_no", values.get("decree_no")),
        "decision_date": day(values.get("decree_date")),
        "start_date": day(values.get("start_date")),
        "end_date": day(values.get("end_date")),
        "hours_ordered": values.get("hours"),
    }


def remarks_of(values: Values, issues: list[Issue]) -> str:
    """What the row says and no column holds, a line each; and the cells that were not clear enough to be taken."""
    extra: Mapping[str, str] = values.get("extra", {})
    lines = [f"{label}: {extra[key]}" for key, label in KEPT_AS_TEXT.items() if extra.get(key)]
    for name, value in values.get("left_out", {}).items():
        lines.append(f"{FIELD_WORDS.get(name, name)} di berkas: {value} (belum jelas)")
    open_cells = {
        (remark["field"], remark["text"])
        for remark in issues
        if is_open(remark) and remark.get("text") and remark["field"] in FIELD_WORDS
    }
    for name, text in sorted(open_cells):
        if values.get(name) in (None, "", []) and name not in values.get("left_out", {}):
            lines.append(f"{FIELD_WORDS[name]} di berkas: {text} (belum jelas)")
    return "\n".join(lines)


def new_client(values: Values, section: str, name_key: str) -> NewClient:
    """The person of a row. `name_key` is his folded name."""
    extra: Mapping[str, str] = values.get("extra", {})
    guarantors = []
    if name := extra.get("guarantor") or extra.get("guardian"):
        guarantors.append(
            {
                "name": _fit(Guarantor, "name", name),
                "relation": "" if extra.get("guarantor") else "wali",
                "phone": _fit(Guarantor, "phone", extra.get("guarantor_phone")),
            }
        )
    fields = client_columns(values) | {"section": section}
    return NewClient(
        fields=fields,
        phones=phones_of(values),
        guarantors=guarantors,
        name_key=name_key if fields["full_name"] == values["full_name"] else "",  # else it was cut
    )


def phones_of(values: Values) -> list[tuple[str, str]]:
    """(E.164, owner) as the register knows owners."""
    found = {}
    for number, owner in values.get("phones", ()):
        owner = _OWNER_WORDS.get(owner, owner)
        found[number[:17]] = owner if owner in _OWNERS else PhoneRow.Owner.SELF.value
    return list(found.items())


@lru_cache(maxsize=4096)
def _remark(text: str) -> Remark:
    return read_remark(text).value or Remark()


@dataclass(frozen=True, slots=True)
class StatusTold:
    """The status of a row, since when, and in whose words."""

    status: Status
    on: date | None
    reason: str


def status_of(values: Values, today: date) -> StatusTold:
    """The status a row tells. Where the day is not written, the nearest that is known, and the reason says so.

    Ended by time: the end date. Ended before its time, or detained: the day after the last report that the file knows,
    so that nothing after it is held against the client.
    """
    status = Status(values.get("status") or Status.AKTIF)
    if status is Status.AKTIF:
        return StatusTold(status, None, "")
    text = values.get("extra", {}).get("remarks", "")
    told = _remark(text)
    if told.status is status and told.day is not None and told.day <= today:
        return StatusTold(status, told.day, text[:250])
    end, seen = day(values.get("end_date")), _last_seen(values)
    reason = (f"{text} " if text else "")[:200] + "(tanggal tidak tertulis di berkas)"
    if status is Status.BERAKHIR and end is not None and end <= today:
        return StatusTold(status, end, text[:250])
    if seen is not None and seen < today:
        return StatusTold(status, seen + timedelta(days=1), reason)
    if status in ACTIVE:
        return StatusTold(status, None, reason)
    return StatusTold(status, min(end, today) if end else today, reason)


def _last_seen(values: Values) -> date | None:
    days = [mark[0] for mark in values.get("attendance", ()) if mark[1] in ("present", "online", "visit")]
    full = [text for text in days if len(text) == 10]
    return date.fromisoformat(max(full)) if full else None
