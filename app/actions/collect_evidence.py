"""The evidence of a year as files: one piece, or all of it as a ZIP with index and checksums."""

import hashlib
import re
import zipfile
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, NamedTuple

import graphviz

from app.documents.xlsx import write_xlsx
from app.models import Evidence
from app.queries import in_force, registers
from app.reports.evidence import numbered, of_year
from app.reports.evidence_tables import FLOW_CHART, MADE, MEMBERS, table_of
from app.reports.masked import MASK
from app.storage import cupboard
from workflows import Kind
from workflows.chart import Beside, draw
from workflows.dates import say_date
from workflows.files import OPENS
from workflows.text import clean, cut

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ("เลขที่", "เกณฑ์", "ข้อความ", "หลักฐาน", "ไฟล์", "ลิงก์", "ขนาด (ไบต์)", "SHA-256", "แนบโดย",
         "แนบเมื่อ")  # fmt: skip
INDEX, SUMS = "index.xlsx", "SHA256SUMS.txt"
GONE, NOBODY = "ไม่พบไฟล์", "ยังไม่มี"
SHUT = {
    "pending": "ไม่ได้รวมไว้: กำลังตรวจไวรัส", "failed": "ไม่ได้รวมไว้: ตรวจไวรัสไม่สำเร็จ",
    "infected": "ไม่ได้รวมไว้: พบไวรัส",
}  # fmt: skip
_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')


class Piece(NamedTuple):
    """A file as it leaves."""

    name: str
    type: str
    content: bytes


class StaysShut(Exception):
    """The file may not be opened: it is being scanned, was not, or has a virus in it."""


def piece_of(row: Evidence, now: datetime, *, masked: bool = False) -> Piece:
    """What was attached, or what the system makes of it now; ``masked`` without anybody's name.

    FileNotFoundError if it is lost; StaysShut until the scanner has found nothing in it.
    """
    if row.kind == "made":
        return made_piece(row.made, row.fiscal_year, now, masked=masked)
    if row.key is None:
        raise FileNotFoundError(row.title)
    if row.scan not in OPENS:
        raise StaysShut(row.scan)
    return Piece(row.name, row.type, cupboard.get(row.key))


def made_piece(name: str, year: int, now: datetime, *, masked: bool = False) -> Piece:
    """A table as a workbook, the flow chart as a picture with the people in force."""
    if name == FLOW_CHART and masked:
        return _chart(Beside())
    if name == FLOW_CHART:
        people = tuple(
            (hat, tuple(" ".join(person.name.split()) for person in found) or (NOBODY,))
            for hat, found in in_force.wearing().items()
        )
        return _chart(Beside(people=people))
    head, rows = table_of(MADE[name], year, now)
    if name == MEMBERS and masked:
        rows = [[group, MASK.th, organisation] for group, _, organisation in rows]
    return Piece(f"{name}-{year}.xlsx", XLSX, write_xlsx({name: (head, rows)}))


def _chart(beside: Beside) -> Piece:
    """A picture; where graphviz is not installed, the text it would be drawn from."""
    try:
        drawn = draw(Kind.COMPLAINT, "svg", "th", beside)
    except graphviz.ExecutableNotFound:
        return Piece(
            f"{FLOW_CHART}.mmd", "text/plain", draw(Kind.COMPLAINT, "mermaid", "th").encode()
        )
    return Piece(f"{FLOW_CHART}.svg", "image/svg+xml", drawn.encode())


def write_zip(year: int, out: IO[bytes], now: datetime, *, masked: bool = False) -> int:
    """Every piece in use stands in the ZIP with an index and checksums; how many there are.

    ``masked``: neither the index nor what the system makes names anybody.
    """
    keepers = {one.id: MASK.th if masked else one.name for one in registers.keepers()}
    lines, sums = [], []
    pieces = numbered(of_year(year))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for number, row in pieces:
            name, size, sha256 = _put(book, number, row, now, masked=masked)
            lines.append(_line(number, row, (name, size, sha256), keepers))
            sums += [f"{sha256}  {name}"] if sha256 else []
        index = write_xlsx({"หลักฐาน": (HEADS, lines)})
        sums.append(f"{_digest(index)}  {INDEX}")
        _write(book, INDEX, index, now)
        _write(book, SUMS, ("\n".join(sums) + "\n").encode(), now)
    return len(pieces)


def _put(
    book: zipfile.ZipFile, number: str, row: Evidence, now: datetime, *, masked: bool
) -> tuple[str, int | None, str]:
    """The piece's name in the ZIP, its size and checksum; a link stands in the index only."""
    if row.kind == "link":
        return "", None, ""
    try:
        piece = piece_of(row, now, masked=masked)
    except FileNotFoundError:
        return GONE, None, ""
    except StaysShut as shut:
        return SHUT[str(shut)], None, ""
    suffix = PurePosixPath(piece.name).suffix[:10]
    title = cut(_NO_NAME.sub("_", clean(row.title).removesuffix(suffix)).strip("._"), 60)
    name = f"{number}_{title}{_NO_NAME.sub('_', suffix)}"
    _write(book, name, piece.content, now)
    return name, len(piece.content), _digest(piece.content)


def _write(book: zipfile.ZipFile, name: str, content: bytes, now: datetime) -> None:
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    book.writestr(info, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _line(
    number: str, row: Evidence, kept: tuple[str, int | None, str], keepers: dict[int, str]
) -> list[str | int | None]:
    name, size, sha256 = kept
    by = keepers.get(row.added_by_id or 0, "")
    return [number, row.criterion, row.claim, row.title, name, row.url, size, sha256,
            by, say_date(row.added_at)]  # fmt: skip
