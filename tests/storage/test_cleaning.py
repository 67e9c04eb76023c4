"""The copy that staff see says nothing of who made it; what cannot be cleaned says why."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from app.storage import cleaning
from app.storage.cleaning import CannotClean, clean_copy
from tests import files

CANARY = files.CANARY.encode()


def why(content: bytes) -> str:
    with pytest.raises(CannotClean) as cannot:
        clean_copy(content)
    return cannot.value.why


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_loses_its_place_and_keeps_its_side(kind: str) -> None:
    photo = files.a_photo(kind)
    assert CANARY in photo
    copy = clean_copy(photo)
    assert CANARY not in copy
    image = Image.open(io.BytesIO(copy))
    assert (image.format, image.size) == (kind, (16, 24))
    kept = dict(image.getexif())
    assert 0x8825 not in kept
    assert 0x013B not in kept
    assert "comment" not in image.info


def test_a_pdf_loses_its_author_its_history_and_the_camera_s_words() -> None:
    pdf = files.a_pdf()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Author"]) == files.CANARY
    copy = clean_copy(pdf)
    with pikepdf.open(io.BytesIO(copy)) as document:
        document.save(plain := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.all,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)  # fmt: skip
        assert len(document.pages) == 1
        assert "/Info" not in document.trailer
        assert "/Metadata" not in document.Root
        assert str(document.pages[0].Annots[0].Contents) == "ดูตรงนี้"
        photo = document.pages[0].Resources.XObject.P
        assert Image.open(io.BytesIO(photo.read_raw_bytes())).size == (24, 16)
    utf16 = files.CANARY.encode("utf-16-be")
    assert all(word not in whole for word in (CANARY, utf16) for whole in (copy, plain.getvalue()))


def test_an_office_file_loses_its_properties_its_editors_and_the_place_of_its_photos() -> None:
    copy = clean_copy(files.an_office_file())
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert [name for name, part in parts.items() if CANARY in part] == []
    assert "ไฟ".encode() in parts["word/document.xml"]
    assert "docProps/core.xml" in parts


def _locked() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="ก", user="ข"))
    return out.getvalue()


def _with_a_file() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["x.txt"] = b"x"
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("content", "word"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type"),
    (b"\0\0\0\x18ftypheic" + bytes(60), "type"),
    (files.an_archive({"a.txt": b"x"}), "type"),
    (b"push graphic-context\nimage over 0,0 0,0 'label:@/etc/passwd'", "type"),
    (_locked(), "locked"),
    (_with_a_file(), "within"),
    (files.an_office_file(**{"word/embeddings/a.docx": b"PK"}), "within"),
    (b"%PDF-1.7 nothing", "broken"),
    (files.a_picture()[:60], "broken"),
    (files.a_huge_picture(30_000, 30_000), "limits"),
    (files.an_office_file(**{"word/big.xml": bytes(70 * 1024 * 1024)}), "limits"),
], ids=range(11))  # fmt: skip
def test_what_cannot_be_cleaned_says_why(content: bytes, word: str) -> None:
    assert why(content) == word


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "WAIT", 0.01)
    assert why(files.a_picture()) == "limits"
