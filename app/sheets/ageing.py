"""The age of open work, laid out: what has waited for too long."""

from collections.abc import Mapping

from app.documents.chart import columns
from app.reports.ageing import BANDS, CLOCKS, Ageing, Group
from app.sheets.meanings import CLOCKS as MEANINGS
from app.sheets.meanings import RESTRICTED, UNIT
from app.sheets.sheet import AMBER, INDIGO, TOTAL, Cell, Count, Part, Picture, Sheet, Table
from workflows.words import Words

TITLE = Words("งานค้างนานเท่าใด", "How old is the open work?")
OLD = ("61-90", "over_90")
_HEAD = {"unit": Words("หน่วยงาน", "Unit"), "owner": Words("ผู้รับผิดชอบ", "Owner")}
_NONE = {
    "unit": Words("ยังไม่มีหน่วยงาน", "No unit yet"),
    "owner": Words("ยังไม่มีผู้รับผิดชอบ", "Nobody yet"),
}
LABELS = {
    band: Words(f"{first}–{last} วัน", f"{first}–{last} days") if last
    else Words(f"เกิน {first - 1} วัน", f"Over {first - 1} days")
    for band, (first, last) in BANDS.items()
}  # fmt: skip
Names = Mapping[Group, Words]


def ageing_sheet(of: Ageing, names: Names, unit: str, language: str) -> Sheet:
    """By each clock a table; the picture has both."""
    said = Words("เรื่องที่ยังไม่ยุติทั้งหมดขณะนี้", "All cases that are open now")
    parts = [_part(of, clock, names, unit) for clock in CLOCKS]
    parts[0] = Part(parts[0].title, parts[0].table, _picture(of, language))
    meanings = [*MEANINGS.values(), UNIT, RESTRICTED]
    return Sheet("ageing", TITLE, said, of.as_known_on, parts, meanings)


def _part(of: Ageing, clock: str, names: Names, unit: str) -> Part:
    asked = {"of": "ageing", "by": of.by, "clock": clock, "in": unit}
    counts = of.counts(clock)
    rows: list[list[Cell]] = []
    for group in of.groups():
        of_group = {**asked, "group": "" if group is None else str(group)}
        cells = [Count(counts[group][band], {**of_group, "band": band}) for band in BANDS]
        whole = Count(sum(counts[group].values()), {**of_group, "band": ""})
        rows.append([names.get(group) or _NONE[of.by], *cells, whole])
    foot = [Count(len(of.keys(clock, band)), {**asked, "band": band}) for band in (*BANDS, "")]
    name = MEANINGS[clock][0]
    title = Words(f"อายุงานตาม{name.th}", f"Age by the {name.en.lower()}")
    head = (_HEAD[of.by], *LABELS.values(), TOTAL)
    return Part(_finding(of, clock), Table(clock, title, head, rows, [TOTAL, *foot]))


def _finding(of: Ageing, clock: str) -> Words:
    old = sum(len(of.keys(clock, band)) for band in OLD)
    name = MEANINGS[clock][0]
    if not old:
        return Words(f"{name.th}: ไม่มีเรื่องค้างเกิน 60 วัน", f"{name.en}: nothing over 60 days old")
    return Words(f"{name.th}: ค้างเกิน 60 วัน {old:,} เรื่อง", f"{name.en}: {old:,} over 60 days old")


def _picture(of: Ageing, language: str) -> Picture | None:
    if not of.cases:
        return None
    measure = Words("เรื่องที่ยังไม่ยุติ ตามอายุและนาฬิกาทั้งสอง", "Open cases by age, by both clocks")
    said, finding = measure.say(language), _finding(of, "public").say(language)
    labels = [label.say(language).removesuffix(" วัน").removesuffix(" days")
              for label in LABELS.values()]  # fmt: skip
    series = {clock: [len(of.keys(clock, band)) for band in BANDS] for clock in CLOCKS}
    legend = [(INDIGO, MEANINGS["public"][0]), (AMBER, MEANINGS["work"][0])]
    return Picture(measure, "months", columns(said, finding, labels, series), legend)
