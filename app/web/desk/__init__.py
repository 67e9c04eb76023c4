"""Door: the desk, where staff work."""

from app.web.desk import act, case, intake, outbox, quarantine, queue, step
from app.web.desk._blueprint import blueprint

__all__ = ["act", "blueprint", "case", "intake", "outbox", "quarantine", "queue", "step"]
