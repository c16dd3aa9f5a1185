"""Offence categories: how registers name them, and which articles belong to them.

The category is a suggestion from words first, then from law and article. A bare number is weak: 112 is narcotics only
together with UU 35/2009.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from bimbing.rules.reading import (
    DoubtCode,
    Raw,
    Reading,
    ask,
    error,
    formula_error,
    is_blank,
    is_ditto,
    note,
    plain,
)

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "PERLINDUNGAN_ANAK",
        r"perlindungan\s*anak|\bpa\b|per?setubuhan\s*(?:thd\s*|terhadap\s*)?anak|cabul\s*(?:thd\s*|terhadap\s*)?anak|uu\s*pa\b|pencabulan\s*anak|kekerasan\s*(?:thd|terhadap)?\s*anak",
    ),
    ("TPPU", r"tppu|money\s*launder|pencucian\s*uang"),
    ("TPKS", r"\btpks\b|kekerasan\s*seksual"),
    ("KDRT", r"kdrt|pkdrt|kekerasan\s*dalam\s*rumah\s*tangga"),
    ("TRAFFICKING", r"traff?i[ck]+ing|tppo|perdagangan\s*orang"),
    ("TERORIS", r"teror"),
    ("KORUPSI", r"korupsi|tipikor|\bkorup\b"),
    ("PENYUAPAN", r"suap|nyuap|gratifikasi"),
    ("NARKOTIKA", r"nark?otik|narkoba|sabu|ganja|psikotropik|ekstasi|inex|pil\s*koplo|napza"),
    ("KESEHATAN", r"kesehatan|obat\s*keras|dobel\s*l|double\s*l|\bpil\b|farmasi|sediaan|okerbaya|obat"),
    ("PERAMPOKAN", r"rampok"),
    ("LAKA_LANTAS", r"laka\s*lantas|lakalantas|\blaka\b|lalu\s*lintas|llaj|lantas"),
    ("KEHUTANAN", r"kehutanan|illegal\s*log|ilegal\s*log|pembalakan|\bkayu\b|hutan"),
    ("CUKAI", r"cukai|rokok"),
    ("FIDUSIA", r"fidusia"),
    ("MIGAS", r"migas|\bbbm\b|minyak"),
    ("PERIKANAN", r"perikanan|\bikan\b"),
    ("SENJATA", r"sajam|senjata|senpi|\bsenpira\b|uu\s*darurat|uu\s*drt|bahan\s*peledak|mercon|petasan"),
    ("ITE", r"\bite\b|informasi\s*(?:dan\s*)?(?:transaksi\s*)?elektronik|hoax|hoaks|pencemaran\s*nama"),
    ("PORNOGRAFI", r"porno"),
    ("PERJUDIAN", r"judi|togel|judol|sabung"),
    ("PENCULIKAN", r"culik|sekap|nyekap"),
    ("PEMBUNUHAN", r"bunuh"),
    ("KETERTIBAN", r"keroyok|ngeroyok|ketertiban|pengrusakan\s*bersama|tawuran|kekerasan\s*bersama"),
    ("PENGANIAYAAN", r"an[iy]aya|penganiayaan|kekerasan\s*bersama"),
    ("PERUSAKAN", r"rusak"),
    ("PEMBAKARAN", r"bakar"),
    ("PENADAHAN", r"tadah|nadah"),
    ("PENCURIAN", r"\bcuri|pencuri|curat|curas|curanmor|curwan|curanik|jambret|copet|begal"),
    ("PENGGELAPAN", r"gelap"),
    ("PENIPUAN", r"\btipu|penipu"),
    ("PEMERASAN", r"peras|meras\b|merasan|ancam|ngancam"),
    ("MATA_UANG", r"mata\s*uang|upal|uang\s*palsu"),
    ("PEMALSUAN", r"palsu|malsu|materai|meterai"),
    ("DALAM_JABATAN", r"dalam\s*jabatan"),
    ("PENYELUNDUPAN", r"selundup|seludup|nyelundup|nyeludup"),
    ("KESUSILAAN", r"susila|asusila|cabul|perkosa|merkosa|zina|setubuh"),
    ("EKONOMI", r"ekonomi|perbankan|perdagangan|perlindungan\s*konsumen|koperasi"),
    ("KENAKALAN", r"kenakalan"),
    ("KEPALA_NEGARA", r"kepala\s*negara"),
    ("SUBVERSI", r"subversi"),
    ("POLITIK", r"politik"),
    ("LAINNYA", r"lain[\s-]*lain|lainnya|yang\s*lain"),
)
_PATTERNS = tuple((category, re.compile(pattern, re.IGNORECASE)) for category, pattern in _WORDS)

_OLD_KUHP = {
    "KETERTIBAN": "170", "PEMBAKARAN": "187", "MATA_UANG": "244 245", "PEMALSUAN": "263 264 266 270 378a",
    "KESUSILAAN": "281 284 285 286 289 290 292 293 294 296", "PERJUDIAN": "303", "PENCULIKAN": "328 333", "PEMBUNUHAN": "338 339 340",
    "PENGANIAYAAN": "351 352 353 354 355", "LAKA_LANTAS": "359 360", "PENCURIAN": "362 363 364", "PERAMPOKAN": "365",
    "PEMERASAN": "368 369", "PENGGELAPAN": "372 373 374 375", "PENIPUAN": "378 379", "PERUSAKAN": "406", "PENADAHAN": "480 481",
    "DALAM_JABATAN": "413 415",
}  # fmt: skip
_NEW_KUHP = {
    "KETERTIBAN": "262", "PEMBAKARAN": "308", "MATA_UANG": "374 375", "PEMALSUAN": "391 392 394 400",
    "KESUSILAAN": "406 411 412 413 414 415 416 417 418 419 473", "PORNOGRAFI": "407", "PERJUDIAN": "426 427",
    "PENCULIKAN": "450 451 452", "PEMBUNUHAN": "458 459", "PENGANIAYAAN": "466 467 468 469", "LAKA_LANTAS": "474",
    "PENCURIAN": "476 477 478", "PERAMPOKAN": "479", "PEMERASAN": "482 483", "PENGGELAPAN": "486 487 488", "PENIPUAN": "492 493",
    "PERUSAKAN": "521", "PENADAHAN": "591 592", "TRAFFICKING": "455", "TERORIS": "600 601 602", "KORUPSI": "603 604 605 606",
    "TPPU": "607", "NARKOTIKA": "609 610",
}  # fmt: skip
_OLD = {number: category for category, numbers in _OLD_KUHP.items() for number in numbers.split()}
_NEW = {number: category for category, numbers in _NEW_KUHP.items() for number in numbers.split()}
_LAWS = {
    (35, 2009): "NARKOTIKA", (5, 1997): "NARKOTIKA", (22, 1997): "NARKOTIKA", (35, 2014): "PERLINDUNGAN_ANAK",
    (17, 2016): "PERLINDUNGAN_ANAK", (23, 2002): "PERLINDUNGAN_ANAK", (1, 2016): "PERLINDUNGAN_ANAK", (31, 1999): "KORUPSI",
    (20, 2001): "KORUPSI", (23, 2004): "KDRT", (44, 2008): "PORNOGRAFI", (8, 2010): "TPPU", (7, 2011): "MATA_UANG",
    (11, 2008): "ITE", (19, 2016): "ITE", (1, 2024): "ITE", (21, 2007): "TRAFFICKING", (15, 2003): "TERORIS", (5, 2018): "TERORIS",
    (17, 2006): "PENYELUNDUPAN", (31, 2004): "PERIKANAN", (45, 2009): "PERIKANAN", (22, 2009): "LAKA_LANTAS", (36, 2009): "KESEHATAN",
    (17, 2023): "KESEHATAN", (12, 1951): "SENJATA", (41, 1999): "KEHUTANAN", (18, 2013): "KEHUTANAN", (39, 2007): "CUKAI",
    (11, 1995): "CUKAI", (12, 2022): "TPKS", (42, 1999): "FIDUSIA", (22, 2001): "MIGAS", (7, 2014): "EKONOMI",
}  # fmt: skip
_LAW = re.compile(
    r"(?:uu|undang[\s-]*undang)\s*(?:ri|r\.i\.?|drt\.?|darurat)*\s*(?:no(?:mor)?\.?)?\s*(\d{1,3})\s*(?:/|th\.?|thn\.?|tahun)\s*(\d{4})",
    re.IGNORECASE,
)
_ARTICLE_STARTS = re.compile(r"(?:ps|psl|pasal)\b\.?|\bjo\b|\buu\s*(?:ri\b|no|drt|\d)|\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OffenceReading:
    """What a cell says of the offence: the category, the words it was told by, and the articles as written."""

    category: Reading[str]
    words: str
    articles: str | None


class ArticleMeaning(NamedTuple):
    """An article that an office explained. `law`: OLD_CODE, NEW_CODE, or number and year as `35/2009`; an empty
    `article` stands for the whole law."""

    law: str
    article: str


#: The KUHP of 1946 and of 2023 (UU 1/2023, in force since 2 January 2026).
OLD_CODE: Final = "lama"
NEW_CODE: Final = "baru"
Meanings = Mapping[ArticleMeaning, str]
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?:\s?([A-Ea-e])\b)?(?!\d)")


def meaning_of(articles: str, meanings: Meanings) -> str | None:
    """The category that an office's own explanation gives the first article of a text; None where it says nothing."""
    if not meanings:
        return None
    laws = [(int(number), int(year)) for number, year in _LAW.findall(articles)]
    first = _NUMBER.search(_LAW.sub(" ", articles))
    code = re.search(r"kuhp", articles, re.IGNORECASE)
    law_at = next((law.start() for law in _LAW.finditer(articles)), None)
    if (1, 2023) in laws:
        asked = [NEW_CODE]
    elif laws and (code is None or law_at is None or law_at < code.start()):
        asked = ["{}/{}".format(*laws[0])]
    else:
        asked = [OLD_CODE, NEW_CODE]  # a bare number, or a KUHP that does not say which
    for law in asked:
        for article in (first[1] + (first[2] or "").upper(), first[1], "") if first else ("",):
            if (law, article) in meanings:
                return meanings[ArticleMeaning(law, article)]
    return None


