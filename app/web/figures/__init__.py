"""Door: figures, the reports of managers and auditors."""

from app.web.figures import (
    annex,
    behind,
    causes,
    compliments,
    evidence,
    flow_chart,
    form23,
    form23_claim,
    form23_figure,
    form23_hand_in,
    form23_readiness,
    improvements,
    orders,
    ratings,
    sla,
    surveys,
    views,
)
from app.web.figures._blueprint import blueprint

__all__ = [
    "annex", "behind", "blueprint", "causes", "compliments", "evidence", "flow_chart", "form23",
    "form23_claim", "form23_figure", "form23_hand_in", "form23_readiness", "improvements",
    "orders", "ratings", "sla", "surveys", "views",
]  # fmt: skip
