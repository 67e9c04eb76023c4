"""What a citizen's old phone must fetch: little at the first visit, next to nothing after it."""

import gzip

import pytest
from flask import Flask, url_for
from playwright.sync_api import Browser, CDPSession, Page

KILOBYTE = 1000
FIRST, AFTER = 100 * KILOBYTE, 30 * KILOBYTE
PLACES = ("/", "/new/complaint", "/track", "/statistics", "/integrity", "/improvements",
          "/flow-chart")  # fmt: skip


@pytest.fixture
def styled(app: Flask) -> str:
    """The address of the style as pages give it."""
    with app.test_request_context():
        return url_for("static", filename="siang.css")


class Scale:
    """Counts the bytes that a browser really fetched, heads included."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        wire: CDPSession = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: self._add(told["encodedDataLength"]))

    def _add(self, some: float) -> None:
        self.bytes += int(some)

    def weigh(self, page: Page, place: str) -> int:
        """The bytes of one more page."""
        before = self.bytes
        page.goto(place, wait_until="networkidle")
        return self.bytes - before


@pytest.mark.parametrize("place", PLACES[:3])
def test_a_first_visit_and_the_pages_after_it_stay_light(
    place, office, live_server, browser: Browser
) -> None:
    with browser.new_context(base_url=live_server, locale="th-TH") as context:
        page = context.new_page()
        scale = Scale(page)
        assert 10 * KILOBYTE < scale.weigh(page, place) <= FIRST
        for other in PLACES:
            assert 0 < scale.weigh(page, other) <= AFTER, other


def test_the_style_comes_packed_to_those_who_can_unpack_it(client, styled) -> None:
    plain = client.get(styled, buffered=True)
    packed = client.get(styled, headers={"Accept-Encoding": "br, gzip"}, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    for answer in (plain, packed):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.mimetype == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("asked", ["", "?v=0123456789ab"], ids=["none", "another"])
def test_a_file_of_unknown_version_is_asked_for_again(client, asked) -> None:
    answer = client.get(f"/static/siang.css{asked}", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_nothing_outside_the_folder_is_served(client) -> None:
    for name in ("../access.py", "..%2faccess.py", "siang.css/../../access.py", "none.css"):
        assert client.get(f"/static/{name}", buffered=True).status_code == 404
