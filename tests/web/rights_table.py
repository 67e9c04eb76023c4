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
OWNING = "? x+- x+x ---"  # owner and manager only
DECIDING = "? xx- x+x ---"
STAFF_LISTS = "? +++ +++ +--"  # pages that show each what they may see
REGISTRARS = "? --- ++- +--"
FIGURES = "? --- -++ ---"
WATCHERS = "? --- -++ +--"  # of the walls
MANAGERS = "? --- -+- ---"
KEEPERS = "? --- -+- -+-"
MEMBERS = "? +++ ++- +--"  # who may own cases, and may be asked something
ASKED = "? --+ ++- ---"  # of the unit that this question was put to

CASE = "/desk/cases/{reference}"
API = "/api/v1"
ONE = API + "/cases/{reference}"
NEW = {"kind": "complaint", "subject": "ไฟทางเดินดับ", "body": "หน้าอาคารจอดรถ"}
QUESTION = {"unit": "U01", "question": "พิมพ์เมื่อใด", "due_on": "2026-12-01"}
ACTING = {"name": "นายทนาย ตัวอย่าง", "relation": "lawyer", "authority": "หนังสือมอบอำนาจ"}
BULK = {"step": "assign", "references": ["OFFICE-2570-9999"], "owner": "x", "dry_run": True}
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
    ("public.deadlines", "GET"): Row("/track/deadlines", EVERYBODY),
    ("public.answered", "POST"): Row("/track/answered", NOT_THERE),
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
    ("public.reopen", "GET"): Row("/track/reopen", EVERYBODY),
    ("public.reopen", "POST"): Row("/track/reopen", EVERYBODY),
    ("public.appeal", "GET"): Row("/track/appeal", EVERYBODY),
    ("public.appeal", "POST"): Row("/track/appeal", EVERYBODY),
    ("public.linked", "GET"): Row("/track/linked/{reference}", EVERYBODY),
    # desk
    ("desk.queue", "GET"): Row("/desk", DESK),
    ("desk.case", "GET"): Row(CASE, READERS),
    ("desk.deadlines", "GET"): Row(CASE + "/deadlines", READERS),
    ("desk.file", "GET"): Row(CASE + "/files/{attachment}", READERS),
    ("desk.step", "GET"): Row(CASE + "/steps/analyse", "? x+- x+x ---"),
    ("desk.step", "POST"): Row(CASE + "/steps/analyse", "? x+- x+x ---", FOUND),
    ("desk.act", "GET"): Row(CASE + "/letters", WRITERS),
    ("desk.act", "POST"): Row(CASE + "/notes", WRITERS, {"text": "โทรหาผู้แจ้งแล้ว"}),
    ("desk.intake", "GET"): Row("/desk/intake", REGISTRARS),
    ("desk.intake", "POST"): Row("/desk/intake", REGISTRARS),
    ("desk.absence", "GET"): Row("/desk/absence", DESK),
    ("desk.absence", "POST"): Row("/desk/absence", DESK),
    ("desk.end_my_absence", "POST"): Row("/desk/absence/{absence}/end", "? -+- --- ---"),
    ("desk.outbox", "GET"): Row("/desk/outbox", STAFF_LISTS),
    ("desk.letter", "GET"): Row("/desk/outbox/{letter}", READERS),
    ("desk.walls", "GET"): Row("/desk/walls", WATCHERS),
    ("desk.quarantine", "GET"): Row("/desk/quarantine", REGISTRARS),
    ("desk.quarantined", "GET"): Row("/desk/quarantine/{mail}", REGISTRARS),
    ("desk.raw_mail", "GET"): Row("/desk/quarantine/{mail}/raw", REGISTRARS),
    ("desk.reprocess", "POST"): Row("/desk/quarantine/{mail}/reprocess", REGISTRARS),
    ("desk.discard", "POST"): Row("/desk/quarantine/{mail}/discard", REGISTRARS, {"reason": ""}),
    ("desk.asks", "GET"): Row("/desk/asks", MEMBERS),
    ("desk.ask", "GET"): Row("/desk/asks/{ask}", ASKED),
    ("desk.ask", "POST"): Row("/desk/asks/{ask}", ASKED, {"text": "ข้อมูลตามที่ขอ"}),
    ("desk.referrals", "GET"): Row("/desk/referrals", "? --- +++ +--"),
    ("desk.bulk", "POST"): Row("/desk/bulk", MEMBERS),
    ("desk.bulk_again", "GET"): Row("/desk/bulk", MEMBERS),
    # figures
    ("figures.form23", "GET"): Row("/figures/form23/2570", FIGURES),
    ("figures.form23_file", "GET"): Row("/figures/form23/2570.json", FIGURES),
    ("figures.form23_tick", "POST"): Row("/figures/form23/2570/CS1", MANAGERS),
    ("figures.form23_claim", "GET"): Row("/figures/form23/2570/CS1/1", FIGURES),
    ("figures.form23_decide", "POST"): Row("/figures/form23/2570/CS1/1", MANAGERS),
    ("figures.sla", "GET"): Row("/figures/sla", FIGURES),
    ("figures.sla_csv", "GET"): Row("/figures/sla.csv", FIGURES),
    ("figures.sla_xlsx", "GET"): Row("/figures/sla.xlsx", FIGURES),
    ("figures.compliments", "GET"): Row("/figures/compliments", FIGURES),
    ("figures.flow_chart", "GET"): Row("/figures/flow-chart", FIGURES),
    # registers
    ("registers.index", "GET"): Row("/registers/", FIGURES),
    ("registers.listing", "GET"): Row("/registers/missions", FIGURES),
    ("registers.add", "GET"): Row("/registers/missions/add", MANAGERS),
    ("registers.add", "POST"): Row("/registers/missions/add", MANAGERS),
    ("registers.line", "GET"): Row("/registers/missions/{mission}", FIGURES),
    ("registers.change", "POST"): Row("/registers/missions/{mission}", MANAGERS),
    ("registers.end", "POST"): Row("/registers/missions/{mission}/retire", MANAGERS),
    ("figures.form23_figure", "GET"): Row(
        "/figures/form23/2570/figure/cs4.activities", FIGURES
    ),
    ("settings.editions", "GET"): Row("/settings/form23", MANAGERS),
    ("settings.bring_edition", "POST"): Row("/settings/form23", MANAGERS),
    ("settings.edition", "GET"): Row("/settings/form23/2570", MANAGERS),
    ("settings.edition_file", "GET"): Row("/settings/form23/2570.yaml", MANAGERS),
    ("settings.edition_line", "GET"): Row("/settings/form23/2570/9", MANAGERS),
    ("settings.edition_line", "POST"): Row(
        "/settings/form23/2570/9", MANAGERS, {"number": "0", "text": "เกณฑ์"}
    ),
    # settings
    ("settings.index", "GET"): Row("/settings/", "? --- -+- -+-"),
    ("settings.calendar", "GET"): Row("/settings/calendar", "? --- -+- -+-"),
    ("settings.settle_calendar", "POST"): Row("/settings/calendar/2570/confirm", MANAGERS),
    ("settings.add_day_off", "GET"): Row("/settings/calendar/add", MANAGERS),
    ("settings.add_day_off", "POST"): Row("/settings/calendar/add", MANAGERS),
    ("settings.remove_day", "GET"): Row("/settings/calendar/2026-12-10/remove", MANAGERS),
    ("settings.remove_day", "POST"): Row("/settings/calendar/2026-12-10/remove", MANAGERS),
    ("settings.rename_day", "GET"): Row("/settings/calendar/2026-12-10/rename", MANAGERS),
    ("settings.rename_day", "POST"): Row("/settings/calendar/2026-12-10/rename", MANAGERS),
    ("settings.targets", "GET"): Row("/settings/targets", "? --- -+- -+-"),
    ("settings.add_version", "GET"): Row("/settings/targets/add", MANAGERS),
    ("settings.add_version", "POST"): Row("/settings/targets/add", MANAGERS),
    ("settings.end_version", "GET"): Row("/settings/targets/{rule}/end", MANAGERS),
    ("settings.end_version", "POST"): Row("/settings/targets/{rule}/end", MANAGERS),
    ("settings.routing", "GET"): Row("/settings/routing", KEEPERS),
    ("settings.routing_add", "GET"): Row("/settings/routing/add", KEEPERS),
    ("settings.routing_add", "POST"): Row("/settings/routing/add", KEEPERS),
    ("settings.routing_rule", "GET"): Row("/settings/routing/{routing}", KEEPERS),
    ("settings.routing_rule", "POST"): Row("/settings/routing/{routing}", KEEPERS),
    ("settings.routing_do", "POST"): Row("/settings/routing/{routing}/do", KEEPERS, {"do": "on"}),
    ("settings.routing_trial", "GET"): Row("/settings/routing/trial", KEEPERS),
    ("settings.absences", "GET"): Row("/settings/absences", MANAGERS),
    ("settings.absences", "POST"): Row("/settings/absences", MANAGERS),
    ("settings.end_absence_of", "POST"): Row("/settings/absences/{absence}/end", MANAGERS),
    ("settings.open_work", "GET"): Row("/settings/load", KEEPERS),
    ("settings.capacity", "POST"): Row("/settings/load/{person}", KEEPERS, {"capacity": "x"}),
    ("settings.escalation", "GET"): Row("/settings/escalation", KEEPERS),
    ("settings.save_escalation", "POST"): Row("/settings/escalation", MANAGERS),
    ("settings.hand_over_page", "GET"): Row("/settings/hand-over", KEEPERS),
    ("settings.hand_over_now", "POST"): Row("/settings/hand-over", MANAGERS),
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
    ("api.assess", "POST"): Row(ONE + "/assess", "? x+- ++x ---", {"severity": "high"}),
    ("api.deadlines", "GET"): Row(ONE + "/deadlines", READERS),
    ("api.stop", "POST"): Row(
        ONE + "/stop", OWNING, {"reason": "inspection", "resume_on": "2026-12-15"}
    ),
    ("api.resume", "POST"): Row(ONE + "/resume", OWNING, {"reason": "ได้ข้อมูลแล้ว"}),
    ("api.extend", "POST"): Row(
        ONE + "/extend", OWNING, {"until": "2027-01-29", "reason": "รอผลตรวจ"}
    ),
    ("api.decision", "POST"): Row(ONE + "/extend/decision", DECIDING, {"grant": True}),
    # the case is open, nobody wished for another look, and nothing is ended by asking
    ("api.reopen_request", "POST"): Row(ONE + "/reopen-request", NO_SECRET, {"reason": "ขอทราบ"}),
    ("api.appeal", "POST"): Row(ONE + "/appeal", "? ++- ++x ---", {"reason": "ไม่เห็นด้วย"}),
    ("api.refuse_reopen", "POST"): Row(ONE + "/refuse-reopen", "? xx- x+x ---", {"reason": "ครบ"}),
    ("api.wall", "POST"): Row(ONE + "/wall", "? xx- ++x ---", {"reason": ""}),
    ("api.lift_wall", "POST"): Row(ONE + "/lift-wall", "? xx- ++x ---", {"wall": 0}),
    ("api.walls", "GET"): Row(API + "/walls", WATCHERS),
    ("api.merge", "POST"): Row(ONE + "/merge", "? x+- ++x ---", {"into": "OIE-1"}),
    ("api.unmerge", "POST"): Row(ONE + "/unmerge", "? x+- ++x ---", {"reason": "คนละเรื่อง"}),
    ("api.split", "POST"): Row(ONE + "/split", "? x+- ++x ---", {"parts": []}),
    ("api.new_ask", "POST"): Row(ONE + "/asks", "? x+- x+x ---", QUESTION),
    ("api.withdraw_ask", "POST"): Row(ONE + "/asks/{ask}/withdraw", "? x+- x+x ---"),
    ("api.asks", "GET"): Row(API + "/asks", MEMBERS),
    ("api.answer_ask", "POST"): Row(API + "/asks/{ask}/answer", ASKED, {"text": "ตามที่ขอ"}),
    ("api.representative", "POST"): Row(ONE + "/representative", WRITERS, ACTING),
    ("api.end_representative", "POST"): Row(ONE + "/representative/end", WRITERS),
    ("api.report", "POST"): Row(ONE + "/report", WRITERS, {"result": "done", "text": "แก้ไขแล้ว"}),
    ("api.their_state", "POST"): Row(
        API + "/referrals/{reference}/state", "? ++- ++x --+", {"state": "closed"}
    ),
    ("api.sla", "GET"): Row(API + "/reports/sla?from=2026-11-01&to=2026-11-30", FIGURES),
    ("api.form", "GET"): Row(API + "/reports/form23/2570", FIGURES),
    ("api.calendar", "GET"): Row(API + "/settings/calendar?year=2569", "? --- -+- -+-"),
    ("api.new_day_off", "POST"): Row(API + "/settings/calendar/days", MANAGERS),
    ("api.no_day_off", "POST"): Row(API + "/settings/calendar/days/2026-12-31/remove", MANAGERS),
    ("api.targets", "GET"): Row(API + "/settings/targets", "? --- -+- -+-"),
    ("api.new_target", "POST"): Row(API + "/settings/targets", MANAGERS),
    ("api.end_target", "POST"): Row(API + "/settings/targets/{rule}/end", MANAGERS),
    ("api.bulk", "POST"): Row(API + "/bulk", MEMBERS, BULK),
    # health
    ("health.live", "GET"): Row("/health/live", EVERYBODY),
    ("health.ready", "GET"): Row("/health/ready", EVERYBODY),
    ("metrics.metrics", "GET"): Row("/metrics", EVERYBODY),  # from this very machine
}
# fmt: on
