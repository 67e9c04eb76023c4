"""Which pages stand in which picture, and who opens them."""

from typing import NamedTuple

YEAR = 2569  # the demo office's last whole fiscal year


class View(NamedTuple):
    """A picture's name, the page, and what it begins with when that is not the top."""

    name: str
    address: str
    part: str = ""


VISITED = {
    "phone": (
        View("citizen-home", "/"),
        View("citizen-track", "/track"),
        View("citizen-integrity", "/integrity"),
        View("citizen-lost", "/track/lost"),
    ),
    "desk": (View("form", "/new/complaint"),),
}
SIGNED_IN = {
    "jaisai": (
        View("officer-intake", "/desk/intake"),
        View("officer-today", "/desk/today"),
    ),
    "khomun": (View("officer-account", "/account"),),
    "krongkaew": (
        View("desk", "/desk?queue=all"),
        View("manager-decisions", "/desk/decisions"),
        View("sla", "/figures/sla"),
        View("manager-backlog", "/figures/backlog"),
        View("form23", f"/figures/form23/{YEAR}"),
        View("manager-readiness", f"/figures/form23/{YEAR}/readiness"),
        View("manager-targets", "/settings/targets"),
        View("manager-orders", "/figures/orders"),
    ),
    "doolae": (
        View("administrator-start", "/settings/start"),
        View("administrator-people", "/settings/people"),
        View("administrator-person", "/settings/people/add"),
        View("administrator-factors", "/settings/sign-in"),
        View("administrator-calendar", "/settings/calendar"),
        View("administrator-settings", "/settings/"),
    ),
}
