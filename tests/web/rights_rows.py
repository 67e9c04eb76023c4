"""What the rows of rights_table.py are made of: the ten seats, and answers that come often."""

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
NOT_HIDDEN = "? --- --- ---"
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
CUSTODIANS = "? --- --- +--"
KEEPERS = "? --- -+- -+-"
ADMINS = "? --- --- -+-"
MEMBERS = "? +++ ++- +--"  # who may own cases, and may be asked something
ASKED = "? --+ ++- ---"  # of the unit that this question was put to

NOTHING_YET = "? --- --- ---"
ASKING = "/settings/questionnaires/{questionnaire}"
SURVEY = "/desk/surveys/of/{survey}"
CASE = "/desk/cases/{reference}"
API = "/api/v1"
FORM = API + "/reports/form23/2570"
ONE = API + "/cases/{reference}"
READY = API + "/ready-answers/{ready}"
NEW = {"kind": "complaint", "subject": "ไฟทางเดินดับ", "body": "หน้าอาคารจอดรถ"}
QUESTION = {"unit": "U01", "question": "พิมพ์เมื่อใด", "due_on": "2026-12-01"}
ACTING = {"name": "นายทนาย ตัวอย่าง", "relation": "lawyer", "authority": "หนังสือมอบอำนาจ"}
SIGN = {"do": "sign"}  # without a number: what it lacks is said
BULK = {"step": "assign", "references": ["OFFICE-2570-9999"], "owner": "x", "dry_run": True}
FOUND = {"root_cause": "", "finding": ""}  # what it lacks is said: 409, nothing moves
