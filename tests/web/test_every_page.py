"""Every page in Chromium: nothing that WCAG 2.2 A or AA forbids, nothing that scrolls sideways."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.every_page import Place, Visitor, looks, places
from tests.web.test_rights import World, world

__all__ = ["world"]  # the fixture: an office with somebody of every role, and what they open

ALL = places()
SHARES = 4


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_can_be_read_by_everybody_on_any_screen(
    share: int, app: Flask, world: World, live_server: str, browser: Browser
) -> None:
    shown, visitors = 0, dict[str, Visitor]()
    for number, place in enumerate(ALL[share::SHARES]):
        if place.who not in visitors:
            visitors[place.who] = Visitor(app, browser, _signed_in(world, place))
        visitor = visitors[place.who]
        address = place.address.format(**world.names)
        there = [visitor.look(place, address, *look) for look in looks(number)]
        if there[0]:
            visitor.send_empty(place)
        shown += there[0]
    faults = [fault for visitor in visitors.values() for fault in visitor.faults]
    for visitor in visitors.values():
        visitor.close()
    assert not faults, "\n".join(faults)
    assert shown > len(ALL) / SHARES / 2


def _signed_in(world: World, place: Place) -> dict[str, object]:
    """What the browser's cookie says."""
    word = world.sessions.get(place.who)
    return {"_user_id": word, "_fresh": True} if word else {}
