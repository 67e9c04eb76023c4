"""Runs in a process of its own: a file in, the same without what programs wrote into it out.

Started as a script by ``cleaning`` and limited there; it opens what a stranger sent. It knows
nothing of ours: no settings, no database, no key.
"""

import io
import re
import resource
import sys
import zipfile
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageOps

MEMORY = 768 * 1024 * 1024
SECONDS = 20
PIXELS = 30_000_000  # at four bytes, and two copies are in memory: within 256 MB
LARGEST = 60 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
CANNOT = 3  # the exit code; why is a word on standard error

_PEOPLE = re.compile(
    rb'((?:\w+:)?(?:author|initials|displayName|userId|providerId|lastModifiedBy|userName))="[^"]*"'
)
_AUTHOR = re.compile(rb"<author>[^<]*</author>")
_PLACE = re.compile(rb'(absPath\b[^>]*\burl)="[^"]*"')
_PROPERTIES = re.compile(r"docProps/.*\.xml")
_PROGRAM = re.compile(r".*\.(xml|rels|vml|fntdata|odttf|ttf)")
_PICTURE = re.compile(r".*\.(jpe?g|png|gif|bmp|tiff?|webp)")
_ROOT = re.compile(rb"(<\?xml[^>]*\?>\s*)?<([\w:]+)([^>]*?)/?>")
_HIDDEN = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified")


class CannotClean(Exception):
    """Why, in one of the words of ``workflows.files.UNCLEAN``."""


def clean(content: bytes) -> bytes:
    """What staff may see of ``content``; else CannotClean."""
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _picture(content)


def _picture(content: bytes) -> bytes:
    """The points and nothing else, turned as its camera meant it."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.UnidentifiedImageError as error:
        raise CannotClean("type") from error
    except Image.DecompressionBombError as error:
        raise CannotClean("limits") from error
    if image.width * image.height > PIXELS:
        raise CannotClean("limits")
    kind = "JPEG" if image.format == "MPO" else image.format
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise CannotClean("type")  # a moving picture
    bare = ImageOps.exif_transpose(image)  # a copy of the points, turned or not
    if "transparency" in bare.info:
        bare = bare.convert("RGBA")
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, kind, **({"quality": 90} if kind in {"JPEG", "WEBP", "AVIF"} else {}))
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    """The pages without author, history, previews and hidden objects."""
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise CannotClean("locked") from error
    with document:
        if len(document.attachments):
            raise CannotClean("within")
        for key in [key for key in ("/Info", "/ID") if key in document.trailer]:
            del document.trailer[key]
        for thing in document.objects:
            _bare(thing)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _bare(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if "/EF" in thing:
            raise CannotClean("within")
        for key in [key for key in _HIDDEN if key in thing]:
            del thing[key]
        if thing.get("/Subtype") not in (None, "/Widget") and "/Rect" in thing:
            for key in [key for key in ("/T", "/NM", "/M", "/CreationDate") if key in thing]:
                del thing[key]
    if isinstance(thing, pikepdf.Stream):
        _bare_picture(thing)


def _bare_picture(stream: pikepdf.Object) -> None:
    found = stream.get("/Filter")
    filters = list(found) if isinstance(found, pikepdf.Array) else [found]
    if pikepdf.Name.DCTDecode not in filters:
        return
    if len(filters) > 1:
        raise CannotClean("within")
    if "/DecodeParms" in stream:
        raise CannotClean("within")  # odd in a picture of this kind
    stream.write(_without_segments(stream.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def _without_segments(jpeg: bytes) -> bytes:
    """A JPEG within a document, its points untouched: comments and what cameras write are gone."""
    out, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        length = 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        marker = jpeg[at + 1]
        if marker != 0xFE and (not 0xE1 <= marker <= 0xEF or marker == 0xEE):
            out += jpeg[at : at + length]
        at += length
    return bytes(out) + jpeg[at:]


def _office(content: bytes) -> bytes:
    """The document without its properties, the names of its editors, and old times."""
    out, total = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        if "[Content_Types].xml" not in old.namelist():
            raise CannotClean("type")
        for entry in old.infolist():
            if entry.is_dir():
                continue
            with old.open(entry) as file:
                part = file.read(LARGEST + 1)
            total += len(part)
            if total > 5 * LARGEST or len(part) > LARGEST:
                raise CannotClean("limits")
            bare = zipfile.ZipInfo(entry.filename)  # of 1980
            new.writestr(bare, b"".join(_part(entry.filename, part)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, part: bytes) -> Iterator[bytes]:
    lower = name.lower()
    if _PROPERTIES.fullmatch(name):
        root = _ROOT.search(part)
        if root is None:
            raise CannotClean("broken")
        yield b"".join((root[1] or b"", b"<", root[2], root[3], b"/>"))
    elif _PICTURE.fullmatch(lower):
        yield _picture(part)
    elif lower.endswith((".emf", ".wmf")) or _PROGRAM.fullmatch(lower):
        part = _PLACE.sub(rb'\1=""', _AUTHOR.sub(b"<author></author>", part))
        yield _PEOPLE.sub(rb'\1=""', part)
    else:
        raise CannotClean("within")  # a program, or another document


def main() -> int:
    """One file through standard input and output; 0, or CANNOT with its reason."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    Image.MAX_IMAGE_PIXELS = PIXELS
    Image.init()
    try:
        cleaned = clean(sys.stdin.buffer.read())
        why = "limits" if len(cleaned) > LARGEST else ""
    except CannotClean as cannot:
        why = str(cannot)
    except MemoryError:
        why = "limits"
    except Exception:
        why = "broken"
    if why:
        sys.stderr.write(why)
        return CANNOT
    sys.stdout.buffer.write(cleaned)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
