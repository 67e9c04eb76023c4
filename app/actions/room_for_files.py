"""How many files still fit: in a submission, in a case, in the day of one person."""

from datetime import datetime

from app.intake.submission import File
from app.models import Case
from app.queries import files, senders
from workflows import limits
from workflows.dates import start_of_day
from workflows.words import Words

_WHOLE = limits.FILE // limits.MEGABYTE
TOO_LARGE = Words(f"แต่ละไฟล์ใหญ่ได้ไม่เกิน {_WHOLE} MB", f"A file may have {_WHOLE} MB")


class Room:
    """Counts what is taken, file by file."""

    def __init__(self, case: Case, now: datetime, *, to_us: bool) -> None:
        own = [case.id] if case.id else []  # a case without a row has no files yet
        of_person = _cases(case, own) if to_us else own
        today = files.taken(of_person, to_us=to_us, since=start_of_day(now))
        self._taken = {
            "submission": [0, 0], "case": [*files.taken(own)], "day": [*today],
        }  # fmt: skip

    def take(self, file: File) -> Words | None:
        """None when it fits, and then it is counted; else why it does not."""
        size = len(file.content)
        for name, (most, largest, so_many, so_large) in _rules().items():
            count, total = self._taken[name]
            if count + 1 > most:
                return so_many
            if total + size > largest:
                return so_large
        if size > limits.FILE:
            return TOO_LARGE
        for taken in self._taken.values():
            taken[0] += 1
            taken[1] += size
        return None


def _rules() -> dict[str, tuple[int, int, Words, Words]]:
    """How many and how large, and what is said beyond."""
    whole, day = limits.CASE_UPLOAD // limits.MEGABYTE, limits.DAY_UPLOAD // limits.MEGABYTE
    return {
        "submission": (
            limits.FILES, limits.UPLOAD,
            Words(f"แนบได้ไม่เกิน {limits.FILES} ไฟล์", f"At most {limits.FILES} files"),
            Words("ไฟล์รวมกันใหญ่เกิน 25 MB เลือกไฟล์ที่เล็กกว่า",
                  "The files are over 25 MB together: choose smaller ones"),
        ),
        "case": (
            limits.CASE_FILES, limits.CASE_UPLOAD,
            Words(f"เรื่องหนึ่งมีไฟล์ได้ไม่เกิน {limits.CASE_FILES} ไฟล์",
                  f"A case holds at most {limits.CASE_FILES} files"),
            Words(f"ไฟล์ทั้งหมดของเรื่องหนึ่งรวมกันได้ไม่เกิน {whole} MB",
                  f"All files of a case may have {whole} MB together"),
        ),
        "day": (
            limits.DAY_FILES, limits.DAY_UPLOAD,
            Words(f"ส่งได้ไม่เกินวันละ {limits.DAY_FILES} ไฟล์ ส่งต่อได้พรุ่งนี้",
                  f"At most {limits.DAY_FILES} files a day: send the others tomorrow"),
            Words(f"ส่งได้ไม่เกินวันละ {day} MB ส่งต่อได้พรุ่งนี้",
                  f"At most {day} MB a day: send the others tomorrow"),
        ),
    }  # fmt: skip


def _cases(case: Case, own: list[int]) -> list[int]:
    """Every case of the same person, as far as we can know."""
    email = case.correspondent.email if case.correspondent else ""
    return [*{*own, *(other.id for other in senders.cases_of(email))}]
