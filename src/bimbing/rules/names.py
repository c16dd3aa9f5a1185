"""Reading a person's name as Indonesian registers write it, and showing it.

One-word names are normal, so a name is never divided into first and last. What is taken out of it: aliases, the father's
name (`bin`, `binti`), titles, and remarks that a register hides in the name (`(CABUT)`, `*`). The keys by which names are
searched and compared are in `name_keys`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bimbing.rules.reading import (
    Doubt,
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
    words,
)

LONGEST_NAME = 200


class ParentKind(StrEnum):
    """`bin` son of, `binti` daughter of; `either` where the form left both."""

    BIN = "bin"
    BINTI = "binti"
    EITHER = "either"


class NameMark(StrEnum):
    """A remark hidden in a name; most of them speak of the status."""

    REVOKED = "revoked"
    REVOKED_FOR_NOW = "revoked_for_now"
    MOVED = "moved"
    DEAD = "dead"
    DEAD_UNSURE = "dead_unsure"  # `X BIN Y (ALM)`: the father, or the client?
    ENDED = "ended"
    DETAINED = "detained"
    MISSING = "missing"
    WRONG_ENTRY = "wrong_entry"
    STAR = "star"
    OTHER = "other"


# The status each mark suggests. A missing person is a flag, a star says nothing certain.
MARK_STATUS: dict[NameMark, str] = {
    NameMark.REVOKED: "dicabut",
    NameMark.REVOKED_FOR_NOW: "cabut_sementara",
    NameMark.MOVED: "dilimpahkan",
    NameMark.DEAD: "meninggal",
    NameMark.ENDED: "berakhir",
    NameMark.DETAINED: "ditahan",
    NameMark.WRONG_ENTRY: "batal",
}
_MARK_WORDS: tuple[tuple[NameMark, str], ...] = (
    (NameMark.REVOKED_FOR_NOW, r"(?:di)?cabut\s*(?:an)?\s*sementara|pencabutan\s+sementara"),
    (NameMark.REVOKED, r"(?:di|ter)?cabut(?:\s+(?:sk|pb|cb|cmb|asimilasi))?|pencabutan"),
    (
        NameMark.MOVED,
        r"pindah(?:an)?(?:\s+(?:bapas|ke)\b.*)?|(?:di)?limpah(?:kan)?(?:\s+ke\b.*)?|pelimpahan(?:\s+ke\b.*)?|mutasi",
    ),
    (NameMark.DEAD, r"alm(?:arhum)?(?:ah)?|almh|meninggal(?:\s+dunia)?|md|wafat"),
    (NameMark.ENDED, r"selesai|berakhir|bebas(?:\s+murni)?|habis|hmb|tamat"),
    (NameMark.DETAINED, r"(?:di)?tahan(?:an)?(?:\s+lagi)?|tangkap|residivis"),
    (NameMark.MISSING, r"dpo|hilang|mangkir|kabur|buron"),
    (NameMark.WRONG_ENTRY, r"batal|dobel|double|salah\s+input"),
)
_MARKS = tuple((mark, re.compile(words, re.IGNORECASE)) for mark, words in _MARK_WORDS)
# Remarks that may stand behind a name without brackets; none of these is a name.
_BARE_MARK = re.compile(
    r"[\s,;:/\-]+(?P<mark>(?:di)?cabut(?:\s+sementara)?|pencabutan(?:\s+sementara)?|pindah|dilimpahkan|meninggal(?:\s+dunia)?|"
    r"almh?\.?|almarhum(?:ah)?|dpo|mangkir|bebas\s+murni|dicabut)\s*\.?$",
    re.IGNORECASE,
)

_LEADING_TITLES = words(
    "h hj kh k.h drs dra dr ir prof tn ny nn nyonya tuan nona sdr sdri sdra saudara saudari bpk bapak bp pak ibu bu kyai ki nyai "
    "gus ning ust ustad ustadz ustadzah rkh drg apt"
)
_DEGREES = (
    r"s\.?\s?h|s\.?\s?e|s\.?\s?sos|s\.?\s?psi|s\.?\s?s\.?\s?t|s\.?\s?pd(?:\.?\s?i)?|s\.?\s?kom|s\.?\s?i\.?\s?p|s\.?\s?a\.?\s?p|s\.?\s?ag|"
    r"s\.?\s?t|s\.?\s?k\.?\s?m|s\.?\s?h\.?\s?i|s\.?\s?tr(?:\.?\s?(?:pas|k|sos))?|s\.?\s?kep|s\.?\s?farm|s\.?\s?hut|s\.?\s?p|s\.?\s?ked|"
    r"s\.?\s?i\.?\s?kom|s\.?\s?st|m\.?\s?h|m\.?\s?si|m\.?\s?m|m\.?\s?pd(?:\.?\s?i)?|m\.?\s?psi|m\.?\s?hum|m\.?\s?a\.?\s?p|m\.?\s?kn|m\.?\s?sos|"
    r"m\.?\s?kom|m\.?\s?ag|m\.?\s?t|a\.?\s?md(?:\.?\s?(?:p|ip|i\.?p|kep|kom|sos))?|amd(?:\.?\s?(?:p|ip))?|b\.?\s?a|bc\.?\s?ip|ph\.?\s?d|psi|"
    r"sh|se|mh|mm|ssos|spsi|spd|skom|shi|st|skm"
)
_DEGREE = re.compile(rf"(?:{_DEGREES})\.?", re.IGNORECASE)
# Without a comma only forms with dots, or capitals that cannot be a name, are a degree.
_DEGREE_BEHIND = re.compile(
    rf"\s+(?P<degree>(?:[SMA]\.\s?(?:{'Sos|Psi|Pd|Kom|Ag|Kep|Hum|Si|Md|Hut|Farm|Tr|I|K|S|A|H|E|T|M|P'})\.?(?:\s?[A-Z][a-z]{{0,3}}\.?)?)|SH|SE|MH|MM|"
    rf"S\.Sos|S\.Psi|A\.Md)\.?$"
)
_SPLIT = re.compile(
    r"(?P<parent>(?<![^\W\d_])(?:bin\s*/\s*binti|bin\s*/\s*ti|b\s*in|binti|bint[iy]?|bin|bti|bt\.|bte|bnt|bn\.|anak\s+dari)(?![^\W\d_])\.?(?:\s*:)?)"
    r"|(?P<alias>(?<![^\W\d_])(?:alias|allias|als|aka|a\.k\.a|panggilan|dipanggil|dikenal)(?![^\W\d_])\.?(?:\s*:)?|(?<![^\W\d_])al\s*\.(?=\s*\S)|@)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:\d{1,4}\s*[.)]\s+|[-•·>]+\s*)")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_SMALL_AL = re.compile(r"(?<=[A-Z])\s+(al)\s+(?=[A-Z])")
_FRONT = re.compile(r"([^\W\d_](?:[^\W\d_]*|\.[^\W\d_]))(?:\s*\.\s*|\s+)(?=\S)")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_DEAD_WORD = re.compile(
    r"\(?\s*(?<![^\W\d_])alm(?:h|arhum|arhumah|ah)?(?![^\W\d_])\s*\.?\s*\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name cell, written as there (`display_name` changes capitals)."""

    full_name: str
    aliases: tuple[str, ...] = ()
    parent_name: str | None = None
    parent_kind: ParentKind | None = None
    titles: tuple[str, ...] = ()
    marks: tuple[NameMark, ...] = ()
    parent_dead: bool = False

    @property
    def suggested_status(self) -> str | None:
        """The status that the remarks in the name suggest, or None."""
        return next((MARK_STATUS[mark] for mark in self.marks if mark in MARK_STATUS), None)


