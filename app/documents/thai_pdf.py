"""Thai on paper: a page of ours as PDF whose text can be searched and copied, opening nothing."""

from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parent.parent / "static" / "fonts"
FILES = {"font:regular": "sarabun-400.ttf", "font:bold": "sarabun-600.ttf"}
FAMILY = "Sarabun"


class Closed(Exception):
    """Something on the page asked for a file or an address: there is none but our font."""


class OnlyOurFont(URLFetcher):
    """Gives the two files of the font and raises Closed for anything else there is."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The font of that name."""
        if url not in FILES:
            raise Closed(url)
        return URLFetcherResponse(url, _bytes(url), {"Content-Type": "font/ttf"})


def write_pdf(page: str) -> bytes:
    """``page``, made by one of our templates, as an accessible PDF."""
    made = HTML(string=page, url_fetcher=OnlyOurFont(), media_type="print").write_pdf(
        pdf_variant="pdf/ua-1", finisher=thai_text_layer
    )
    return bytes(made or b"")


def thai_text_layer(_document: Any, pdf: Any) -> None:
    """Every glyph of our font says which letters it is; else a search never finds sara am."""
    for font in pdf.objects:
        if not isinstance(font, dict) or "ToUnicode" not in font or not _is_ours(font):
            continue
        stream = pdf.objects[int(str(_text(font["ToUnicode"])).split()[0])]
        stream.stream = [_mended(line) for line in stream.stream]


def _is_ours(font: Any) -> bool:
    return FAMILY in _text(font.get("BaseFont", ""))


def _mended(line: Any) -> Any:
    text = _text(line)
    return "\n".join(_mapped(one) for one in text.split("\n")).encode()


def _mapped(line: str) -> str:
    glyph, _, rest = line.partition("> <")
    if not (line.startswith("<") and rest.endswith(">")):
        return line
    known = _letters().get(int(glyph[1:], 16))
    return f"{glyph}> <{known.encode('utf-16-be').hex()}>" if known else line


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


@cache
def _bytes(url: str) -> bytes:
    return (FONTS / FILES[url]).read_bytes()


@cache
def _letters() -> dict[int, str]:
    """Glyph → Thai letters; a ligature is named by its code points, the lower mark first."""
    with TTFont(FONTS / FILES["font:regular"]) as font:
        names, cmap = font.getGlyphOrder(), font.getBestCmap()
    plain = {name: chr(code) for code, name in cmap.items() if 0x0E00 <= code <= 0x0E7F}
    found = {}
    for glyph, name in enumerate(names):
        base = name.split(".")[0]
        text = plain.get(name) or plain.get(base) or _ligature(base)
        if text:
            found[glyph] = text
    return found


def _ligature(name: str) -> str:
    digits = name.removeprefix("uni")
    if not name.startswith("uni0E") or len(digits) != 8:
        return ""
    return chr(int(digits[4:], 16)) + chr(int(digits[:4], 16))
