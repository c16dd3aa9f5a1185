"""Reading a status from its column, or from a remark that mentions it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bimbing.rules.dates import dates_in
from bimbing.rules.reading import (
    DoubtCode,
    Raw,
    Reading,
    ask,
    distinct,
    formula_error,
    is_blank,
    is_ditto,
    note,
    plain,
)
from bimbing.rules.status import RevocationGround, Status

_S = Status
_W = r"(?<![a-z])"
_E = r"(?![a-z])"
# Plans and denials: something was asked for, expected or is not so. They decide nothing.
_PENDING = re.compile(
    rf"{_W}(?:usul(?:an)?|diusulkan|rencana|akan|proses|indikasi|calon|ajukan|diajukan|pengajuan|hampir|belum|blm|tidak jadi|batal)\s+"
    rf"(?:di)?(?:ter)?(?:pen)?(?:cabut|limpah|pelimpahan|pindah|selesai|berakhir|akhir|tahan|bebas|pengakhiran)\w*"
)
_NOT_YET = re.compile(rf"{_W}(?:belum|blm)\s+(?:selesai|berakhir|habis|bebas|akhir){_E}")
_INACTIVE = re.compile(
    rf"{_W}(?:tidak|tdk|non|nonaktif|tak|in)[\s-]*akti[fv]{_E}|{_W}nonaktif{_E}|{_W}pasif{_E}"
)
_CLEAR: tuple[tuple[Status, str], ...] = (
    (_S.MENINGGAL, rf"{_W}(?:meninggal(?:\s+dunia)?|md|wafat|mati|almarhum(?:ah)?|almh?){_E}"),
    (
        _S.CABUT_SEMENTARA,
        rf"{_W}(?:(?:pen|di|ter)?cabut(?:an)?\s*(?:sk\s*)?(?:sementara|smtr|smntr)|cabsem){_E}",
    ),
    (_S.DICABUT, rf"{_W}(?:(?:di|ter|ke)?cabut|pencabutan){_E}"),
    (_S.DITAHAN, rf"{_W}(?:ditahan|penahanan|tahanan|ditangkap|tertangkap|masuk\s+lagi|perkara\s+lain){_E}"),
    (
        _S.DILIMPAHKAN,
        rf"{_W}(?:(?:di)?limpah(?:kan)?|pelimpahan|terlimpah){_E}|{_W}(?:pindah|mutasi)\w*\s+(?:ke\s+)?(?:bapas|bps){_E}",
    ),
    (_S.BATAL, rf"{_W}(?:batal|salah\s+(?:input|entri|entry|ketik)|dobel|double|duplikat){_E}"),
    (
        _S.BERAKHIR,
        rf"{_W}(?:selesai|berakhir|bebas\s*murni|bebas|habis|tamat|pengakhiran|akhir(?:\s+bimbingan)?|purna){_E}",
    ),
    (
        _S.AKTIF,
        rf"{_W}(?:aktif|active|berjalan|dalam\s+(?:masa\s+)?bimbingan|masih(?:\s+(?:wajib\s+)?lapor|\s+bimbingan)?){_E}",
    ),
)
_PATTERNS = tuple((status, re.compile(pattern)) for status, pattern in _CLEAR)
# In a free remark only these words speak of the status by themselves; "bebas" or "mati" may speak of anything.
_REMARK_ENDED = re.compile(
    rf"{_W}(?:(?:sudah|telah|sdh)\s+(?:selesai|berakhir|habis|bebas)|selesai(?:\s+bimbingan)?|berakhir|bebas\s*murni|(?:surat|sk)\s+pengakhiran|"
    rf"pengakhiran(?:\s+bimbingan)?|habis\s+masa(?:\s+bimbingan)?){_E}"
)
_MOVED = re.compile(rf"{_W}(?:pindah|mutasi){_E}")
_UNDECIDED_FLAGS = re.compile(rf"{_W}(?:dpo|hilang|mangkir|kabur|buron|hmb|tidak\s+diketahui){_E}")
_GROUNDS: tuple[tuple[RevocationGround, re.Pattern[str]], ...] = (
    (
        RevocationGround.TIDAK_LAPOR_3X,
        re.compile(
            rf"(?:3|tiga)\s*(?:x|kali)|{_W}(?:tidak|tdk|tak|gak)\s+(?:wajib\s+)?lapor{_E}|{_W}mangkir{_E}"
        ),
    ),
    (
        RevocationGround.PIDANA_BARU,
        re.compile(
            rf"{_W}(?:pidana|tindak\s+pidana|tp|kasus|perkara|melakukan)\s+(?:baru|lagi|lain){_E}|{_W}(?:residivis|pengulangan|mengulangi?){_E}"
        ),
    ),
    (
        RevocationGround.PINDAH_TANPA_LAPOR,
        re.compile(rf"{_W}pindah\s+(?:alamat\s+)?(?:tanpa|tdk|tidak)\s+(?:lapor|izin|ijin)\w*"),
    ),
    (RevocationGround.MERESAHKAN, re.compile(rf"{_W}(?:meresahkan|keresahan|resah){_E}")),
    (
        RevocationGround.TIDAK_IKUT_PROGRAM,
        re.compile(rf"{_W}(?:tidak|tdk)\s+(?:meng)?ikut\w*\s+(?:program|bimbingan)\w*"),
    ),
)
_TARGET = re.compile(
    rf"{_W}bapas\s+(?:kelas\s+|klas\s+)?(?:ii?[ab]?\s+)?([a-z][a-z' ]*?)(?=\s+(?:tgl|tanggal|tmt|per|no|sk|pada|sejak|krn|karena|dgn|dengan){_E}|[^a-z' ]|$)"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark says about the status: status, ground of a revocation, receiving office, the day."""

    status: Status | None = None
    ground: RevocationGround | None = None
    target: str | None = None
    day: date | None = None


