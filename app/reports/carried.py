"""A final wording of last year said of this year: with this year's figures, or not at all."""

import re
from collections.abc import Iterable, Mapping

from app.reports.editions import Line
from app.reports.wording import NAME, UNKNOWN_YET, fill

_DIGITS = "0-9๐-๙"
_NUMBER = re.compile(f"[{_DIGITS}]+")


def carried(
    text: str, lines: Iterable[Line], before: Mapping[str, str], after: Mapping[str, str]
) -> str | None:
    """``text`` with the values of ``before`` replaced by those of ``after``.

    None where it cannot be told which words are figures: a list, a value that stands twice, or a
    number that the edition does not have.
    """
    template = list(lines)
    if any(line.repeat for line in template) or "{" in text:
        return None
    sentence = "\n".join(line.text for line in template)
    for name in dict.fromkeys(NAME.findall(sentence)):
        value = before.get(name, UNKNOWN_YET)
        text, times = _place(value).subn(f"{{{name}}}", text)
        if times > 1:
            return None
    known = set(_NUMBER.findall(NAME.sub("", sentence)))
    return fill(text, dict(after)) if set(_NUMBER.findall(NAME.sub("", text))) <= known else None


def _place(value: str) -> re.Pattern[str]:
    """Where the value stands; a number never within a longer one."""
    found = re.escape(value)
    if _NUMBER.fullmatch(value):
        found = f"(?<![{_DIGITS}]){found}(?![{_DIGITS}])"
    return re.compile(found)
