"""Door: programs submit and read."""

from app.web.api import (
    acts,
    acts_ask,
    acts_assess,
    acts_clock,
    acts_links,
    bulk,
    cases,
    deadlines,
    evidence,
    openapi,
    reports,
    settings,
)
from app.web.api._blueprint import blueprint

__all__ = [
    "acts",
    "acts_ask",
    "acts_assess",
    "acts_clock",
    "acts_links",
    "blueprint",
    "bulk",
    "cases",
    "deadlines",
    "evidence",
    "openapi",
    "reports",
    "settings",
]
