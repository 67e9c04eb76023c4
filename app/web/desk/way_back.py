"""The list from which a case was opened: what is done to the case leads back to its place there."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import session, url_for


def view_url(filters: Mapping[str, str]) -> str:
    """Where the list is that has these filters."""
    return f"{url_for('desk.queue')}?{urlencode(filters)}"


def case_url(reference: str, filters: Mapping[str, str]) -> str:
    """The page of a case that one came to from the list with these filters."""
    return f"{url_for('desk.case', reference=reference)}?{urlencode(filters)}"


def remember(filters: Mapping[str, str], reference: str = "", listed: Sequence[str] = ()) -> None:
    """The person looks at this list; ``next_after`` knows what follows the case in it."""
    session["list"] = urlencode(filters)
    if reference in listed:
        session["next"] = [reference, *listed[listed.index(reference) + 1 :][:1]]


def next_after(reference: str) -> str:
    """The case that came next while this one was in the list; empty where that is not known."""
    case, *after = session.get("next", [""])
    return "".join(after) if case == reference else ""


def case_again(reference: str) -> str:
    """The page of the case, in the list looked at last."""
    return _in_list(url_for("desk.case", reference=reference))


def list_again() -> str:
    """The list looked at last."""
    return _in_list(url_for("desk.queue"))


def _in_list(url: str) -> str:
    return f"{url}?{session['list']}" if "list" in session else url
