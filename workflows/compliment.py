"""The steps table of compliments: nothing to analyse, so assigned leads to resolved."""

from workflows.complaint import (
    ANSWERED,
    ASSIGNED,
    MANAGER,
    OWNER,
    RESOLVED,
)
from workflows.complaint import STEPS as COMPLAINT_STEPS
from workflows.steps import Step
from workflows.words import Words

PASS_ON = Words("ส่งคำชมถึงผู้ปฏิบัติและยุติเรื่อง", "Pass on and resolve")

# The complaint's rows without the state ANALYSED, and one row of its own.
STEPS = (
    *(row for row in COMPLAINT_STEPS if "analysed" not in (row.source.value, row.target.value)),
    Step("resolve", ASSIGNED, RESOLVED, (OWNER, MANAGER), ANSWERED, PASS_ON),
)
