"""The questionnaire that ships with the product, read from its file."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FILE = Path(__file__).parent / "standard_questionnaire.yaml"


@cache
def standard() -> dict[str, Any]:
    """Its head, and ``items`` with the names of the columns of ``SurveyItem``."""
    read: dict[str, Any] = YAML(typ="safe").load(_FILE.read_text())
    return {**read, "items": [_item(item) for item in read["items"]]}


def _item(given: dict[str, Any]) -> dict[str, Any]:
    named = {"text_th": given["th"], "text_en": given["en"]}
    return {**{name: value for name, value in given.items() if name not in ("th", "en")}, **named}
