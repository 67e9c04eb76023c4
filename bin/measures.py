"""The parts of the benchmark: each gives rows of what, value, unit, bound, and if it is kept."""

import re
import secrets
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from visitor import Visitor

from workflows.fiscal import fiscal_year

OK, SEE_OTHER = 200, 303
CLIENTS, SECONDS, TIMES = 4, 10, 60
QUEUES = ("mine", "unit", "unassigned", "overdue", "all")
ACCOUNT = re.compile(r"(\S+@\S+)\s+(\S+)\s+(?:\S+\s+)*?(manager|officer|intake|confidential)\b")
SOUGHT = ("ล่าช้า", "วารสาร", "ไม่มีคำนี้แน่", "วารสาร ล่าช้า", "เว็ปไซต์", "วารสารล่าช้า", "2570", "ดี", "ณญ")
WORDS = {
    "subject": "วารสารเศรษฐกิจอุตสาหกรรมส่งล่าช้าเกือบ ๓ เดือน", "topic": "C01", "anonymous": "no",
    "body": "ผมเป็นสมาชิกวารสารมาสี่ปี ฉบับเดือนกรกฎาคมเพิ่งได้รับเมื่อสัปดาห์ก่อน ขอให้ตรวจสอบด้วยครับ",
    "name": "สมหมาย ใฝ่อ่าน", "email": "sommai@example.org",
}  # fmt: skip


def row(
    what: str, value: float, unit: str, *, most: float | None = None, least: float | None = None
) -> dict[str, Any]:
    """One line of the table."""
    kept = (most is None or value <= most) and (least is None or value >= least)
    bound = most if most is not None else least
    return {"what": what, "value": round(value, 2), "unit": unit, "bound": bound, "kept": kept}


def queue(port: int, var: Path) -> list[dict[str, Any]]:
    """The desk's queue page for a manager, an intake officer and an officer."""
    rows = []
    for role in ("manager", "intake", "officer"):
        email, password = accounts(var)[role]
        visitor = Visitor(port)
        visitor.fill_in("/sign-in", email=email, password=password)
        for name in QUEUES:
            times = [timed(visitor, f"/desk?queue={name}") for _ in range(TIMES)]
            rows.append(
                row(f"queue {name}, {role}: median", statistics.median(times), "ms", most=40)
            )
    return rows


def search(port: int, var: Path) -> list[dict[str, Any]]:
    """Words sought on the desk: common, rare, two, misspelt, written together, a number."""
    rows = []
    for role in ("manager", "officer", "confidential"):
        visitor = Visitor(port)
        email, password = accounts(var)[role]
        visitor.fill_in("/sign-in", email=email, password=password)
        for words in SOUGHT:
            path = "/desk?" + urlencode({"queue": "all", "q": words})
            times = [timed(visitor, path) for _ in range(TIMES // 3)]
            what = f"search {words}, {role}: median"
            rows.append(row(what, statistics.median(times), "ms", most=100))
    return rows


def pages(port: int, var: Path) -> list[dict[str, Any]]:
    """A manager's first pages, the backlog of two days, and the public statistics."""
    visitor = Visitor(port)
    email, password = accounts(var)["manager"]
    visitor.fill_in("/sign-in", email=email, password=password)
    today = date.today()  # noqa: DTZ011 - this machine's
    on, than = (f"{today - timedelta(ago):%d/%m/%Y}" for ago in (30, 60))
    days = urlencode({"on": on, "than": than})
    asked = (
        ("today", "/desk/today", 100), ("statistics", f"/statistics/{fiscal_year(today)}", 100),
        ("backlog of two days", f"/figures/backlog?{days}", 1000),
    )  # fmt: skip
    rows = []
    for what, path, most in asked:
        times = [timed(visitor, path) for _ in range(5)]
        rows.append(row(f"{what}: median of 5", statistics.median(times), "ms", most=most))
    return rows


def form23(port: int, var: Path) -> list[dict[str, Any]]:
    """Form 2.3 of the last whole fiscal year: the page, and each of its files."""
    visitor = Visitor(port)
    email, password = accounts(var)["manager"]
    visitor.fill_in("/sign-in", email=email, password=password)
    path = f"/figures/form23/{fiscal_year(date.today()) - 1}"  # noqa: DTZ011 - this machine's
    rows = []
    for end, most in (("", 1000), (".docx", 3000), (".pdf", 10_000), (".xlsx", 3000)):
        times = [timed(visitor, f"{path}{end}") for _ in range(5)]  # the first one warms up
        rows.append(row(f"form 2.3{end or ' page'}: slowest of 5", max(times), "ms", most=most))
    return rows


def intake(port: int, _: Path) -> list[dict[str, Any]]:
    """Cases by web form from four clients at once, every commit on disk."""
    rate = together(port, _send)
    return [row("web intake, 4 clients", rate, "cases/s", least=100)]


def visit(port: int, _: Path) -> list[dict[str, Any]]:
    """Whole visits from four clients at once: open the form, send it, read the receipt."""
    return [
        row("whole visits (form, send, receipt), 4 clients", together(port, _visit), "visits/s")
    ]


PARTS: dict[str, Callable[[int, Path], list[dict[str, Any]]]] = {
    "queue": queue,
    "search": search,
    "pages": pages,
    "form23": form23,
    "intake": intake,
    "visit": visit,
}


def accounts(var: Path) -> dict[str, tuple[str, str]]:
    """One demo account of each role, from the file that the first start wrote."""
    text = (var / "demo-accounts.txt").read_text()
    return {role: (email, password) for email, password, role in ACCOUNT.findall(text)}


def timed(visitor: Visitor, path: str) -> float:
    """Milliseconds for one page."""
    began = time.perf_counter()
    status, _ = visitor.ask("GET", path)
    if status != OK:
        raise RuntimeError(f"{path} answered {status}")
    return (time.perf_counter() - began) * 1000


def together(port: int, act: Callable[[int, float], int]) -> float:
    """How many a second, when CLIENTS processes do ``act`` for SECONDS."""
    until = time.time() + SECONDS
    with get_context("fork").Pool(CLIENTS) as pool:
        done = pool.starmap(act, [(port, until)] * CLIENTS)
    return sum(done) / SECONDS


def _send(port: int, until: float) -> int:
    """One client: the form opened once, then sent again and again as new cases."""
    visitor, done = Visitor(port), 0
    hidden = visitor.hidden("/new/complaint")
    while time.time() < until:
        body = urlencode({**hidden, **WORDS, "token": secrets.token_urlsafe(32)})
        done += _accepted(visitor.ask("POST", "/new/complaint", body)[0])
    return done


def _visit(port: int, until: float) -> int:
    done = 0
    while time.time() < until:
        visitor = Visitor(port)
        done += _accepted(visitor.fill_in("/new/complaint", **WORDS))
        visitor.ask("GET", "/receipt")
    return done


def _accepted(status: int) -> int:
    if status != SEE_OTHER:
        raise RuntimeError(f"the form answered {status}")
    return 1
