"""Lines of registers that a text names by their key, as ``activities:12``: by number instead."""

from collections.abc import Mapping
from typing import Any

from app.queries.register_table import REGISTERS

Names = Mapping[str, Mapping[Any, Any]]
REGISTER = "register:"


def renamed(of: str, names: Names) -> str:
    """The same line by its name in ``names``; empty where it is not there any more."""
    register, _, key = of.partition(":")
    if not key.isdecimal():
        return of
    if register not in REGISTERS:
        return ""
    table = REGISTERS[register].model.__tablename__  # type: ignore[attr-defined]  # each has one
    name = names[table].get(int(key))
    return f"{register}:{name}" if name is not None else ""


def renamed_subject(subject: str, names: Names) -> str:
    """The same for what an event is about: ``register:activities:12``."""
    if not subject.startswith(REGISTER):
        return subject
    line = renamed(subject.removeprefix(REGISTER), names)
    return f"{REGISTER}{line}" if line else ""