def read_name(raw: Raw) -> Reading[PersonName]:
    """`SUWARNO Als WARNO bin KARTO`, `MOH. ARIF (CABUT)`, `Drs. H. Budi Hartono, S.H.`.

    `Bin (Alm) X` says that the father is dead. `X BIN Y (ALM)` does not say who: mark `dead_unsure` with a doubt.
    """
    if is_blank(raw):
        return Reading(None)
    if (broken := formula_error(raw)) is not None:
        return Reading(None, (broken,))
    if is_ditto(raw):
        return Reading(None, (ask(DoubtCode.DITTO, raw=plain(raw)),))
    text = plain(raw)[:LONGEST_NAME]
    if not re.search(r"[^\W\d_]", text):
        return Reading(None, (ask(DoubtCode.NAME_UNCLEAR, raw=text),))
    return _Reader(text).read()


class _Reader:
    """Takes a name cell apart, piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.aliases: list[str] = []
        self.titles: list[str] = []
        self.marks: list[NameMark] = []
        self.doubts: list[Doubt] = []
        self.parent: str | None = None
        self.kind: ParentKind | None = None
        self.parent_dead = False

    def read(self) -> Reading[PersonName]:
        body = _LISTED.sub("", self.text)
        if "*" in body:
            self.marks.append(NameMark.STAR)
            body = body.replace("*", " ")
        if "(" in body or "[" in body or ")" in body or "]" in body:
            body = self._brackets(body)
        if '"' in body:
            body = self._quoted(body)
        body = self._bare_marks(body)
        name = self._segments(body)
        name = self._two_people(name)
        if _DIGIT.search(name):
            self.doubts.append(ask(DoubtCode.NAME_DIGITS, raw=self.text))
        if not _LETTER.search(name):
            return Reading(None, (ask(DoubtCode.NAME_UNCLEAR, raw=self.text), *self.doubts))
        if self.titles:
            self.doubts.append(note(DoubtCode.NAME_TITLE, titles=", ".join(self.titles)))
        person = PersonName(
            name,
            distinct(self.aliases),
            self.parent,
            self.kind,
            tuple(self.titles),
            distinct(self.marks),
            self.parent_dead,
        )
        return Reading(person, tuple(self.doubts))

    def _brackets(self, body: str) -> str:
        """Takes out `( … )`: a remark, a word of death (left for its segment), an alias, else a doubt."""

        def take(match: re.Match[str]) -> str:
            inner = match.group(1).strip(" .,;")
            if re.fullmatch(_DEAD_WORD, inner):
                return f" ({inner}) "
            mark = _mark_of(inner)
            if mark is not None:
                self._mark(mark, inner)
            elif _SPLIT.match(inner):
                return f" {inner} "
            elif re.fullmatch(r"[LP]|lk|pr|laki[- ]laki|perempuan", inner, re.IGNORECASE) or not inner:
                pass
            elif re.search(r"\d", inner):
                self._mark(NameMark.OTHER, inner)
            else:
                self.aliases.append(inner)
                self.doubts.append(ask(DoubtCode.EXTRA_TEXT, raw=self.text, extra=inner))
            return " "

        body = re.sub(r"[(\[]([^()\[\]]*)[)\]]", take, body)
        return body if re.search(r"\(\s*alm", body, re.IGNORECASE) else re.sub(r"[()\[\]]", " ", body)

    def _mark(self, mark: NameMark, words: str) -> None:
        self.marks.append(mark)
        self.doubts.append(ask(DoubtCode.NAME_MARK, mark=mark.value, raw=words))

    def _quoted(self, body: str) -> str:
        def take(match: re.Match[str]) -> str:
            self.aliases.append(match.group(1).strip())
            return " "

        return re.sub(r'"\s*([^"\d]{2,40}?)\s*"', take, body)

    def _bare_marks(self, body: str) -> str:
        while (match := _BARE_MARK.search(body)) is not None:
            word = match["mark"]
            if re.fullmatch(_DEAD_WORD, word):
                return f"{body[: match.start()]} ({word})"
            mark = _mark_of(word)
            if mark is None:
                return body
            self._mark(mark, word)
            body = body[: match.start()]
        return body

    def _segments(self, body: str) -> str:
        """The name proper; aliases and parent go where they belong."""
        cuts = list(_SPLIT.finditer(body))
        # a lower-case "al" among capitals is the alias word, elsewhere part of an Arabic name
        if not any(cut["alias"] for cut in cuts):
            lower = _SMALL_AL.search(body) if " al " in body else None
            if lower and body.isupper() is False and body.replace(" al ", " AL ", 1).isupper():
                body = f"{body[: lower.start(1)]}als{body[lower.end(1) :]}"
                cuts = list(_SPLIT.finditer(body))
        if (
            cuts
            and cuts[0].start() == 0
            and cuts[0].group().casefold() == "binti"
            and body[cuts[0].end() :].strip()
        ):
            cuts = cuts[1:]  # Binti is a given name too: `BINTI AMINAH`
        elif cuts and cuts[0].start() == 0:
            body, cuts = body[cuts[0].end() :], list(_SPLIT.finditer(body[cuts[0].end() :]))
        head = body[: cuts[0].start()] if cuts else body
        name = self._own_name(head)
        for place, cut in enumerate(cuts):
            end = cuts[place + 1].start() if place + 1 < len(cuts) else len(body)
            self._segment(cut, body[cut.end() : end], last=place + 1 == len(cuts))
        return name

    def _own_name(self, head: str) -> str:
        if _DEAD_WORD.search(head) and _DEAD_WORD.sub("", head).strip():
            self._mark(NameMark.DEAD, "alm")
            head = _DEAD_WORD.sub(" ", head)
        bare, titles = split_titles(head)
        self.titles.extend(titles)
        return _spaced(bare)

    def _segment(self, cut: re.Match[str], text: str, *, last: bool) -> None:
        if cut["alias"]:
            for piece in re.split(r"\s*[/;&,@]\s*|\s+dan\s+", text):
                alias = _spaced(_DEAD_WORD.sub(" ", piece))
                if re.search(r"[^\W\d_]", alias):
                    self.aliases.append(alias)
            if _DEAD_WORD.search(text):
                self._mark(NameMark.DEAD, "alm")
            return
        dead = _DEAD_WORD.search(text)
        if dead and not text[: dead.start()].strip():
            self.parent_dead = True
        elif dead and last:
            self._mark(NameMark.DEAD_UNSURE, "alm")
        parent, titles = split_titles(_DEAD_WORD.sub(" ", text))
        parent = _spaced(parent)
        if not re.search(r"[^\W\d_]", parent):
            return
        word = cut["parent"].casefold()
        if self.parent is None:
            self.parent = parent
            self.kind = _kind(word)
            self.titles.extend(titles)
        else:
            self.parent = f"{self.parent} {word.strip('.')} {parent}"

    def _two_people(self, name: str) -> str:
        parts = [part.strip() for part in re.split(r"\s*/\s*|\s+&\s+|\s+dan\s+", name) if part.strip()]
        if len(parts) < 2:
            return parts[0] if parts else name
        self.doubts.append(ask(DoubtCode.NAME_TWO, raw=self.text, options="|".join(parts)))
        self.aliases.extend(parts[1:])
        return parts[0]


def _kind(word: str) -> ParentKind:
    if "/" in word or "anak" in word:
        return ParentKind.EITHER
    return (
        ParentKind.BINTI
        if re.match(r"b\s*(?:inti|inty|ti|t|nt|te)", word) or word.startswith("bint")
        else ParentKind.BIN
    )


def _mark_of(words: str) -> NameMark | None:
    """The mark for the words in brackets, which may carry a date or a number behind (`CABUT 12-03-2026`)."""
    bare = re.sub(r"[\d./\-]+\s*$", "", words).strip(" .,:;-")
    bare = re.sub(r"\s+(?:tgl|tanggal)\.?$", "", bare, flags=re.IGNORECASE)
    return next((mark for mark, pattern in _MARKS if pattern.fullmatch(bare)), None)


def _spaced(text: str) -> str:
    """Single spaces, one behind each full stop, no marks at the ends (`M.ARIF ` → `M. ARIF`)."""
    text = re.sub(r"\.(?=[^\W\d_]{2,})", ". ", text)
    text = re.sub(r"\s+([,.])", r"\1", re.sub(r"\s+", " ", text))
    text = text.strip(' ,;:/\\-_|<>=+"()[]').strip()
    return (
        text[:-1]
        if text.endswith(".") and not re.search(r"(?:^|[\s.])[^\W\d_]{1,4}\.$", text)
        else text.lstrip(".'")
    )


def split_titles(text: str) -> tuple[str, tuple[str, ...]]:
    """(name without titles, the titles): `Drs. H. Budi Hartono, S.H., M.H.` → (`Budi Hartono`, …).

    A title that is all there is stays (somebody may be called Ibu).
    """
    titles: list[str] = []
    head, *tail = text.split(",")
    kept = [head.strip()]
    for piece in tail:
        bare = piece.strip(" .")
        if not bare:
            continue
        if all(_DEGREE.fullmatch(part) for part in bare.split()) or _DEGREE.fullmatch(bare):
            titles.append(piece.strip())
        else:
            kept.append(piece.strip())
    name = ", ".join(part for part in kept if part)
    while (match := _DEGREE_BEHIND.search(name)) and match.start() > 0:
        titles.insert(0, match["degree"])
        name = name[: match.start()].rstrip(" ,")
    leading: list[str] = []
    while (front := _FRONT.match(name)) is not None:
        if front[1].casefold() not in _LEADING_TITLES or not _TWO_LETTERS.search(name[front.end() :]):
            break
        leading.append(front.group().strip())
        name = name[front.end() :]
    return name.strip(), (*leading, *titles)


# ------------------------------------------------------------------ showing


def initials(full_name: str) -> str:
    """`A.B.S.` for `Ahmad Budi Santoso`: how a child is named in lists (UU 11/2012, Article 19)."""
    bare, _ = split_titles(_SPLIT.split(plain(full_name))[0] or full_name)
    letters = [word[0].upper() for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", bare)]
    return "".join(f"{letter}." for letter in letters)


_SMALL_WORDS = frozenset(("bin", "binti", "als", "alias"))


def display_name(text: str) -> str:
    """A name typed in capitals (or small letters) throughout, as one writes it; a mixed name is left alone.

    `MOH. ARIF BIN MA'RUF` → `Moh. Arif bin Ma'ruf`.
    """
    text = re.sub(r"\s+", " ", text).strip()
    if not (text.isupper() or text.islower()):
        return text
    words = []
    for word in text.split(" "):
        lowered = word.lower()
        if lowered in _SMALL_WORDS or re.fullmatch(r"[IVX]{2,}", word):
            words.append(lowered if lowered in _SMALL_WORDS else word)
        else:
            words.append(re.sub(r"(?<![^\W\d_])(?<!')[^\W\d_]", lambda match: match.group().upper(), lowered))
    return " ".join(words)
