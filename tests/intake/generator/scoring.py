"""How well a reading of a register agrees with its truth: clients, cells, silent errors, flags due and flags needless.

The measures: a client is found by its sheet and row. A cell is scored when the truth has a value, when a flag is due on
it, or when the reading gives one. Right is the value meant (or, where a flag is due, a flag and no other value); silent
is a wrong or invented value without a flag; lost is nothing where something was, without a flag.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields
from typing import Any

FIELDS = (
    "full_name", "aliases", "parent_name", "register_no", "nik", "sex", "birth_place", "birth_date", "address", "phones", "offence",
    "articles", "sentence", "programme", "decree_no", "decree_date", "start_date", "end_date", "sentence_end_date", "origin", "officer",
    "status", "attendance",
)  # fmt: skip
_TITLES = frozenset(
    [
        "h",
        "hj",
        "drs",
        "dra",
        "dr",
        "ir",
        "kh",
        "sdr",
        "sdri",
        "tn",
        "ny",
        "pak",
        "bu",
        "bpk",
        "ibu",
        "sh",
        "se",
        "ssos",
        "spsi",
        "sst",
        "spd",
        "mh",
        "msi",
        "mm",
        "amd",
        "amdp",
        "amdip",
    ]
)
_OF_ADDRESS = frozenset(
    [
        "desa",
        "ds",
        "dsn",
        "dusun",
        "dk",
        "jl",
        "jalan",
        "gg",
        "no",
        "rt",
        "rw",
        "kel",
        "kelurahan",
        "kec",
        "kecamatan",
        "kab",
        "kabupaten",
        "kota",
    ]
)


@dataclass
class Score:
    """Counts over one register or, added up, over many; `wrong` tells each cell that is not right."""

    clients: int = 0
    found: int = 0
    false_clients: int = 0
    cells: int = 0
    right: int = 0
    silent: int = 0
    lost: int = 0
    flagged: int = 0
    due: int = 0
    caught: int = 0
    needless: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))


def score(truth: dict[str, Any], reading: dict[str, Any]) -> Score:
    """Compares a reading (the JSON of a dry run) with the truth."""
    result = Score(clients=len(truth["records"]))
    read = {(r["sheet"], r["row"]): r for r in reading["records"]}
    for record in truth["records"]:
        place = (record["sheet"], record["row"])
        found = read.pop(place, None)
        if found is None:
            result.wrong.append(f"{truth['file']} {place}: client missed")
            continue
        result.found += 1
        _record(f"{truth['file']} {place[0]}!{place[1]}", record, found, result)
    result.false_clients = len(read)
    result.wrong += [f"{truth['file']} {place}: false client" for place in read]
    return result


def _record(where: str, record: dict[str, Any], read: dict[str, Any], result: Score) -> None:
    flags = {i["field"] for i in read["issues"]}
    either = [set(m.split("|")) for m in record["must_flag"] if "|" in m]
    due = {m for m in record["must_flag"] if "|" not in m}
    allowed = set(record["may_flag"]).union(due, *either)
    result.due += len(record["must_flag"])
    for names in [{m} for m in due] + either:
        result.caught += bool(names & flags)
        if not names & flags:
            result.wrong.append(f"{where} {'|'.join(sorted(names))}: no flag")
    for name in FIELDS:
        want, got = _norm(name, record.get(name)), _norm(name, read.get(name))
        others = [_norm(name, v) for v in record["also_ok"].get(name, ())]
        agrees = got is not None and any(_same(name, v, got) for v in (want, *others) if v is not None)
        if name in flags and name not in allowed:
            result.needless += 1
        if want is None and name not in due and (got is None or agrees):
            continue
        result.cells += 1
        if name in due:
            verdict = "right" if name in flags and (got is None or want is None or agrees) else "silent"
        elif agrees or (got is None and any(name in names and names & flags for names in either)):
            verdict = "right"
        else:
            verdict = "flagged" if name in flags else "lost" if got is None else "silent"
        setattr(result, verdict, getattr(result, verdict) + 1)
        if verdict != "right":
            result.wrong.append(
                f"{where} {name}: {record.get(name)!r} read as {read.get(name)!r} ({verdict})"
            )


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().replace("’", "'").split())


def _name(value: object) -> str:
    head = _text(value).split(",")[0].replace("'", "")
    return " ".join(w for w in re.split(r"[^\w]+", head) if w and w not in _TITLES)


def _phone(value: object) -> str:
    return re.sub(r"^(?:62)?0*", "", re.sub(r"\D", "", str(value)))


def _norm(name: str, value: Any) -> Any:
    if value in (None, "", [], ()):
        return None
    listed = value if isinstance(value, list | tuple) else [value]
    if name == "aliases":
        return frozenset(_name(v) for v in listed) or None
    if name == "phones":
        return frozenset(_phone(v) for v in listed) or None
    if name == "attendance":
        return frozenset(listed) or None
    if name in ("full_name", "officer", "parent_name"):
        return _name(value) or None
    if name == "address":
        words = re.sub(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)", " ", re.sub(r"[^\w]+", " ", _text(value))).split()
        return tuple(sorted(w.lstrip("0") for w in words if w not in _OF_ADDRESS)) or None
    if name == "articles":
        return tuple(int(n) for n in re.findall(r"\d+", str(value))) or None
    if name == "sentence" and re.fullmatch(r"\d+-\d+-\d+", str(value)):
        years, months, days = map(int, str(value).split("-"))
        return (12 * years + months, days) if years or months or days else None
    if name == "decree_no":
        return re.sub(r"^(?:sk|no|nomor)[.:\s]*|\s", "", _text(value))
    if name == "origin":
        return _origin(_text(value))
    return re.sub(r"\s+", "", _text(value)) if name in ("register_no", "nik") else _text(value)


def _origin(text: str) -> str:
    text = text.replace("lembaga pemasyarakatan", "lapas").replace("kejaksaan negeri", "kejari")
    words = re.split(r"[^\w]+", re.sub(r"\blp\b", "lapas", text))
    return " ".join(w for w in words if w and not re.fullmatch(r"kelas|klas|kls|i{1,3}[ab]?|[ab]|negara", w))


def _same(name: str, want: Any, got: Any) -> bool:
    if name != "address":
        return bool(want == got)
    common = len([w for w in set(want) & set(got) for _ in range(min(want.count(w), got.count(w)))])
    return 2 * common / (len(want) + len(got)) >= 0.85
