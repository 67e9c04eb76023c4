"""The files of an exported office: in a folder beside it, each under its checksum."""

from pathlib import Path

from app.storage import Damaged, cupboard
from workflows.errors import Invalid
from workflows.words import Words

NO_FOLDER = Words("ต้องบอกโฟลเดอร์ของไฟล์ (--files)", "say where its files are: --files DIR")
NOT_THERE = Words("ไม่พบไฟล์ในโฟลเดอร์นั้น", "its file is not in that folder")
DIGITS = frozenset("0123456789abcdef")


class Carried:
    """The folder; without one nothing that is a file leaves or comes."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.lost: list[str] = []
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def out(self, what: str, key: str, sha256: str) -> bool:
        """Whether the file is in the folder now; what is damaged here is noted as lost."""
        if self.folder is None:
            return False
        place = self.folder / sha256
        if place.exists():
            return True
        try:
            content = cupboard.get_whole(key, sha256)
        except Damaged as damaged:
            self.lost.append(f"{what} is {damaged}")
            return False
        place.touch(mode=0o600)
        place.write_bytes(content)
        return True

    def back(self, sha256: str, size: int) -> str:
        """The key of the file in the cupboard, once it is there; Invalid without the file."""
        if self.folder is None:
            raise Invalid(sha256=NO_FOLDER)
        if len(sha256) != 64 or not DIGITS.issuperset(sha256):
            raise Invalid(sha256=NOT_THERE)
        try:
            content = (self.folder / sha256).read_bytes()
        except OSError as error:
            raise Invalid(sha256=NOT_THERE) from error
        kept = cupboard.put(content)
        if (kept.sha256, kept.size) != (sha256, size):
            cupboard.remove(kept.key)
            raise Invalid(sha256=NOT_THERE)
        return kept.key
