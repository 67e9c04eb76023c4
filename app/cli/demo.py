"""The command of the demonstration: many invented cases at once."""

import sys
from datetime import UTC, datetime

import click

from app.actions.roll_up import roll_up
from app.extensions import Commands
from app.office.demo import AlreadyLoaded, NobodyHere, load_cases

demo_commands = Commands("demo", help="Invented cases.")


@demo_commands.command("load")
@click.option("--cases", "number", type=click.IntRange(1), required=True, help="how many")
@click.option("--seed", type=int, required=True, help="the same seed makes the same cases")
def load(number: int, seed: int) -> None:
    """Add realistic cases over two fiscal years, with their figures."""
    now = datetime.now(UTC)
    with click.progressbar(length=number, label="cases", file=sys.stderr) as bar:
        try:
            load_cases(number, seed, now, bar.update)
        except (AlreadyLoaded, NobodyHere) as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"{roll_up(now)} days rolled up", err=True)
