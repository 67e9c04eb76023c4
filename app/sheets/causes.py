"""Causes as a Pareto: bars with the most frequent first, and the table with its running share."""

from app.documents.chart import bars
from app.reports.causes import DEFINITION, Pareto
from app.sheets.meanings import RESTRICTED
from app.sheets.sheet import AMBER, INDIGO, TOTAL, Part, Percent, Picture, Row, Sheet, Table, period
from workflows.text import cut
from workflows.words import Words

TITLE = Words("สาเหตุของเรื่อง", "Why cases come")
MOST = 80  # percent: the few causes that together bring so much are worth mending first
SHOWN = 12  # bars; the table has every cause
_NAME = 15  # letters of a name beside a bar
_HEAD = (
    Words("สาเหตุ", "Cause"), Words("เรื่อง", "Cases"), Words("ร้อยละ", "Percent"),
    Words("ร้อยละสะสม", "Cumulative"),
)  # fmt: skip
_UNKNOWN = Words("ยังไม่บันทึกสาเหตุ", "No recorded cause")


def causes_sheet(found: Pareto, language: str) -> Sheet:
    """The causes of what was asked, with the few that bring most of the cases."""
    asked = found.asked
    said = period(asked.first, asked.last, "เรื่องที่รับ", "Cases received")
    part = Part(_finding(found), _table(found), _picture(found, language))
    meanings = [(TITLE, DEFINITION), RESTRICTED]
    return Sheet("causes", TITLE, said, found.as_known_on, [part], meanings)


def few(found: Pareto) -> int:
    """How many of the causes, the most frequent first, bring MOST percent of the cases."""
    before = [0.0, *(cause.cumulative or 0.0 for cause in found.causes)]
    return sum(share < MOST for share in before[:-1])


def _finding(found: Pareto) -> Words:
    number, whole = few(found), len(found.causes)
    if not number:
        return Words("ยังไม่มีเรื่องที่บันทึกสาเหตุ", "No case has a recorded cause yet")
    share = found.causes[number - 1].cumulative
    return Words(
        f"{number} จาก {whole} สาเหตุ ทำให้เกิดเรื่องร้อยละ {share:g} ของเรื่องที่รู้สาเหตุ",
        f"{number} of {whole} causes brought {share:g}% of the cases whose cause is known",
    )


def _table(found: Pareto) -> Table:
    rows: list[Row] = [
        (cause.name, cause.cases, Percent(cause.percent), Percent(cause.cumulative))
        for cause in found.causes
    ]
    rows += [(_UNKNOWN, found.unknown, None, None)] if found.unknown else []
    foot = (TOTAL, found.known + found.unknown, None, None)
    title = Words("สาเหตุ เรียงจากที่มีเรื่องมากที่สุด", "Causes, the most frequent first")
    return Table("causes", title, _HEAD, rows, foot)


def _picture(found: Pareto, language: str) -> Picture | None:
    shown, number = found.causes[:SHOWN], few(found)
    if not shown:
        return None
    measure = Words("จำนวนเรื่องของแต่ละสาเหตุ", "Cases of each cause")
    labels = [one.name if len(one.name) <= _NAME else f"{cut(one.name, _NAME)}…" for one in shown]
    parts = {
        "few": [one.cases if n < number else None for n, one in enumerate(shown)],
        "rest": [one.cases if n >= number else None for n, one in enumerate(shown)],
    }
    svg = bars(measure.say(language), _finding(found).say(language), labels, parts)
    legend = [
        (INDIGO, Words(f"รวมกันถึงร้อยละ {MOST}", f"Together {MOST}% of the cases")),
        (AMBER, Words("สาเหตุที่เหลือ", "The other causes")),
    ]
    return Picture(measure, "bars", svg, legend)
