"""The commands that keep the site itself: backup, restore, and rows against files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from app.backup.databases import Refused
from app.backup.reconcile import differences, mend
from app.backup.site import backup as make_backup
from app.backup.site import restore as bring_back
from app.extensions import Command
from app.storage import StoreAway

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("backup", cls=Command)
@click.argument("folder", type=FOLDER)
def backup(folder: Path) -> None:
    """Write database and files into FOLDER, new or empty; people may go on working.

    The keys are not in it: keep copies of <VAR>/data_key and secret_key in another place.
    """
    with _in_one_line():
        made = make_backup(folder, datetime.now(UTC))
    click.echo(f"the database and {made.files} files are in {folder}, {made.size:,} bytes")


@click.command("restore", cls=Command)
@click.argument("folder", type=FOLDER)
def restore(folder: Path) -> None:
    """Bring the backup in FOLDER back into an empty site, stopped while this runs."""
    with _in_one_line():
        made = bring_back(folder)
    click.echo(f"the database and {made.files} files are back; run `flask reconcile` to compare")


@click.command("reconcile", cls=Command)
@click.option(
    "--from", "backup", type=FOLDER, help="First bring back what is whole in this backup."
)
def reconcile(backup: Path | None) -> None:
    """Compare rows and files both ways; print each difference and end with 1."""
    found = 0
    with _in_one_line():
        for line in mend(backup) if backup else ():
            click.echo(line)
        for line in differences(datetime.now(UTC)):
            found += 1
            click.echo(line)
    click.echo(f"{found} differences", err=True)
    if found:
        raise click.exceptions.Exit(1)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """What was refused, or a disk that is full or away, is one line and ends the command with 1."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except (OSError, StoreAway) as error:
        raise click.ClickException(f"stopped half-way: {error}") from error


COMMANDS = (backup, restore, reconcile)
