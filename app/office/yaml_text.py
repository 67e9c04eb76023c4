"""Writes plain values as YAML that fits one line each, so that a file of any length streams."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
# No reader of YAML takes these; our own refuses a file that has them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile("[\u2028\u2029\ufeff]")


def flow(value: Any) -> str:
    """``value`` in one line: ``{id: "U01", days: [1, 2]}``; times and days as quoted ISO texts."""
    if isinstance(value, Mapping):
        inside = (f"{_key(key)}: {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, datetime | date | time):
        value = value.isoformat()
    if isinstance(value, str):
        return _text(str(value))
    return json.dumps(value)


def _key(key: Any) -> str:
    word = str(key)
    plain = _PLAIN_KEY.fullmatch(word) and word.lower() not in _WORDS_OF_YAML
    return word if plain else _text(word)


def _text(text: str) -> str:
    quoted = json.dumps(_CONTROL.sub("", text), ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
