"""A mail that became no case is saved by who may, on record, and not with a virus in it."""

from datetime import datetime

import pytest
from flask import Flask

from app.postbox import accept
from app.storage.scanner import scanner
from tests.files import EICAR
from tests.storage.servers import a_clamd
from tests.web.conftest import Seat


@pytest.mark.parametrize(("written", "status"), [(b"", 200), (EICAR, 409)])
def test_a_mail_that_nobody_scanned_is_scanned_before_it_is_saved(
    app: Flask, seat: Seat, now: datetime, written: bytes, status: int
) -> None:
    machine = b"From: a@b.example\nAuto-Submitted: auto-replied\n\n" + written
    with app.app_context():
        kept = accept.keep(machine, now)
        assert accept.read(kept, now) == "quarantine"
    with a_clamd() as clamd:
        scanner.plug_in(clamd.address, 5)
        page = seat("clerk").post(f"/desk/quarantine/{kept}/raw")
        assert (page.status_code, clamd.asked) == (status, [machine])
    assert seat("clerk").post(f"/desk/quarantine/{kept}/raw").status_code == 409  # nobody answers
