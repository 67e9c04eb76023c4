"""What is seen of a file before anything opens it, cheaply, whatever the file says of itself."""

import time
import tracemalloc

import pytest

from app.storage.dangers import danger_of
from app.storage.kinds import served_type, type_of
from tests import files
from workflows import limits

OFFICE = "application/vnd.openxmlformats-officedocument."
GIGABYTE = 1024 * limits.MEGABYTE


@pytest.mark.parametrize("content", [
    b"", b"PK\x03\x04", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 60, b"\x1f\x8b", b"\xff\xd8\xff",
    b"\xff\xd8\xff\xc0", b"RIFF0000WEBPVP8X", b"GIF89a", b"BM", "สวัสดี".encode(),
    files.a_picture(), files.a_photo(), files.a_photo("WEBP"), files.a_pdf(),
    files.an_office_file(), files.a_crowd(3), files.a_picture("GIF"), files.a_picture("BMP"),
], ids=range(19))  # fmt: skip
def test_an_ordinary_or_broken_file_is_no_danger(content: bytes) -> None:
    assert danger_of(content) == ""


@pytest.mark.parametrize(("content", "word"), [
    (files.a_bomb(GIGABYTE), "unpacked"),
    (files.a_bomb(20 * limits.MEGABYTE), "ratio"),
    (files.a_crowd(limits.ENTRIES + 1), "entries"),
    (files.an_archive({"inner.zip": b"PK"}), "nested"),
    (files.an_archive({"word/vbaProject.bin": b"x"}), "macro"),
    (files.a_huge_picture(30_000, 30_000), "pixels"),
    (files.a_picture("JPEG")[:-2] + b"\xff\xda" * limits.SCANS, "scans"),
    (b"\x1f\x8b" + bytes(20) + b"\xff\xff\xff\xff", "unpacked"),
    (b"RIFF\0\0\0\0WEBPVP8X" + bytes(14) + b"ANMF" * (limits.FRAMES + 1), "frames"),
], ids=range(9))  # fmt: skip
def test_a_bomb_is_recognised_by_what_it_says_of_itself(content: bytes, word: str) -> None:
    assert danger_of(content) == word


def test_at_the_limit_nothing_is_said() -> None:
    assert danger_of(files.a_crowd(limits.ENTRIES)) == ""
    assert danger_of(files.a_huge_picture(65_000, 1_000)) == ""
    assert danger_of(files.a_huge_picture(65_000, 1_001)) == "pixels"


def test_a_million_entries_cost_little() -> None:
    crowd = files.a_crowd(1_000_000)
    tracemalloc.start()
    begun = time.process_time()
    assert danger_of(crowd) == "entries"
    assert type_of(crowd) == "application/zip"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - begun < 10
    assert peak < 256 * limits.MEGABYTE


@pytest.mark.parametrize(("content", "kind"), [
    (files.an_office_file(), f"{OFFICE}wordprocessingml.document"),
    (files.an_archive({"a": b"b"}), "application/zip"),
    (files.a_picture(), "image/png"), (files.a_pdf(), "application/pdf"),
    ("สวัสดี".encode("cp874"), "text/plain"),
    (b"<html><script>alert(1)</script>", "application/octet-stream"),
    (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream"),
    (b"\0\1\2", "application/octet-stream"), (b"", "application/octet-stream"),
], ids=range(9))  # fmt: skip
def test_a_file_is_handed_out_as_what_it_is_and_never_as_a_page(content: bytes, kind: str) -> None:
    assert served_type(type_of(content)) == kind
