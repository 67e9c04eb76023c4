"""Door: figures, the reports of managers and auditors."""

from app.web.figures import (
    annex,
    causes,
    compliments,
    flow_chart,
    form23,
    form23_claim,
    improvements,
    sla,
)
from app.web.figures._blueprint import blueprint

__all__ = [
    "annex", "blueprint", "causes", "compliments", "flow_chart", "form23", "form23_claim",
    "improvements", "sla",
]  # fmt: skip
