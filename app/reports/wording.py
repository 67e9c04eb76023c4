"""THE NAMES a line of Form 2.3 may use, filled from the facts of a year and never evaluated."""

import re
from collections.abc import Callable, Iterable

from app.models import Activity
from app.reports.facts import Facts

NAME = re.compile(r"\{([^{}]*)\}")
ITEM = "item"
UNKNOWN_YET = "……"  # a value that the facts do not give is left open, as on paper

LISTS: dict[str, Callable[[Facts], list[str]]] = {
    "listening_channels": lambda facts: [row.name_th for row in facts.listening],
    "network_works": lambda facts: [row.name_th for row in facts.network_works],
    "network_contact_channels": lambda facts: facts.contact("network"),
    "network_activities": lambda facts: [_activity(row) for row in facts.activities],
    "participation_works": lambda facts: [row.name_th for row in facts.participation],
    "participation_information_channels": lambda facts: facts.contact("inform"),
    "participation_listening_channels": lambda facts: facts.contact("listen"),
    "service_standards": lambda facts: [row.name_th for row in facts.standards],
    "improvements": lambda facts: [row.name_th for row in facts.improvements],
}
WORDS: dict[str, Callable[[Facts], object]] = {
    "fiscal_year_be": lambda facts: facts.year,
    "missions_count": lambda facts: facts.missions_count,
    "top_information_channel": lambda facts: facts.top_information_channel,
    "service_manual_work": lambda facts: facts.service_manual_work,
}
_WORK = re.compile(r"participation_works\[(\d{1,3})\]\[(name_th|level)\]")


def is_name(name: str) -> bool:
    """Whether a line may use ``{name}``."""
    bare = name.removeprefix("n_")
    listed = bare in LISTS and bare != name
    joined = any(name == f"{key}{end}" for key in LISTS for end in ("_and", "_plain", "_list"))
    return name in WORDS or listed or joined or _WORK.fullmatch(name) is not None


def unknown_names(texts: Iterable[str]) -> list[str]:
    """The names in ``texts`` that no line may use."""
    used = {name for text in texts for name in NAME.findall(text)}
    return sorted(name for name in used if name != ITEM and not is_name(name))


def values(facts: Facts) -> dict[str, str]:
    """Every name with its words for the year."""
    words = {name: _say(read(facts)) for name, read in WORDS.items()}
    for key, read in LISTS.items():
        items = read(facts)
        words[f"n_{key}"] = str(len(items))
        words[f"{key}_and"] = _and(items) or UNKNOWN_YET
        words[f"{key}_plain"] = words[f"{key}_list"] = " ".join(items) or UNKNOWN_YET
    for index, work in enumerate(facts.participation):
        words[f"participation_works[{index}][name_th]"] = work.name_th
        words[f"participation_works[{index}][level]"] = str(work.level)
    return words


def entries(facts: Facts, register: str) -> list[str]:
    """The entries of the register that a line with ``repeat`` prints once each."""
    return LISTS[register](facts)


def fill(text: str, words: dict[str, str]) -> str:
    """``text`` with its names replaced, once: what is put in is not looked at again."""
    return NAME.sub(lambda match: words.get(match[1], UNKNOWN_YET), text)


def _say(value: object) -> str:
    return UNKNOWN_YET if value is None else str(value)


def _and(items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{' '.join(items[:-1])} และ{items[-1]}"


def _activity(row: Activity) -> str:
    return f"{row.title} {row.place}".strip()
