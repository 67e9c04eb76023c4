"""Door: programs submit and read."""

from app.web.api import acts, cases, openapi, reports
from app.web.api._blueprint import blueprint

__all__ = ["acts", "blueprint", "cases", "openapi", "reports"]
