"""The register lines behind each figure of Form 2.3, with what each line adds to it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from app.reports.facts import Facts
from workflows import TABLES
from workflows.words import Words

Weighed = Sequence[tuple[Any, int]]
Find = Callable[..., Weighed]


def _one(rows: Iterable[Any]) -> Weighed:
    return [(row, 1) for row in rows]


def _each(read: Callable[[Facts], Iterable[Any]]) -> Find:
    return lambda facts, *_: _one(read(facts))


def _summed(read: Callable[[Facts], Iterable[Any]], weigh: Callable[[Any], int]) -> Find:
    return lambda facts, *_: [(row, weigh(row)) for row in read(facts)]


def _stated(name: str, otherwise: Callable[[Facts], Weighed]) -> Find:
    """The office's own word goes before what can be counted."""

    def find(facts: Facts) -> Weighed:
        row = facts.stated_rows.get(name)
        if row is None:
            return otherwise(facts)
        return [(row, int(row.value) if row.value.isdecimal() else 0)]

    return find


def _distinct(rows: Iterable[Any], key: Callable[[Any], Hashable]) -> Weighed:
    """The first line of each."""
    first: dict[Hashable, Any] = {}
    for row in rows:
        first.setdefault(key(row), row)
    return _one(first.values())


def _served(facts: Facts) -> Weighed:
    codes = {group.mission_code for group in facts.groups}
    return _one(row for row in facts.missions if row.code in codes)


def _unserved(facts: Facts) -> Iterable[Any]:
    codes = {group.mission_code for group in facts.groups}
    return [row for row in facts.missions if row.code not in codes]


def _answered(facts: Facts) -> set[str]:
    return {row.group_code for row in facts.survey_groups if sum(row.counts)}


def _groups(facts: Facts, codes: set[str], *, within: bool) -> Iterable[Any]:
    return [g for g in facts.groups if g.mission_code and (g.code in codes) == within]


def _seen(facts: Facts) -> set[str]:
    return _answered(facts) | {row.group_code for row in facts.reviews}


def _results(weigh: Callable[[Any], int]) -> Find:
    """The lines of the year's last survey, of one group or of all."""

    def find(facts: Facts, group: str = "ALL") -> Weighed:
        codes = {survey.code for survey in facts.surveys[-1:]}
        rows = [row for row in facts.survey_groups if row.survey_code in codes]
        return [(row, weigh(row)) for row in rows if group in ("ALL", row.group_code)]

    return find


def _standard(weigh: Callable[[Any], int]) -> Find:
    return lambda facts, code: [(row, weigh(row)) for row in facts.standards if row.code == code]


def _ticks(row: Any) -> int:
    return sum((row.days > 0, row.flow_chart, row.manual, row.announced))


def _count(row: Any) -> int:
    return sum(row.counts)


def _steps(facts: Facts) -> Iterable[Any]:
    return [step for table in TABLES.values() for step in table]


def _compared(facts: Facts, code: str) -> Weighed:
    found = facts.recurrences.get(code)
    return [(row, found.periods.days) for row in facts.improvements if found and row.code == code]


def _w(th: str, en: str) -> Words:
    return Words(th, en)


