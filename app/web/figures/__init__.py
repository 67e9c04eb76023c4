"""Door: figures, the reports of managers and auditors."""

from app.web.figures import compliments, flow_chart, form23, form23_claim, form23_figure, sla
from app.web.figures._blueprint import blueprint

__all__ = [
    "blueprint",
    "compliments",
    "flow_chart",
    "form23",
    "form23_claim",
    "form23_figure",
    "sla",
]
