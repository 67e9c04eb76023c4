"""Measures the served site on PostgreSQL or SQLite: the desk's times, how fast cases come in."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import mail_measures
import measures
import recounting
from sqlalchemy import create_engine
from visitor import Visitor

from tests.postgres import a_server

ROOT = Path(__file__).resolve().parent.parent
# As in production: every commit is on disk before it is answered.
DURABLE = "-c listen_addresses= -c shared_buffers=512MB -c max_wal_size=4GB -c timezone=UTC"
PORT = int(os.environ.get("PORT", "8431"))
STARTS = 180  # seconds that the web server may take on a busy machine
TRIGRAMS = "ix_case_text_trigrams"
# Last of all what leaves no case as it was.
PARTS = {**measures.PARTS, **mail_measures.PARTS, "recount": recounting.recount}
WEB = "--worker-class gthread --workers 2 --threads 4 --log-level warning --no-control-socket"


def main() -> int:
    """Set up, measure, print the table; 1 if a bound is not kept."""
    asked = arguments()
    with ExitStack() as stack:
        var = stack.enter_context(tempfile.TemporaryDirectory(prefix="siang-bench-"))
        url = os.environ.get("SIANG_DATABASE_URL")
        if asked.sqlite:
            url = f"sqlite:///{var}/siang.db"
        elif not url:
            server = stack.enter_context(a_server(DURABLE))
            url = server.render_as_string(hide_password=False)
        os.environ |= {
            "VAR": var, "SIANG_DATABASE_URL": url, "SIANG_RATE_LIMIT": "100000000",
            "SIANG_LETTERS_PER_HOUR": "100000000", "DEMO": "1",
            "SIANG_BASE_URL": f"http://127.0.0.1:{PORT}", "SIANG_BENCH_MAILS": str(asked.mails),
        }  # fmt: skip
        fill(asked.cases)
        stack.enter_context(served())
        rows = [row for name in asked.names for row in PARTS[name](PORT, Path(var))]
    return report(rows, asked.cases)


def arguments() -> argparse.Namespace:
    """Which parts, and how many cases lie in the office."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--mails", type=int, default=10_000, help="of the flood")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite, in a folder of its own")
    asked = parser.parse_args()
    asked.names = asked.names or list(PARTS)
    if unknown := set(asked.names) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")
    return asked


def fill(number: int) -> None:
    """Schema, demo office, and as many cases as asked for, as the clock leaves them."""
    flask("db", "upgrade")
    flask("office", "first-start")
    if number:
        with without_trigrams():
            flask("demo", "load", "--cases", str(number), "--seed", "1")
        flask("jobs", "once", "roll_up")
        flask("jobs", "once", "public_figures")
        seal()
    if on_sqlite():
        flask("db", "upgrade")  # counts the rows, as each start does
    else:
        tell("VACUUM ANALYZE")


def seal() -> None:
    """Every event has its link: the clock of an office at work is never far behind with them."""
    command, told = (sys.executable, "-m", "flask", "jobs", "once", "seal"), ""
    while not told.startswith("seal: 0 done"):
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@contextmanager
def without_trigrams() -> Iterator[None]:
    """Filled row by row PostgreSQL's index takes as long as all the rest: it is made afterwards."""
    if on_sqlite():
        yield
        return
    tell(f"DROP INDEX {TRIGRAMS}")
    yield
    tell(f"CREATE INDEX {TRIGRAMS} ON case_text USING gin (text gin_trgm_ops)")


def on_sqlite() -> bool:
    """Whether the engine measured is SQLite."""
    return os.environ["SIANG_DATABASE_URL"].startswith("sqlite")


def tell(statement: str) -> None:
    """The database has done ``statement``."""
    engine = create_engine(os.environ["SIANG_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def flask(*words: str) -> None:
    """Run one command of ours; its failure ends the benchmark."""
    subprocess.run([sys.executable, "-m", "flask", *words], cwd=ROOT, check=True)


@contextmanager
def served() -> Iterator[None]:
    """The site as bin/serve serves it, for as long as the block lasts."""
    command = [sys.executable, "-m", "gunicorn", *WEB.split(), "--bind", f"127.0.0.1:{PORT}"]
    web = subprocess.Popen([*command, "wsgi:app"], cwd=ROOT)
    try:
        deadline = time.monotonic() + STARTS
        while not Visitor(PORT).is_up():
            if web.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the web server does not answer on port {PORT}")
            time.sleep(0.2)
        yield
    finally:
        web.terminate()
        web.wait(15)


def report(rows: list[dict], cases: int) -> int:
    """The table on standard output, the same in var/bench.json."""
    width = max(len(row["what"]) for row in rows)
    print(f"\n{'what':{width}}  {'measured':>10}  {'bound':>10}")
    for row in rows:
        bound = f"{row['bound']:g}" if row["bound"] is not None else ""
        print(f"{row['what']:{width}}  {row['value']:>10.1f}  {bound:>10}  {row['unit']}")
    place = ROOT / "var" / "bench.json"
    place.parent.mkdir(mode=0o700, exist_ok=True)
    measured = {"at": datetime.now(UTC).isoformat(), "cases": cases, "rows": rows}
    place.write_text(json.dumps(measured, indent=1, ensure_ascii=False))
    return 0 if all(row["kept"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
