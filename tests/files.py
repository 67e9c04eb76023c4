"""Files as people send them: pictures, documents, archives, good and bad."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

CANARY = "Noknoi-Saisuk-13.7563N-100.5018E-CANARY"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (24, 16)) -> bytes:
    """A small picture without anything hidden."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def a_photo(kind: str = "JPEG") -> bytes:
    """Taken with a telephone lying on its side: place, owner and a comment are in it."""
    image = Image.linear_gradient("L").resize((24, 16)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x013B] = exif[0x8298] = CANARY
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (13.0, 45.0, 22.7), "E", (100.0, 30.0, 6.5)
    place[27] = CANARY.encode()
    out = io.BytesIO()
    image.save(out, kind, exif=exif, comment=CANARY.encode())
    return out.getvalue()


def a_pdf() -> bytes:
    """One page with a photo; author, history and the camera's words are in it."""
    photo = a_photo()
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = CANARY
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [CANARY]
    picture = pikepdf.Stream(document, photo)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 24, 16, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    picture.write(photo, filter=pikepdf.Name.DCTDecode)
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=CANARY,
        Contents="ดูตรงนี้",
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def an_office_file(**more: bytes) -> bytes:
    """A Word document by somebody, with a comment and a photo."""
    name = CANARY.encode()
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="t"/>',
        "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="r"/>',
        "docProps/core.xml": b'<?xml version="1.0"?><cp:coreProperties xmlns:cp="c"><a>' + name
        + b"</a></cp:coreProperties>",
        "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="w"><w:ins w:author="'
        + name + b'"><w:t>\xe0\xb9\x84\xe0\xb8\x9f</w:t></w:ins></w:document>',
        "word/media/image1.jpeg": a_photo(),
        **more,
    }  # fmt: skip
    return an_archive(parts)


def an_archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_bomb(size: int, name: str = "word/document.xml") -> bytes:
    """An archive of which one file unpacks to ``size`` zeros; its like is never unpacked here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = bytes(1024 * 1024)
    packed = b"".join(packer.compress(piece) for _ in range(size // len(piece)))
    return _zip([(name.encode(), packed + packer.flush(), size)])


def a_crowd(number: int) -> bytes:
    """An archive of so many empty files."""
    return _zip([(b"%d" % n, b"", 0) for n in range(number)])


def a_huge_picture(width: int, height: int) -> bytes:
    """A PNG that says it is as large as this, and ends there."""
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", bytes(8))


def _chunk(name: bytes, content: bytes) -> bytes:
    sum_ = struct.pack(">L", zlib.crc32(name + content))
    return struct.pack(">L", len(content)) + name + content + sum_


def _zip(entries: list[tuple[bytes, bytes, int]]) -> bytes:
    body, table = bytearray(), bytearray()
    for name, packed, size in entries:
        common = struct.pack("<HHHHHLLLHH", 20, 0, 8 if packed else 0, 0, 33, 0, len(packed), size,
                             len(name), 0)  # fmt: skip
        table += b"PK\x01\x02" + struct.pack("<H", 20) + common
        table += struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + packed
    end = struct.pack("<HHHHLLH", 0, 0, min(len(entries), 0xFFFF), min(len(entries), 0xFFFF),
                      len(table), len(body), 0)  # fmt: skip
    return bytes(body + table) + b"PK\x05\x06" + end


A_PICTURE = a_picture()


def damaged(content: bytes) -> bytes:
    """The same but for its last bit."""
    return content[:-1] + bytes([content[-1] ^ 1])
