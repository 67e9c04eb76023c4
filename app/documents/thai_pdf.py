"""Thai on paper: a page of ours as PDF whose text can be searched and copied, opening nothing."""

from typing import Any

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.documents.thai_font import FAMILY, FILES, font_bytes, letters


class Closed(Exception):
    """Something on the page asked for a file or an address: there is none but our font."""


class OnlyOurFont(URLFetcher):
    """Gives the two files of the font and raises Closed for anything else there is."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The font of that name."""
        if url not in FILES:
            raise Closed(url)
        return URLFetcherResponse(url, font_bytes(url), {"Content-Type": "font/ttf"})


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
    known = letters().get(int(glyph[1:], 16))
    return line if known is None else f"{glyph}> <{known.encode('utf-16-be').hex()}>"


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
