"""The command that checks the chain of events."""

from datetime import UTC, datetime

import click
from flask import current_app

from app.actions.seal_events import noted_heads
from app.actions.submit_report import broken_submissions
from app.extensions import Commands
from app.queries import chain

audit_commands = Commands("audit", help="Who did what, and whether it still says so.")


@audit_commands.command("verify")
def verify() -> None:
    """Check the chain of events and the heads noted outside; name the first broken place.

    Every Form 2.3 that was handed in is checked with its files too.
    """
    heads = noted_heads(current_app.config["SETTINGS"].var)
    broken = chain.broken(datetime.now(UTC), heads)
    faults = [*([broken] if broken else []), *broken_submissions()]
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.exceptions.Exit(1)
    number, digest = chain.head()
    click.echo(f"the chain holds: {number} links, the last {digest}")
