"""The part of the benchmark that moves every open case: a day off is rehearsed, saved, counted."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from measures import OK, accounts, row
from sqlalchemy import create_engine
from visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
ADD = "/settings/calendar/add"
CARRIED = re.compile(r'name="(csrf_token|rehearsed)" value="([^"]+)"')
SETTLE = 6  # seconds until the clock takes up what was saved
SAMPLE = 20_000
PAUSE = 0.05  # seconds: somebody who only hammers measures the processor
FOUND, BAD = 302, 400
# Every case is open and came in within a week: all of them move, which no calendar does at once.
OPENED = (
    "UPDATE \"case\" SET state = 'assigned', resolved_at = NULL, outcome = '', answer = '',"
    " received_at = now() - mod(id, 7) * interval '1 day'"
)


def recount(port: int, var: Path) -> list[dict[str, Any]]:
    """How long rehearsal and recount of all cases take, and how long a colleague waits."""
    ask(OPENED)
    ask("VACUUM ANALYZE")
    email, password = accounts(var)["manager"]
    visitor = Visitor(port)
    visitor.fill_in("/sign-in", email=email, password=password)
    rehearsed = save_a_day_off(visitor)
    time.sleep(SETTLE)
    colleague = Colleague(port, email)
    before = [colleague.writes() for _ in range(50)]
    began = time.perf_counter()
    job = subprocess.Popen([sys.executable, "-m", "flask", "jobs", "once", "recount"], cwd=ROOT)
    during = list(iter(lambda: colleague.writes() if job.poll() is None else None, None))
    took = time.perf_counter() - began
    ((seen, moved, finished),) = ask(
        "SELECT seen, moved, finished_at FROM recount ORDER BY id DESC LIMIT 1"
    )
    if finished is None:
        raise RuntimeError("the recount did not come to its end")
    return [
        row(f"rehearsal of {seen} open cases", rehearsed, "s", most=10),
        row(f"recount, {moved} of {seen} open cases move", took, "s", most=60),
        row("a note written before it: median", statistics.median(before), "ms"),
        row("a note written during it: median", statistics.median(during), "ms"),
        row("a note written during it: longest", max(during), "ms", most=2000),
    ]


def save_a_day_off(visitor: Visitor) -> float:
    """The first working day from ten days on is off; seconds that its rehearsal took."""
    for ahead in range(10, 40):
        day = date.today() + timedelta(days=ahead)  # noqa: DTZ011 - any day will do
        typed = {"first": day.isoformat(), "name_th": "วันหยุดพิเศษ", "legal_ref": "มติคณะรัฐมนตรี"}
        typed |= dict(CARRIED.findall(visitor.ask("GET", ADD)[1]))
        began = time.perf_counter()
        status, page = visitor.ask("POST", ADD, urlencode({**typed, "do": "rehearse"}))
        took = time.perf_counter() - began
        if status == OK:
            typed |= dict(CARRIED.findall(page))
            if visitor.ask("POST", ADD, urlencode({**typed, "do": "save"}))[0] != FOUND:
                raise RuntimeError("the day off was not saved")
            return took
    raise RuntimeError("there is no working day")


class Colleague:
    """Writes notes on one case after another, through the API."""

    def __init__(self, port: int, email: str) -> None:
        made = subprocess.run(
            [sys.executable, "-m", "flask", "user", "token", email], cwd=ROOT, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        self.token = made.stdout.split()[-1]
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        query = 'SELECT reference, version FROM "case" WHERE NOT restricted ORDER BY random()'
        self.cases = iter(ask(f"{query} LIMIT {SAMPLE}"))

    def writes(self) -> float:
        """Milliseconds until the note is there."""
        reference, version = next(self.cases)
        headers = {
            "Authorization": f"Bearer {self.token}", "If-Match": f'"{version}"',
            "Content-Type": "application/json",
        }  # fmt: skip
        body = json.dumps({"text": "โทรหาผู้แจ้งแล้ว"})
        began = time.perf_counter()
        self.connection.request("POST", f"/api/v1/cases/{reference}/notes", body, headers)
        answer = self.connection.getresponse()
        told = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status >= BAD:
            raise RuntimeError(f"a note was answered {answer.status}: {told.decode()}")
        time.sleep(PAUSE)
        return took


def ask(statement: str) -> Sequence[Any]:
    """What the database answers to ``statement``."""
    engine = create_engine(os.environ["SIANG_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        found = connection.exec_driver_sql(statement)
        rows = found.all() if found.returns_rows else []
    engine.dispose()
    return rows
