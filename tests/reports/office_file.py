"""The registers of the demo office as an office file has them, and what they must give."""

from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from app.actions.load_registers import load_registers
from app.database import db, transaction
from app.models import Unit
from app.reports.editions import shipped_lines

DATA = Path(__file__).parent.parent / "data"
SEED_TEXT = (DATA / "form-2.3-fiscal-2553.txt").read_bytes()


def office_file() -> dict[str, Any]:
    """A fresh copy of all parts, with the edition of 2553 among them."""
    return deepcopy(_read())


@cache
def _read() -> dict[str, Any]:
    parts: dict[str, Any] = YAML(typ="safe").load(DATA / "registers.yaml")
    return parts | {"seed_report_2553": {"lines": shipped_lines()}}


def load(parts: dict[str, Any], now: datetime) -> None:
    """The parts are in the database, their units too."""
    with transaction():
        for unit in parts.get("units", ()):
            if db.session.get(Unit, unit["id"]) is None:
                db.session.add(Unit(code=unit["id"], name_th=unit["name_th"]))
        db.session.flush()
        load_registers(parts, now)
