"""Who may do what, written by hand as a second opinion of the access table and of the rights.

One row for every method of every route. The ten columns, in this order:

    nobody | officer of the unit, owner, officer of another unit | intake, manager, auditor |
    confidential, administrator, agency

``+`` let in, ``-`` told that there is nothing (404), ``?`` asked who they are (401, or the
sign-in page), ``x`` sees it but may not do this (403). The case is an ordinary referral that the
agency sent, owned in the officers' unit.
"""

from typing import Any, NamedTuple

ROLES = (
    "nobody", "officer", "owner", "stranger", "intake", "manager", "auditor", "confidential",
    "admin", "agency",
)  # fmt: skip


class Row(NamedTuple):
    """One call and the answer to each of ROLES, blanks apart."""

    address: str
    answers: str
    sent: dict[str, Any] = {}


EVERYBODY = "+ +++ +++ +++"
NOT_THERE = "- --- --- ---"
NO_SECRET = "? ??? ??? ???"
DESK = "? +++ +++ ++-"
READERS = "? ++- +++ ---"  # of this very case
WRITERS = "? ++- ++x ---"
STAFF_LISTS = "? +++ +++ +--"  # pages that show each what they may see
REGISTRARS = "? --- ++- +--"
FIGURES = "? --- -++ ---"
MANAGERS = "? --- -+- ---"

CASE = "/desk/cases/{reference}"
API = "/api/v1"
ONE = API + "/cases/{reference}"
NEW = {"kind": "complaint", "subject": "ไฟทางเดินดับ", "body": "หน้าอาคารจอดรถ"}
FOUND = {"root_cause": "", "finding": ""}  # what it lacks is said: 409, nothing moves