def read_offence(raw: Raw, meanings: Meanings = {}) -> OffenceReading:  # noqa: B006  (it is only read)
    """`Narkotika 112 ayat 1 UU 35/2009`, `363 KUHP / Pencurian`, `TP. PENCURIAN`, `Ps. 114 (1) UU RI No. 35 Th 2009`.

    Category from the words; without words from law and article, as a guess to confirm. Unknown words are `LAINNYA`.
    `meanings`: what the office says of articles, before the rules' own.
    """
    if (broken := formula_error(raw)) is not None:
        return OffenceReading(Reading(None, (broken,)), "", None)
    if is_ditto(raw):
        doubt = ask(DoubtCode.DITTO, raw=plain(raw))
        return OffenceReading(Reading(None, (doubt,)), "", None)
    if is_blank(raw):
        return OffenceReading(Reading(None), "", None)
    words, articles = split_articles(plain(raw))
    found = category_of_words(words)
    if found is not None:
        return OffenceReading(Reading(found), words, articles)
    by_law = meaning_of(articles or "", meanings) or category_of_articles(articles or "")
    if by_law is not None:
        return OffenceReading(
            Reading(by_law, (note(DoubtCode.OFFENCE_GUESS, raw=plain(raw), suggest=by_law),)), words, articles
        )
    if re.search(r"[^\W\d_]{3,}", words):
        return OffenceReading(
            Reading("LAINNYA", (ask(DoubtCode.OFFENCE_UNKNOWN, raw=words),)), words, articles
        )
    if articles:
        return OffenceReading(
            Reading(None, (note(DoubtCode.OFFENCE_UNKNOWN, raw=articles),)), words, articles
        )
    return OffenceReading(Reading(None, (error(DoubtCode.OFFENCE_UNKNOWN, raw=plain(raw)),)), words, None)


