"""Door: figures, the reports of managers and auditors."""

from app.web.figures import sla
from app.web.figures._blueprint import blueprint

__all__ = ["blueprint", "sla"]
