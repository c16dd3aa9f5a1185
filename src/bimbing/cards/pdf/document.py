"""A PDF written page by page to a stream: what is finished leaves memory, whether it is 1 card or 100,000.

The usual canvas keeps every page until it saves. Here only the object offsets, the page numbers and the glyphs
in use are kept; fonts, page list and catalogue are written last. Positions are points from the lower left.
"""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from bimbing.cards.pdf.fonts import BOLD, FALLBACK, REGULAR, Typeface, typeface

FONT_NAMES = {REGULAR: "F1", BOLD: "F2", FALLBACK: "F3"}
# Speed over the last two percent of size: level 6 takes twice as long for a page of table cells.
_COMPRESSION = 4
_CATALOG, _PAGES, _INFO, _FONTS = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class XObject:
    """A picture or a repeated drawing already in the file: the name a page calls it by, and its object number."""

    name: str
    number: int


class PdfDocument:
    """One file being written. `close()` must be called, or the file has no table of contents."""

    def __init__(self, out: BinaryIO, *, title: str, page_size: tuple[float, float], duplex: str) -> None:
        self._out = out
        self._at = 0
        self._digest = hashlib.sha256()
        self._offsets: dict[int, int] = {}
        self._next = _FONTS + 1
        self._page_numbers: list[int] = []
        self._forms: dict[object, XObject] = {}
        self._used: dict[str, dict[int, int]] = {key: {} for key in FONT_NAMES}
        self._title = title
        self._size = page_size
        self._duplex = duplex
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def page_count(self) -> int:
        """Pages finished so far."""
        return len(self._page_numbers)

    def glyphs(self, key: str) -> dict[int, int]:
        """The glyphs of a face in use, each with the character it stands for; writers of text add to it."""
        return self._used[key]

    def form(self, key: object) -> XObject | None:
        """The repeated drawing registered under `key`, if there is one."""
        return self._forms.get(key)

    def add_form(self, key: object, content: str) -> XObject:
        """Write a drawing once, to be called on many pages."""
        number = self._reserve()
        width, height = self._size
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {width:.2f} {height:.2f}] {_resources(())}"
        self._stream(number, entries, content.encode("latin-1"))
        made = XObject(f"X{number}", number)
        self._forms[key] = made
        return made

    def add_jpeg(self, data: bytes, width: int, height: int) -> XObject:
        """Write an RGB JPEG as it is."""
        number = self._reserve()
        entries = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
            "/BitsPerComponent 8 /Filter /DCTDecode"
        )
        self._object(
            number, f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
        )
        return XObject(f"X{number}", number)

    def add_page(self, content: str, xobjects: Iterable[XObject] = (), *, at: int | None = None) -> None:
        """Finish a page, after the others or as page `at` (from 0)."""
        stream, page = self._reserve(), self._reserve()
        width, height = self._size
        self._stream(stream, "", content.encode("latin-1"))
        self._object(
            page,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
            f"/Contents {stream} 0 R {_resources(xobjects)} >>".encode(),
        )
        self._page_numbers.insert(len(self._page_numbers) if at is None else at, page)

    def close(self) -> None:
        """Write what belongs at the end: fonts, page list, title, table of offsets."""
        fonts = " ".join(
            f"/{FONT_NAMES[key]} {self._font(typeface(key), used)} 0 R"
            for key, used in self._used.items()
            if used
        )
        self._object(_FONTS, f"<< {fonts} >>".encode())
        kids = " ".join(f"{number} 0 R" for number in self._page_numbers)
        self._object(_PAGES, f"<< /Type /Pages /Count {len(self._page_numbers)} /Kids [{kids}] >>".encode())
        self._object(_INFO, f"<< /Title {_text(self._title)} /Producer {_text('Bimbing')} >>".encode())
        self._object(
            _CATALOG,
            f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang (id-ID) /ViewerPreferences "
            f"<< /DisplayDocTitle true /PrintScaling /None /Duplex /{self._duplex} >> >>".encode(),
        )
        start = self._at
        rows = [f"xref\n0 {self._next}\n0000000000 65535 f \n"]
        rows += [f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, self._next)]
        identity = self._digest.hexdigest()[:32]
        rows.append(
            f"trailer\n<< /Size {self._next} /Root {_CATALOG} 0 R /Info {_INFO} 0 R "
            f"/ID [<{identity}> <{identity}>] >>\nstartxref\n{start}\n%%EOF\n"
        )
        self._put("".join(rows).encode("ascii"))

    def _reserve(self) -> int:
        number = self._next
        self._next += 1
        return number

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._at += len(data)

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _stream(self, number: int, entries: str, data: bytes) -> None:
        packed = zlib.compress(data, _COMPRESSION)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        self._object(number, head.encode() + packed + b"\nendstream")

    def _font(self, face: Typeface, used: dict[int, int]) -> int:
        outer, inner, descriptor, file, names = (self._reserve() for _ in range(5))
        subset = face.embed(set(used))
        tag = (
            hashlib.sha256(subset)
            .hexdigest()
            .translate(str.maketrans("0123456789", "ghijklmnop"))[:6]
            .upper()
        )
        base = f"{tag}+{face.name}"
        self._stream(file, f"/Length1 {len(subset)}", subset)
        self._stream(names, "", _to_unicode(used).encode("ascii"))
        box = " ".join(f"{edge:.0f}" for edge in face.bbox)
        self._object(
            descriptor,
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 "
            f"/Ascent {face.ascent:.0f} /Descent {face.descent:.0f} /CapHeight {face.cap_height:.0f} /StemV 80 "
            f"/FontFile2 {file} 0 R >>".encode(),
        )
        widths = " ".join(f"{glyph} [{face.advances[glyph]:.2f}]" for glyph in sorted(used))
        self._object(
            inner,
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /CIDToGIDMap /Identity /DW 600 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R /W [{widths}] >>".encode(),
        )
        self._object(
            outer,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H "
            f"/DescendantFonts [{inner} 0 R] /ToUnicode {names} 0 R >>".encode(),
        )
        return outer


def _resources(xobjects: Iterable[XObject]) -> str:
    named = " ".join(f"/{x.name} {x.number} 0 R" for x in xobjects)
    return f"/Resources << /Font {_FONTS} 0 R {f'/XObject << {named} >> ' if named else ''}>>"


def _text(value: str) -> str:
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


def _to_unicode(used: dict[int, int]) -> str:
    pairs = [f"<{glyph:04X}> <{code:04X}>" for glyph, code in sorted(used.items())]
    # A CMap section may hold 100 entries at most.
    blocks = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