def split_articles(text: str) -> tuple[str, str | None]:
    """(words that name the offence, the articles as written): pieces between ` / ` may stand in either order."""
    words, articles = [], []
    for piece in re.split(r"\s+/\s+|\s*;\s*", text):
        start = _ARTICLE_STARTS.search(piece)
        if start is None:
            words.append(piece.strip(" ,.-:/"))
            continue
        words.append(piece[: start.start()].strip(" ,.-:/("))
        articles.append(piece[start.start() :].strip(" ,-:/"))
    joined = " ".join(a for a in articles if a)
    told = " ".join(w for w in words if w)
    behind = re.search(r"(?<=\d)\)?\s+([^\W\d_]{4,}(?:\s+[^\W\d_]+)*)\s*$", joined)
    aside = re.search(r"\(([^\W\d_]{3,}[^()\d]*)\)", joined)
    if not told and aside and category_of_words(aside[1]):
        told = aside[1].strip()
    if (
        not told
        and behind
        and category_of_words(behind[1])
        and not re.search(r"tentang|kuhp", joined, re.IGNORECASE)
    ):
        told = behind[1]
    return told, joined if re.search(r"\d", joined) else None


def category_of_words(words: str) -> str | None:
    """The category that words name: the act named first (`Pencurian rokok` is theft), the longer word before the shorter."""
    hits = (
        (hit.start(), -len(hit.group()), category)
        for category, pattern in _PATTERNS
        if (hit := pattern.search(words))
    )
    return min(hits, default=(0, 0, None))[2]


def category_of_articles(articles: str) -> str | None:
    """The category of law and article: the law named first, for what follows `jo` only adds to it.

    A bare number decides only where it is plainly an article of the KUHP (362, 378 …).
    """
    code = re.search(r"kuhp", articles, re.IGNORECASE)
    for law in _LAW.finditer(articles):
        if code is not None and code.start() < law.start():
            break
        if (category := _LAWS.get((int(law[1]), int(law[2])))) is not None:
            return category
    first = re.search(r"\d{2,3}", articles)
    if first is None:
        return None
    new = any((int(n), int(y)) == (1, 2023) for n, y in _LAW.findall(articles))
    if new:
        return _NEW.get(first.group())
    if code is not None or not _LAW.search(articles):
        return _OLD.get(first.group()) or category_of_words(articles)
    return category_of_words(articles)
