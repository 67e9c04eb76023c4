"""Our font for paper, in which a sara am can be read as the one letter that it is.

HarfBuzz draws ำ as a ring and an า: the very glyphs of the letters ํ and า, so that a reader of
the PDF cannot tell which was meant. In this font both become one glyph, and an า that follows a
ring with its tone mark becomes a glyph of its own that looks the same.
"""

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import (
    ChainContextSubstBuilder,
    ChainContextualRule,
    LigatureSubstBuilder,
    SingleSubstBuilder,
)
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "static" / "fonts"
FILES = {"font:regular": "sarabun-400.ttf", "font:bold": "sarabun-600.ttf"}
FAMILY = "Sarabun"
_RING, _RING_ASIDE, _AA = "uni0E4D", "uni0E4D.narrow", "uni0E32"
_AM, _AM_ASIDE, _AM_REST = "uni0E33", "uni0E33.narrow", "uni0E33.rest"


@cache
def font_bytes(name: str) -> bytes:
    """The file of one of FILES, made to be read."""
    out = BytesIO()
    with TTFont(FONTS / FILES[name]) as font:
        _draw(font)
        _substitute(font)
        font.save(out)
    return out.getvalue()


@cache
def letters() -> dict[int, str]:
    """Glyph → Thai letters; what a glyph stands for is in its name."""
    with TTFont(BytesIO(font_bytes("font:regular"))) as font:
        names, cmap = font.getGlyphOrder(), font.getBestCmap()
    plain = {name: chr(code) for code, name in cmap.items() if 0x0E00 <= code <= 0x0E7F}
    said = {glyph: _said(name, plain) for glyph, name in enumerate(names)}
    return {glyph: text for glyph, text in said.items() if text}


def _said(name: str, plain: dict[str, str]) -> str | None:
    base = name.split(".")[0]
    if _is_toned(base):  # the letter itself is told by the glyph that follows
        return chr(int(base[-4:], 16))
    return plain.get(name) or plain.get(base)


def _is_toned(base: str) -> bool:
    """A ring with a tone mark above it is one glyph, named after both: uni0E4D0E49."""
    return base.startswith(_RING) and len(base) == len(_RING) + 4


def _draw(font: TTFont) -> None:
    """The glyphs that the font lacks: a sara am for tall consonants, and the rest after a ring."""
    glyphs, widths = font["glyf"], font["hmtx"]
    pen = TTGlyphPen(font.getGlyphSet())
    for part in (_RING_ASIDE, _AA):
        pen.addComponent(part, (1, 0, 0, 1, 0, 0))
    glyphs[_AM_ASIDE], glyphs[_AM_REST] = pen.glyph(), deepcopy(glyphs[_AA])
    glyphs[_AM_ASIDE].recalcBounds(glyphs)
    widths[_AM_ASIDE] = widths[_AA][0], glyphs[_AM_ASIDE].xMin
    widths[_AM_REST] = widths[_AA]


def _substitute(font: TTFont) -> None:
    """The rules come after all that the font has, so they find rings and tone marks in place."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    whole, rest = LigatureSubstBuilder(font, None), SingleSubstBuilder(font, None)
    whole.ligatures = {(_RING, _AA): _AM, (_RING_ASIDE, _AA): _AM_ASIDE}
    rest.mapping, rest.lookup_index = {_AA: _AM_REST}, len(lookups)
    after = ChainContextSubstBuilder(font, None)
    toned = {name for name in font.getGlyphOrder() if _is_toned(name.split(".")[0])}
    after.rules = [ChainContextualRule([toned], [{_AA}], [], [[rest]])]
    lookups += [builder.build() for builder in (rest, whole, after)]
    for feature in _thai(table):
        feature.LookupListIndex += [len(lookups) - 2, len(lookups) - 1]


def _thai(table: Any) -> Iterable[Any]:
    """The features that put Thai glyphs together."""
    for record in table.ScriptList.ScriptRecord:
        if record.ScriptTag == "thai":
            for index in record.Script.DefaultLangSys.FeatureIndex:
                feature = table.FeatureList.FeatureRecord[index]
                if feature.FeatureTag == "ccmp":
                    yield feature.Feature
