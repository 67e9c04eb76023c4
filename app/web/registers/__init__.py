"""Door: the registers, the lists that the office keeps by hand."""

from app.web.registers import moving, old_log, pages
from app.web.registers._blueprint import blueprint

__all__ = ["blueprint", "moving", "old_log", "pages"]
