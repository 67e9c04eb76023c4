"""CS4: networks, how they are reached, and how regularly the office meets them."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts

WORKS = "ทะเบียนงานที่มีเครือข่าย"
CHANNELS = "ทะเบียนช่องทางติดต่อ"
ACTIVITIES = "ทะเบียนกิจกรรม"


def findings(facts: Facts) -> list[Finding]:
    """Work with a network, its channels, its activities of the year."""
    works, channels = len(facts.network_works), len(facts.contact("network"))
    return [
        finding(
            [Figure("cs4.network_works", works, WORKS, "งานที่มีเครือข่ายในปี")],
            (works > 0, "ทะเบียนงานที่มีเครือข่ายยังว่าง"),
        ),
        finding(
            [Figure("cs4.contact_channels", channels, CHANNELS, "ช่องทางติดต่อกับเครือข่ายในปี")],
            (channels > 0, "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางกับเครือข่าย"),
        ),
        _held(facts),
    ]


def _held(facts: Facts) -> Finding:
    held = facts.activities
    months = {(row.held_on.year, row.held_on.month) for row in held}
    people = sum(row.participants or 0 for row in held)
    figures = [
        Figure("cs4.activities", len(held), ACTIVITIES, "กิจกรรมที่จัดในปีงบประมาณ นับตามวันที่จัด"),
        Figure("cs4.places", len({row.place for row in held}), ACTIVITIES, "จังหวัดที่จัด"),
        Figure("cs4.months", len(months), ACTIVITIES, "เดือนที่มีกิจกรรม"),
        Figure("cs4.participants", people, ACTIVITIES, "ผู้เข้าร่วมเท่าที่บันทึกไว้"),
    ]
    return finding(figures, (bool(held), "ยังไม่มีกิจกรรมที่จัดในปีนี้ในทะเบียน"))
