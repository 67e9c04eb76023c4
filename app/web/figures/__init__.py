"""Door: figures, the reports of managers and auditors."""

from app.web.figures import form23, form23_claim, sla
from app.web.figures._blueprint import blueprint

__all__ = ["blueprint", "form23", "form23_claim", "sla"]