# fmt: off
LINES: tuple[tuple[str, Words, Find], ...] = (
    (r"cs1\.missions_count", _w("พันธกิจที่ใช้อยู่และมีกลุ่มอย่างน้อยหนึ่งกลุ่ม เว้นแต่สำนักงานระบุจำนวนไว้เอง",
        "Missions in use with a group, unless the office states a number"),
        _stated("missions_count", _served)),
    (r"cs1\.groups", _w("กลุ่มที่ใช้อยู่", "Groups in use"), _each(lambda f: f.groups)),
    (r"cs1\.missions_without_groups",
        _w("พันธกิจที่ใช้อยู่และไม่มีกลุ่ม",
           "Missions in use without a group"),
        _each(_unserved)),
    (r"cs1\.groups_reviewed", _w("กลุ่มตามพันธกิจที่ตอบแบบสำรวจหรือมีบันทึกการทบทวนในปี",
        "Groups of a mission that answered the survey or were reviewed in the year"),
        _each(lambda f: _groups(f, _seen(f), within=True))),
    (r"cs1\.groups_without_review", _w("กลุ่มตามพันธกิจที่ไม่ได้ตอบและไม่ได้ทบทวนในปี",
        "Groups of a mission neither surveyed nor reviewed in the year"),
        _each(lambda f: _groups(f, _seen(f), within=False))),
    (r"cs2\.listening_channels",
        _w("ช่องทางรับฟังของปี หรือที่ใช้ทุกปี",
           "Listening channels of the year"),
        _each(lambda f: f.listening)),
    (r"cs2\.(?:top_information_channel|share_percent)",
        _w("ผู้ตอบแต่ละช่องทาง หรือค่าที่สำนักงานระบุ",
           "Answers by channel, or what the office states"),
        _stated("top_information_channel", lambda f: [(r, r.answers) for r in f.information])),
    (r"cs2\.n", _w("ผู้ตอบแต่ละช่องทาง", "Answers by channel"),
        _summed(lambda f: f.information, lambda row: row.answers)),
    (r"cs2\.improvements",
        _w("การปรับปรุงที่เสร็จในปีและอ้างแบบสำรวจ",
           "Improvements done because of a survey"),
        _each(lambda f: f.improvements_from_surveys)),
    (r"cs3\.steps", _w("ขั้นในตารางขั้นตอน", "Rows of the table of steps"), _each(_steps)),
    (r"cs3\.steps_with_responsible_person",
        _w("ขั้นที่มีผู้รับผิดชอบ",
           "Steps that name who is responsible"),
        _each(lambda f: [step for step in _steps(f) if step.by])),
    (r"cs3\.survey_respondents",
        _w("ผู้ตอบคำถามภาพรวม รายกลุ่ม",
           "Answers to the overall question by group"),
        _summed(lambda f: f.survey_groups, _count)),
    (r"cs3\.improvements_done",
        _w("การปรับปรุงที่เสร็จในปีและอ้างเรื่องในระบบ",
           "Improvements done because of a case"),
        _each(lambda f: f.improvements_from_cases)),
    (r"cs3\.improvements\.(.+)", _w("การปรับปรุงนี้", "This improvement"),
        lambda f, code: _one(row for row in f.improvements if row.code == code)),
    (r"cs3\.recurrence\.(.+)\.days", _w("จำนวนวันที่เทียบก่อนและหลังการปรับปรุงนี้",
        "Days compared before and after this improvement"), _compared),
    (r"cs4\.network_works",
        _w("งานที่มีเครือข่ายของปี",
           "Networked work of the year"), _each(lambda f: f.network_works)),
    (r"cs4\.contact_channels",
        _w("ช่องทางติดต่อเครือข่ายของปี",
           "Channels of contact with networks"),
        _each(lambda f: [row for row in f.contacts if row.purpose == "network"])),
    (r"cs4\.activities",
        _w("กิจกรรมที่จัดในปี",
           "Activities held in the year"), _each(lambda f: f.activities)),
    (r"cs4\.places", _w("กิจกรรมแรกของแต่ละจังหวัด", "The first activity of each province"),
        lambda f: _distinct(f.activities, lambda row: row.place)),
    (r"cs4\.months", _w("กิจกรรมแรกของแต่ละเดือน", "The first activity of each month"),
        lambda f: _distinct(f.activities, lambda row: (row.held_on.year, row.held_on.month))),
    (r"cs4\.participants", _w("ผู้เข้าร่วมแต่ละกิจกรรม", "Participants of each activity"),
        _summed(lambda f: f.activities, lambda row: row.participants or 0)),
    (r"cs5\.participation_works", _w("งานที่ประชาชนมีส่วนร่วมของปี", "Participation of the year"),
        _each(lambda f: f.participation)),
    (r"cs5\.level", _w("ระดับของงานแรก", "Level of the first work"),
        _summed(lambda f: f.participation[:1], lambda row: row.level)),
    (r"cs5\.information_channels", _w("ช่องทางให้ข้อมูลของปี", "Channels that inform"),
        _each(lambda f: [row for row in f.contacts if row.purpose == "inform"])),
    (r"cs5\.listening_channels", _w("ช่องทางรับฟังของปี", "Channels that listen"),
        _each(lambda f: [row for row in f.contacts if row.purpose == "listen"])),
    (r"cs6\.groups_without_result",
        _w("กลุ่มตามพันธกิจที่ไม่มีผู้ตอบ",
           "Groups of a mission without answers"),
        _each(lambda f: _groups(f, _answered(f), within=False))),
    (r"cs6\.([^.]+)\.sampled", _w("กลุ่มตัวอย่างในผลสำรวจ", "Samples in the results"),
        _results(lambda row: row.sampled)),
    (r"cs6\.([^.]+)\.\w+", _w("จำนวนผู้ตอบในผลสำรวจ", "Answers in the results"), _results(_count)),
    (r"cs7\.standards",
        _w("มาตรฐานบริการที่ใช้อยู่",
           "Service standards in use"), _each(lambda f: f.standards)),
    (r"cs7\.complete", _w("มาตรฐานที่มีครบทั้งสี่อย่าง", "Standards that have all four"),
        _each(lambda f: [row for row in f.standards if row.is_complete])),
    (r"cs7\.service_manual_work",
        _w("มาตรฐานที่มีครบ หรือค่าที่สำนักงานระบุ",
           "Standards that have all four, or as stated"),
        _stated("service_manual_work",
                lambda f: _one([row for row in f.standards if row.is_complete][:1]))),
    (r"cs7\.([^.]+)\.ticks",
        _w("สี่อย่างของมาตรฐานนี้",
           "The four things of this standard"), _standard(_ticks)),
    (r"cs7\.([^.]+)\.days",
        _w("เวลาของมาตรฐานนี้",
           "The time of this standard"), _standard(lambda row: row.days)),
)
# fmt: on
