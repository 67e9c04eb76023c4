"""THE STEPS TABLE of complaints, suggestions and opinions: who may do what, needing what.

Read a row aloud: *assign* takes a case from received to assigned, by the intake officer or a
manager, and needs an owner. Buttons, rights, refusals and the chart all come from these rows.
"""

from workflows.states import State
from workflows.steps import By, Step
from workflows.words import Words

RECEIVED, ASSIGNED, ANALYSED, RESOLVED = State
OWNER, INTAKE, MANAGER = By

ASSIGN = Words("มอบหมาย", "Assign")
TRANSFER = Words("โอนให้ผู้อื่น", "Transfer")
ANALYSE = Words("บันทึกการวิเคราะห์", "Record analysis")
RETURN = Words("ส่งกลับไปวิเคราะห์ใหม่", "Return")
RESOLVE = Words("ยุติเรื่อง", "Resolve")
DISMISS = Words("ไม่รับดำเนินการ", "Dismiss")
REOPEN = Words("เปิดเรื่องอีกครั้ง", "Reopen")

MOVE = ("has_owner", "has_reason")
FOUND = ("has_root_cause", "has_finding")
ANSWERED = ("has_outcome", "has_answer")
TURNED_AWAY = ("has_dismissal", "has_reason", "names_destination", "names_original", "has_answer")

# fmt: off
STEPS = (
    #    trigger     from      to        by                        needs            button
    Step("assign",   RECEIVED, ASSIGNED, (INTAKE, MANAGER),        ("has_owner",),  ASSIGN),
    Step("transfer", ASSIGNED, ASSIGNED, (OWNER, MANAGER),         MOVE,            TRANSFER),
    Step("transfer", ANALYSED, ANALYSED, (OWNER, MANAGER),         MOVE,            TRANSFER),
    Step("analyse",  ASSIGNED, ANALYSED, (OWNER, MANAGER),         FOUND,           ANALYSE),
    Step("return",   ANALYSED, ASSIGNED, (OWNER, MANAGER),         ("has_reason",), RETURN),
    Step("resolve",  ANALYSED, RESOLVED, (OWNER, MANAGER),         ANSWERED,        RESOLVE),
    Step("dismiss",  RECEIVED, RESOLVED, (INTAKE, MANAGER),        TURNED_AWAY,     DISMISS),
    Step("dismiss",  ASSIGNED, RESOLVED, (OWNER, INTAKE, MANAGER), TURNED_AWAY,     DISMISS),
    Step("dismiss",  ANALYSED, RESOLVED, (OWNER, INTAKE, MANAGER), TURNED_AWAY,     DISMISS),
    Step("reopen",   RESOLVED, ASSIGNED, (MANAGER,),               ("has_reason",), REOPEN),
)
# fmt: on