def read_status(raw: Raw) -> Reading[Status]:
    """The status in a status column: `BEBAS MURNI`, `Cabut sementara`, `MD`, `Ditahan Polres`.

    Words that do not decide (`tidak aktif`, `DPO`, `HMB`, `usul cabut`, `PINDAH`) have no value, or a suggestion only.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    text = plain(raw)
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=text),))
    low = _low(text)
    if _NOT_YET.search(low):
        return Reading(_S.AKTIF, (note(DoubtCode.STATUS_UNCLEAR, raw=text),))
    if "?" in text or _PENDING.search(low) or _INACTIVE.search(low):
        return Reading(None, (ask(DoubtCode.STATUS_UNCLEAR, raw=text),))
    found = _found(low)
    if not found:
        params = (
            {"suggest": _S.DILIMPAHKAN.value}
            if _MOVED.search(low) and not re.search(r"alamat|rumah|domisili", low)
            else {}
        )
        return Reading(None, (ask(DoubtCode.STATUS_UNCLEAR, raw=text, **params),))
    if len(found) > 1:
        return Reading(found[0], (ask(DoubtCode.STATUS_UNCLEAR, raw=text, options="|".join(found)),))
    return Reading(found[0])


def read_remark(raw: Raw, *, today: date | None = None) -> Reading[Remark]:
    """What a free remark says about the status; most remarks say nothing of it, and that is no doubt.

    `cabut 3x tdk lapor tgl 16-05-2026`, `Pelimpahan ke Bapas Malang`, `ditahan Polres Tuban`, `sudah berakhir`.
    """
    if is_blank(raw) or not isinstance(raw, str) or formula_error(raw) is not None:
        return Reading(None)
    text = plain(raw)
    low = _low(text)
    if _PENDING.search(low) or _INACTIVE.search(low):
        return Reading(None, (note(DoubtCode.STATUS_UNCLEAR, raw=text),))
    status = _remark_status(low)
    if status is None:
        flagged = _UNDECIDED_FLAGS.search(low) or re.search(rf"{_W}pindah\s*$", low)
        return Reading(None, (note(DoubtCode.STATUS_UNCLEAR, raw=text),) if flagged else ())
    revoked = status in (_S.DICABUT, _S.CABUT_SEMENTARA)
    days = dates_in(text, today=today)
    return Reading(
        Remark(
            status,
            revocation_ground(text) if revoked else None,
            transfer_target(text) if status is _S.DILIMPAHKAN else None,
            days[0] if len(days) == 1 else None,
        )
    )


def _remark_status(low: str) -> Status | None:
    for status, pattern in _PATTERNS:
        if status in (_S.BERAKHIR, _S.AKTIF, _S.BATAL):
            continue
        hit = pattern.search(low)
        if hit is None or (status is _S.MENINGGAL and not _dead_client(low, hit)):
            continue
        return status
    if _REMARK_ENDED.search(low):
        return _S.BERAKHIR
    return _S.AKTIF if re.fullmatch(r"(?:masih\s+)?aktif", low) else None


def _dead_client(low: str, hit: re.Match[str]) -> bool:
    """`ayah meninggal` speaks of somebody else; `alm.` in a remark mostly of a relative."""
    before = low[: hit.start()]
    relative = re.search(
        rf"{_W}(?:ayah|ibu|bapak|istri|suami|anak|orang\s*tua|ortu|penjamin|kakak|adik|mertua|nenek|kakek){_E}",
        before,
    )
    return relative is None and hit.group() not in ("alm", "almh", "mati")


def _found(low: str) -> tuple[Status, ...]:
    hits: list[Status] = []
    rest = low
    for status, pattern in _PATTERNS:
        if pattern.search(rest):
            hits.append(status)
            rest = pattern.sub(" ", rest)
    return distinct(hits)


def _low(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[._,;:*()\[\]\"']+", " ", text.casefold())).strip()


def revocation_ground(text: str) -> RevocationGround | None:
    """The ground of a revocation as a remark words it (Permenkumham 3/2018), or None."""
    low = _low(text)
    return next((ground for ground, pattern in _GROUNDS if pattern.search(low)), None)


def transfer_target(text: str) -> str | None:
    """`Bapas Malang` in `Pelimpahan ke Bapas Malang tgl 3-4-2026`, or None."""
    match = _TARGET.search(re.sub(r"\s+", " ", text.casefold()))
    return f"Bapas {match[1].strip().title()}" if match else None