# fmt: off
RIGHTS: dict[tuple[str, str], Row] = {
    ("static", "GET"): Row("/static/siang.css", EVERYBODY),
    # public pages
    ("public.home", "GET"): Row("/", EVERYBODY),
    ("public.choose_language", "GET"): Row("/language/en", EVERYBODY),
    ("public.choose_language", "POST"): Row("/language/en", EVERYBODY),
    ("public.new", "GET"): Row("/new/complaint", EVERYBODY),
    ("public.new", "POST"): Row("/new/complaint", EVERYBODY),
    ("public.receipt", "GET"): Row("/receipt", EVERYBODY),
    ("public.track", "GET"): Row("/track", EVERYBODY),
    ("public.track", "POST"): Row("/track", EVERYBODY),
    ("public.open_link", "GET"): Row("/track/open/never-made", NOT_THERE),
    ("public.leave", "POST"): Row("/track/leave", EVERYBODY),
    # without the secret of a case there is none, for staff too
    ("public.track_case", "GET"): Row("/track/case", EVERYBODY),
    ("public.message", "POST"): Row("/track/message", NOT_THERE),
    ("public.rating", "POST"): Row("/track/rating", NOT_THERE),
    ("public.withdraw", "GET"): Row("/track/withdraw", EVERYBODY),
    ("public.withdraw", "POST"): Row("/track/withdraw", EVERYBODY),
    ("public.file", "GET"): Row("/track/files/{attachment}", NOT_THERE),
    ("public.service_standards", "GET"): Row("/service-standards", EVERYBODY),
    ("public.improvements", "GET"): Row("/improvements", EVERYBODY),
    ("public.flow_chart", "GET"): Row("/flow-chart", EVERYBODY),
    ("public.sign_in", "GET"): Row("/sign-in", EVERYBODY),
    ("public.sign_in", "POST"): Row("/sign-in", EVERYBODY),
    ("public.sign_out", "POST"): Row("/sign-out", EVERYBODY),
    ("public.set_up", "GET"): Row("/set-up/never-made", NOT_THERE),
    ("public.set_up", "POST"): Row("/set-up/never-made", NOT_THERE),
    # desk
    ("desk.queue", "GET"): Row("/desk", DESK),
    ("desk.case", "GET"): Row(CASE, READERS),
    ("desk.file", "GET"): Row(CASE + "/files/{attachment}", READERS),
    ("desk.step", "GET"): Row(CASE + "/steps/analyse", "? x+- x+x ---"),
    ("desk.step", "POST"): Row(CASE + "/steps/analyse", "? x+- x+x ---", FOUND),
    ("desk.act", "GET"): Row(CASE + "/letters", WRITERS),
    ("desk.act", "POST"): Row(CASE + "/notes", WRITERS, {"text": "โทรหาผู้แจ้งแล้ว"}),
    ("desk.intake", "GET"): Row("/desk/intake", REGISTRARS),
    ("desk.intake", "POST"): Row("/desk/intake", REGISTRARS),
    ("desk.outbox", "GET"): Row("/desk/outbox", STAFF_LISTS),
    ("desk.letter", "GET"): Row("/desk/outbox/{letter}", READERS),
    ("desk.quarantine", "GET"): Row("/desk/quarantine", REGISTRARS),
    ("desk.quarantined", "GET"): Row("/desk/quarantine/{mail}", REGISTRARS),
    ("desk.raw_mail", "GET"): Row("/desk/quarantine/{mail}/raw", REGISTRARS),
    ("desk.reprocess", "POST"): Row("/desk/quarantine/{mail}/reprocess", REGISTRARS),
    ("desk.discard", "POST"): Row("/desk/quarantine/{mail}/discard", REGISTRARS, {"reason": ""}),
    # figures
    ("figures.form23", "GET"): Row("/figures/form23/2570", FIGURES),
    ("figures.form23_file", "GET"): Row("/figures/form23/2570.json", FIGURES),
    ("figures.form23_tick", "POST"): Row("/figures/form23/2570/CS1", MANAGERS),
    ("figures.form23_claim", "GET"): Row("/figures/form23/2570/CS1/1", FIGURES),
    ("figures.form23_decide", "POST"): Row("/figures/form23/2570/CS1/1", MANAGERS),
    ("figures.sla", "GET"): Row("/figures/sla", FIGURES),
    ("figures.sla_csv", "GET"): Row("/figures/sla.csv", FIGURES),
    ("figures.sla_xlsx", "GET"): Row("/figures/sla.xlsx", FIGURES),
    # registers
    ("registers.index", "GET"): Row("/registers/", FIGURES),
    ("registers.listing", "GET"): Row("/registers/missions", FIGURES),
    ("registers.add", "GET"): Row("/registers/missions/add", MANAGERS),
    ("registers.add", "POST"): Row("/registers/missions/add", MANAGERS),
    ("registers.line", "GET"): Row("/registers/missions/{mission}", FIGURES),
    ("registers.change", "POST"): Row("/registers/missions/{mission}", MANAGERS),
    ("registers.end", "POST"): Row("/registers/missions/{mission}/retire", MANAGERS),
    # settings
    ("settings.index", "GET"): Row("/settings/", "? --- -+- -+-"),
    # api
    ("api.openapi", "GET"): Row(API + "/openapi.json", EVERYBODY),
    ("api.submit", "POST"): Row(API + "/cases", EVERYBODY, NEW),
    ("api.refer", "POST"): Row(API + "/referrals", "? --- --- --+", {**NEW, "agency": "1111"}),
    ("api.listing", "GET"): Row(API + "/cases", "? +++ +++ +-+"),
    ("api.case", "GET"): Row(ONE, "? ++- +++ --+"),
    ("api.message", "POST"): Row(ONE + "/messages", NO_SECRET, {"body": "ขอทราบผล"}),
    ("api.attachment", "GET"): Row(ONE + "/attachments/{attachment}", READERS),
    ("api.step", "POST"): Row(ONE + "/steps/analyse", "? x+- x+x ---", FOUND),
    ("api.letters", "POST"): Row(ONE + "/letters", WRITERS, {"text": "เรากำลังตรวจสอบ"}),
    ("api.notes", "POST"): Row(ONE + "/notes", WRITERS, {"text": "โทรหาผู้แจ้งแล้ว"}),
    ("api.acknowledge", "POST"): Row(ONE + "/acknowledge", WRITERS, {"how": "โทรศัพท์"}),
    ("api.sla", "GET"): Row(API + "/reports/sla?from=2026-11-01&to=2026-11-30", FIGURES),
    ("api.form", "GET"): Row(API + "/reports/form23/2570", FIGURES),
    # health
    ("health.live", "GET"): Row("/health/live", EVERYBODY),
    ("health.ready", "GET"): Row("/health/ready", EVERYBODY),
}
# fmt: on
