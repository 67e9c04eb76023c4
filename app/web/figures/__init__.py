"""Door: figures, the reports of managers and auditors."""

from app.web.figures import (
    compliments,
    evidence,
    flow_chart,
    form23,
    form23_claim,
    form23_hand_in,
    form23_readiness,
    sla,
)
from app.web.figures._blueprint import blueprint

__all__ = [
    "blueprint", "compliments", "evidence", "flow_chart", "form23", "form23_claim",
    "form23_hand_in", "form23_readiness", "sla",
]  # fmt: skip
