"""Door: the settings, where managers and administrators say how the office works."""

from app.web.settings import index
from app.web.settings._blueprint import blueprint

__all__ = ["blueprint", "index"]
