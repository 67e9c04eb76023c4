"""CS4: networks, how they are reached, and how regularly the office meets them."""

from app.reports.criteria.finding import Figure, Finding, finding
from app.reports.facts import Facts
from workflows.words import Words

WORKS = Words("ทะเบียนงานที่มีเครือข่าย", "Register of networked work")
CHANNELS = Words("ทะเบียนช่องทางติดต่อ", "Register of channels of contact")
ACTIVITIES = Words("ทะเบียนกิจกรรม", "Register of activities")
NO_WORK = Words("ทะเบียนงานที่มีเครือข่ายยังว่าง", "The register of networked work is empty")
NO_CHANNEL = Words(
    "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางกับเครือข่าย",
    "The register of channels of contact has no channel with networks yet",
)
NOT_HELD = Words(
    "ยังไม่มีกิจกรรมที่จัดในปีนี้ในทะเบียน", "No activity held in this year is in the register yet"
)
NETWORKED = Words("งานที่มีเครือข่ายในปี", "Work done with a network in the year")
REACHED = Words("ช่องทางติดต่อกับเครือข่ายในปี", "Channels of contact with networks in the year")
DEFINITIONS = {
    "activities": Words(
        "กิจกรรมที่จัดในปีงบประมาณ นับตามวันที่จัด", "Activities held in the fiscal year, by their date"
    ),
    "places": Words("จังหวัดที่จัด", "Provinces where they were held"),
    "months": Words("เดือนที่มีกิจกรรม", "Months with an activity"),
    "participants": Words("ผู้เข้าร่วมเท่าที่บันทึกไว้", "Participants, as far as recorded"),
}


def findings(facts: Facts) -> list[Finding]:
    """Work with a network, its channels, its activities of the year."""
    works, channels = len(facts.network_works), len(facts.contact("network"))
    return [
        finding(
            [Figure("cs4.network_works", works, WORKS, NETWORKED)],
            (works > 0, NO_WORK),
        ),
        finding(
            [Figure("cs4.contact_channels", channels, CHANNELS, REACHED)],
            (channels > 0, NO_CHANNEL),
        ),
        _held(facts),
    ]


def _held(facts: Facts) -> Finding:
    held = facts.activities
    months = {(row.held_on.year, row.held_on.month) for row in held}
    counted = {
        "activities": len(held),
        "places": len({row.place for row in held}),
        "months": len(months),
        "participants": sum(row.participants or 0 for row in held),
    }
    figures = [
        Figure(f"cs4.{name}", value, ACTIVITIES, DEFINITIONS[name])
        for name, value in counted.items()
    ]
    return finding(figures, (bool(held), NOT_HELD))
