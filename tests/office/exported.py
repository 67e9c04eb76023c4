"""An office out into its files, and in again where nothing is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.database import db, transaction
from app.office.carried import Carried
from app.office.export import export
from app.office.file import load

Empty = Callable[[], None]


def silent(done: int, total: int) -> None:
    """Nobody watches."""


def written(folder: Path, name: str, *, restricted: bool = True, files: bool = False) -> str:
    """The text of the office, which stands under that name in the folder."""
    place = folder / f"{name}.yaml"
    carried = _carried(folder, name, files=files)
    parts = export(place, restricted=restricted, progress=silent, carried=carried)
    db.session.rollback()
    assert carried.lost == []
    return "".join(part.read_text() for part in parts)


def again(folder: Path, name: str, now: datetime, *, files: bool = False) -> None:
    """What was written under that name is loaded, file after file."""
    for place in sorted(folder.glob(f"{name}*.yaml"), key=lambda one: (len(one.stem), one.stem)):
        with transaction():
            load(place, now, _carried(folder, name, files=files))


def _carried(folder: Path, name: str, *, files: bool) -> Carried:
    return Carried(folder / f"{name}-files" if files else None)
