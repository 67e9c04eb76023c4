"""The annex to CS6: the results of a survey by group and question, table by table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from app.reports.annexes.table import AnnexTable, Cell
from app.reports.catalogue import SURVEY, TOO_FEW
from app.reports.likert import Measured, band_words
from app.reports.survey_results import ALL, Group, Item, SurveyResults, survey_results
from workflows.words import Words

GROUP = Words("กลุ่ม", "Group")
QUESTION = Words("ข้อคำถาม", "Question")
ASPECT = Words("ด้าน", "Aspect")
POPULATION = Words("จำนวนในกลุ่ม", "Population")
RETURNED = Words("ส่งกลับ", "Returned")
RANK = Words("ลำดับ", "Rank")
FIGURE, DEFINITION = Words("ตัวเลข", "Figure"), Words("นิยาม", "Definition")
HIDDEN = Words("ไม่แสดง", "Not shown")
NO_RESULT = Words("ยังไม่มีผล", "No result yet")
TURNED = Words(" (กลับคะแนน)", " (turned round)")
IMPORTED = Words(" (ผลที่นำเข้า)", " (imported)")
CHANNELS = {
    "web": Words("ทางเว็บไซต์", "By web"),
    "paper": Words("ทางกระดาษ", "On paper"),
    "phone": Words("ทางโทรศัพท์", "By telephone"),
}
MEASURES = ("n", "mean", "sd", "band", "percent_of_max", "satisfied_percent", "neutral_percent",
            "dissatisfied_percent")  # fmt: skip
CHANGES = (
    Words("ค่าเฉลี่ยเปลี่ยนจากปีก่อน", "Mean, change from last year"),
    Words("พอใจ เปลี่ยนจากปีก่อน", "Satisfied, change from last year"),
)


def cs6_annex(code: str) -> Sequence[AnnexTable]:
    """Every table of the survey ``code``; UnknownReference where there is none."""
    return tables(survey_results(code))


def tables(made: SurveyResults) -> Sequence[AnnexTable]:
    """The same of results that are at hand; what has no question or answer has no table."""
    apart = Words("ความไม่พึงพอใจ (5 = ไม่พึงพอใจมากที่สุด)", "Dissatisfaction (5 = the most)")
    listed = [
        _groups(made), _returned(made),
        _questions("questions", Words("ผลรายข้อ", "Results by question"), made.items),
        _means("questions-by-group", made.items, made.groups),
        _questions("dissatisfaction", apart, made.dissatisfaction),
        _worst(made), _reasons(made), _definitions(),
    ]  # fmt: skip
    return [table for table in listed if table.rows]


def _groups(made: SurveyResults) -> AnnexTable:
    """Every group with its result, or the words that it has none."""
    rows = [[_name(row), *_measured(row.measured), *_change(row)] for row in made.groups]
    total = [made.total.name, *_measured(made.total.measured), *_change(made.total)]
    title = Words("ความพึงพอใจภาพรวมรายกลุ่ม", "Overall satisfaction by group")
    return AnnexTable("groups", title, (GROUP, *_heads(), *CHANGES), rows, TOO_FEW, total)


def _returned(made: SurveyResults) -> AnnexTable:
    """How many were asked, and how many answered by which channel, in numbers and percent."""
    figures = SURVEY.figures
    channels = [CHANNELS.get(one, Words(one, one)) for one in made.channels]
    head = (
        GROUP, POPULATION, figures["yamane"].label, figures["sampled"].label, RETURNED,
        figures["response_percent"].label, *channels,
        *(Words(f"{words.th} (ร้อยละ)", f"{words.en} (%)") for words in channels),
    )  # fmt: skip
    rows = [[Words(row.code, row.code), *_sent(row, made.channels)] for row in made.groups]
    foot = [made.total.name, *_sent(made.total, made.channels)]
    title = Words("กลุ่มตัวอย่างและการตอบ", "Samples and responses")
    return AnnexTable("responses", title, head, rows, figures["response_percent"].definition, foot)


def _sent(row: Group, channels: Sequence[str]) -> list[Cell]:
    return [
        row.population, row.needed, row.sampled, row.responses, row.response_percent,
        *(row.by_channel.get(one, 0) for one in channels),
        *(row.channel_percent(one) for one in channels),
    ]  # fmt: skip


def _questions(name: str, title: Words, items: Iterable[Item]) -> AnnexTable:
    rows = [
        [_asked(item), item.aspect, *_measured(item.measured), *_change(item)] for item in items
    ]
    head = (QUESTION, ASPECT, *_heads(), *CHANGES)
    return AnnexTable(name, title, head, rows, SURVEY.figures["mean"].definition)


def _means(name: str, items: Iterable[Item], groups: Sequence[Group]) -> AnnexTable:
    """The mean of every question in every group."""
    asked = [group for group in groups if group.responses and not group.imported]
    rows: list[list[Cell]] = [
        [_asked(item), *(_mean(item.groups.get(group.code, Measured(0))) for group in asked)]
        for item in items
    ]
    title = Words("ค่าเฉลี่ยรายข้อรายกลุ่ม", "Means by question and group")
    head = (QUESTION, *(Words(group.code, group.code) for group in asked))
    return AnnexTable(name, title, head, rows if asked else [], TOO_FEW)


def _worst(made: SurveyResults) -> AnnexTable:
    """What to mend first: the lowest means, then what dissatisfies most."""
    parts = ("n", "mean", "dissatisfied_percent")
    ranked = [*made.worst, *made.most_dissatisfying]
    rows: list[list[Cell]] = [
        [rank, _asked(item), *(getattr(item.measured, part) for part in parts)]
        for rank, item in enumerate(ranked, start=1)
    ]
    title = Words("ข้อที่ควรปรับปรุงก่อน", "What to mend first")
    head = (RANK, QUESTION, *(SURVEY.figures[part].label for part in parts))
    meaning = Words(
        "ข้อพึงพอใจที่ค่าเฉลี่ยต่ำสุดห้าข้อ แล้วจึงข้อไม่พึงพอใจที่ค่าเฉลี่ยสูงสุดก่อน",
        "The five questions with the lowest means, then those on dissatisfaction, highest first",
    )
    return AnnexTable("worst", title, head, rows, meaning)


def _reasons(made: SurveyResults) -> AnnexTable:
    rows: list[list[Cell]] = [[one.text, one.count, one.percent] for one in made.reasons]
    head = (Words("เหตุผล", "Reason"), Words("ผู้ระบุ (คน)", "Named by"), Words("ร้อยละ", "Percent"))
    meaning = Words(
        "ผู้ระบุเหตุผลนั้น ÷ ผู้ส่งแบบสำรวจกลับ × 100", "Named by ÷ questionnaires returned × 100"
    )
    title = Words("เหตุที่ไม่พึงพอใจ", "Reasons for being dissatisfied")
    return AnnexTable("reasons", title, head, rows, meaning)


def _definitions() -> AnnexTable:
    rows: list[list[Cell]] = [[one.label, one.definition] for one in SURVEY.figures.values()]
    return AnnexTable("definitions", DEFINITION, (FIGURE, DEFINITION), rows, TOO_FEW)


def as_data(made: SurveyResults) -> dict:
    """The results for programs: figures by the names of the catalogue, words in Thai."""
    return {
        "code": made.survey.code,
        "name": made.survey.name_th,
        "fiscal_year_be": made.survey.fiscal_year,
        "groups": [_group_data(row) for row in made.groups],
        "total": _group_data(made.total),
        "items": [_item_data(item) for item in made.items],
        "dissatisfaction": [_item_data(item) for item in made.dissatisfaction],
        "worst": [item.position for item in made.worst],
        "reasons": [
            {"text": one.text.th, "count": one.count, "percent": one.percent}
            for one in made.reasons
        ],
        "groups_without_result": list(made.gaps),
        "definitions": {
            name: figure.definition._asdict() for name, figure in SURVEY.figures.items()
        },
    }


def _group_data(row: Group) -> dict:
    return {
        "group": row.code,
        "name": row.name.th,
        "population": row.population,
        "yamane": row.needed,
        "sampled": row.sampled,
        "responses": row.responses,
        "response_percent": row.response_percent,
        "by_channel": {
            one: {"responses": n, "percent": row.channel_percent(one)}
            for one, n in row.by_channel.items()
        },
        "imported": row.imported,
        **asdict(row.measured),
        "change": asdict(row.change) if row.change else None,
    }


def _item_data(item: Item) -> dict:
    groups: Mapping[str, dict] = {code: asdict(one) for code, one in item.groups.items()}
    return {
        "position": item.position,
        "text": item.text.th,
        "aspect": item.aspect,
        "turned": item.turned,
        "overall": item.overall,
        **asdict(item.measured),
        "groups": groups,
        "change": asdict(item.change) if item.change else None,
    }


def _name(row: Group) -> Words:
    if row.code == ALL:
        return row.name
    more = IMPORTED if row.imported else Words("", "")
    return Words(f"{row.code} {row.name.th}{more.th}", f"{row.code} {row.name.en}{more.en}")


def _asked(item: Item) -> Words:
    more = TURNED if item.turned else Words("", "")
    return Words(f"{item.text.th}{more.th}", f"{item.text.en}{more.en}")


def _heads() -> Iterable[Words]:
    return (SURVEY.figures[name].label for name in MEASURES)


def _mean(made: Measured) -> Cell:
    if not made.shown:
        return HIDDEN
    return NO_RESULT if made.mean is None else made.mean


def _measured(made: Measured) -> list[Cell]:
    values = [getattr(made, name) for name in MEASURES[4:]]
    return [made.n, _mean(made), made.sd, band_words(made.band), *values]


def _change(of: Group | Item) -> list[Cell]:
    if of.change is None:
        return [None, None]
    return [of.change.mean, of.change.satisfied_percent]
