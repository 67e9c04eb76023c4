"""What the system itself notes on a case: kept in Thai, the office's language, read in both."""

from workflows.words import Words

SAME_MATTER = Words("รวมกับเรื่องเดียวกัน", "Merged: it is the same matter")
KEPT_AWAY = Words("กันผู้มีส่วนได้เสีย", "Somebody with a conflict of interest is kept away")
NAMED_AT_INTAKE = Words("ระบุไว้เมื่อรับเรื่องว่าเป็นผู้ถูกร้องเรียน", "Named at registration as complained of")
# Why dates were counted anew: the note names the day or the promise in the office's own words.
RECOUNTED = {
    "calendar": Words("ปฏิทินวันทำการเปลี่ยน", "The working calendar was changed"),
    "targets": Words("มาตรฐานเวลาเปลี่ยน", "The targets were changed"),
}
_OURS = {words.th: words for words in (SAME_MATTER, KEPT_AWAY, NAMED_AT_INTAKE)}


def in_words(note: str, cause: str = "") -> Words:
    """A note as each language reads it: what somebody wrote stays as it was written."""
    if cause in RECOUNTED:
        return Words(note, RECOUNTED[cause].en)
    return _OURS.get(note) or Words(note, note)
