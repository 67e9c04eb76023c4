"""What a change of the routing rules would do, told by where past cases would have gone."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.actions import keep_rule
from app.web.rehearsing import attempt
from workflows.words import Words

NEW_ONLY = Words(
    "มีผลกับเรื่องใหม่เท่านั้น เรื่องที่รับแล้วอยู่ที่เดิม", "Only new cases are touched; others stay where they are"
)
NOBODY = 0  # no rule has this key
WAITING = Words("ไม่ตรงกฎใด รอผู้รับเรื่องมอบหมาย", "Under no rule, waiting to be assigned")


def effects(change: Callable[[], object]) -> list[Words]:
    """The rules that would take more or fewer of the last cases; Invalid where it is refused."""
    before, after = _taken(), {}

    def look() -> None:
        change()
        after.update(_taken())

    attempt(look)
    named = {key: name for taken in (before, after) for key, (name, _) in taken.items()}
    lines = [
        Words(f"{name.th}: {was:,} → {then:,} เรื่อง", f"{name.en}: {was:,} → {then:,} cases")
        for key, name in named.items()
        if (was := _number(before, key)) != (then := _number(after, key))
    ]
    return [_last(lines), *lines, NEW_ONLY]


def _taken() -> dict[int, tuple[Words, int]]:
    """How many of the last cases fall under each rule that is on, and under none."""
    tried = keep_rule.trial_of(datetime.now(UTC))
    rules = {one.rule.id: (_called(one.rule.name), one.matched) for one in tried.rules}
    return {**rules, NOBODY: (WAITING, tried.none)}


def _called(name: str) -> Words:
    return Words(f"กฎ “{name}”", f"Rule “{name}”")


def _number(taken: dict[int, tuple[Words, int]], key: int) -> int:
    return taken[key][1] if key in taken else 0


def _last(lines: list[Words]) -> Words:
    last = keep_rule.LAST
    if lines:
        return Words(f"ถ้าใช้กับ {last} เรื่องล่าสุด:", f"On the last {last} cases it would mean:")
    return Words(f"ไม่มีเรื่องใดใน {last} เรื่องล่าสุดที่จะไปที่อื่น",
                 f"None of the last {last} cases would have gone elsewhere")  # fmt: skip
