"""``flask jobs``: the clock for ever, or one job now."""

import logging
import signal
from datetime import UTC, datetime

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.database import measure
from app.extensions import Commands
from app.jobs.runner import run as run_job
from app.jobs.runner import tick
from app.jobs.schedule import SCHEDULE

GRACE = 60  # seconds a run may start late before it is left to the next one

log = logging.getLogger(__name__)
jobs_commands = Commands("jobs", help="What happens by itself.")


@jobs_commands.command("run")
def run() -> None:
    """The clock: all scheduled jobs, until told to stop."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's way
    clock = BlockingScheduler(
        timezone=app.config["SETTINGS"].timezone,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE},
    )
    for name, job in SCHEDULE.items():
        clock.add_job(strike, "interval", args=[app, name], seconds=job.every.total_seconds(),
                      next_run_time=datetime.now(UTC), id=name)  # fmt: skip
    clock.add_job(_measure, "interval", args=[app], days=1, next_run_time=datetime.now(UTC))
    signal.signal(signal.SIGTERM, lambda *_: clock.shutdown(wait=False))
    clock.start()


@jobs_commands.command("once")
@click.argument("name", type=click.Choice(list(SCHEDULE)))
def once(name: str) -> None:
    """Run one job now; ends with 1 if anything in it failed."""
    done, failed = run_job(name, datetime.now(UTC))
    click.echo(f"{name}: {done} done, {failed} failed")
    raise SystemExit(1 if failed else 0)


def _measure(app: Flask) -> None:
    with app.app_context():
        measure()


def strike(app: Flask, name: str) -> None:
    """One line while the database is away or full: hours of traces would hide what came before."""
    with app.app_context():
        try:
            tick(name, datetime.now(UTC))
        except (OperationalError, PoolTimeout) as error:
            log.error("job %s waits for the database: %s", name, str(error).splitlines()[0])
