"""The dialogue with clamd: what it says, and what it costs when it says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from app.storage.scanner import NoAnswer, Scanner
from tests.files import EICAR
from tests.storage.servers import FakeClamd, a_clamd


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with a_clamd() as server:
        yield server


def a_scanner(address: str, seconds: float = 5) -> Scanner:
    scanner = Scanner()
    scanner.plug_in(address, seconds)  # type: ignore[arg-type]  # tests are in a hurry
    return scanner


@pytest.mark.parametrize("size", [0, 1, 65_536, 5_000_001])
def test_the_whole_file_arrives(clamd: FakeClamd, size: int) -> None:
    assert a_scanner(clamd.address).finding(b"x" * size) == ""
    assert clamd.asked == [b"x" * size]


def test_what_is_found_has_its_name(clamd: FakeClamd) -> None:
    assert a_scanner(clamd.address).finding(b"-" + EICAR) == "Eicar-Test-Signature"


@pytest.mark.parametrize("mood", ["hang", "garbage", "drop"])
def test_whatever_else_it_does_is_no_answer(clamd: FakeClamd, mood: str) -> None:
    clamd.mood = mood
    with pytest.raises(NoAnswer):
        a_scanner(clamd.address, 0.2).finding(b"x")


def test_nobody_there_is_no_answer(clamd: FakeClamd, tmp_path: Path) -> None:
    address = clamd.address
    clamd.close()
    for nowhere in (address, f"unix://{tmp_path}/none"):
        with pytest.raises(NoAnswer):
            a_scanner(nowhere).finding(b"x")


def test_an_address_that_is_none_stops_the_start(tmp_path: Path) -> None:
    for address in ("clamd", "tcp://clamd:3310/", "unix:relative"):
        with pytest.raises(config.BadSetting, match="SIANG_CLAMD"):
            config.load({"VAR": str(tmp_path), "SIANG_CLAMD": address})
    for address in ("", "127.0.0.1:3310", "[::1]:3310", "unix:///run/clamav/clamd.ctl"):
        assert config.load({"VAR": str(tmp_path), "SIANG_CLAMD": address}).clamd == address
