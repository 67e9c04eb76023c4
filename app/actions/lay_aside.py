"""A file between its preview and its loading: sealed in the store that all nodes share."""

from dataclasses import dataclass
from datetime import datetime

from app.database import db
from app.models import ImportPreview, Person
from app.queries import previews
from app.storage import StoreAway, cupboard
from workflows.errors import Invalid
from workflows.words import Words

GONE = Words("เลือกไฟล์อีกครั้ง ไฟล์เดิมไม่รออยู่แล้ว", "Choose the file again: it waits here no more")
AWAY = Words("ที่เก็บไฟล์ไม่ตอบ ลองอีกครั้งในอีกสักครู่", "The store of files does not answer: try again soon")


@dataclass(frozen=True)
class Waiting:
    """The file as it was shown: the word it is known by, its name, its bytes."""

    word: str
    name: str
    content: bytes


def lay_aside(content: bytes, name: str, kind: str, actor: Person, now: datetime) -> Waiting:
    """The file waits for the same person and kind of import, a day at most."""
    try:
        kept = cupboard.put(content)
    except StoreAway as away:
        raise Invalid(file=AWAY) from away
    row = ImportPreview(person_id=actor.id, kind=kind, name=name, key=kept.key, made_at=now)
    db.session.add(row)
    db.session.flush()
    return Waiting(str(row.id), name, content)


def take_up(word: str, kind: str, actor: Person, now: datetime) -> Waiting:
    """The file that waits under ``word``, locked; Invalid when there is none any more."""
    row = previews.find_to_change(word, kind, actor, now)
    if row is None:
        raise Invalid(file=GONE)
    try:
        return Waiting(word, row.name, cupboard.get(row.key))
    except FileNotFoundError as error:
        raise Invalid(file=GONE) from error
    except StoreAway as away:
        raise Invalid(file=AWAY) from away


def forget(preview_id: int) -> bool:
    """The file waits no more; False when somebody was first.

    Its bytes go before its row: what fails between them leaves a row that is swept later.
    """
    row = db.session.get(ImportPreview, preview_id, with_for_update=True)
    if row is None:
        return False
    cupboard.remove(row.key)
    db.session.delete(row)
    return True
