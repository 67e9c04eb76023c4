"""Door: figures, the reports of managers and auditors."""

from app.web.figures import compliments, evidence, flow_chart, form23, form23_claim, sla
from app.web.figures._blueprint import blueprint

__all__ = [
    "blueprint", "compliments", "evidence", "flow_chart", "form23", "form23_claim", "sla",
]  # fmt: skip
