"""The commands of the office file, and what ``bin/serve`` calls before a site starts."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from app.actions.roll_up import roll_up
from app.database import transaction
from app.documents.xlsx_read import MOST_ROWS, read_xlsx
from app.documents.xlsx_read import Unreadable as UnreadableBook
from app.extensions import Commands
from app.office import first_start
from app.office.carried import Carried
from app.office.export import export, left_out
from app.office.file import Unreadable, Wrong, load
from app.office.old_log import Refused, load_log
from app.queries import people

FOLDER = click.Path(file_okay=False, path_type=Path)
office_commands = Commands("office", help="An office from one file.")


@office_commands.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--files", type=FOLDER, help="The folder that an export put its files into.")
def load_file(file: Path, files: Path | None) -> None:
    """Load FILE (YAML): office, people, topics, cases, registers, as far as it has them.

    Loading twice changes nothing. A wrong file loads nothing; each fault is named with its line.
    """
    now = datetime.now(UTC)
    try:
        with transaction():
            loaded = load(file, now, Carried(files))
    except Unreadable as error:
        raise click.UsageError(str(error)) from error
    except Wrong as wrong:
        for fault in wrong.faults:
            click.echo(f"{file}: {fault}", err=True)
        raise SystemExit(1) from wrong
    roll_up(now)
    brought = len(loaded.cases) + len(loaded.cases_kept)
    click.echo(
        f"{len(loaded.units)} units, {len(loaded.officers)} officers, "
        f"{len(loaded.topics)} topics and {brought} cases are here"
    )


@office_commands.command("import-log")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_log(file: Path) -> None:
    """Load FILE (XLSX): an old log of complaints in the columns of the template.

    Each row becomes a case with its history. A wrong file loads nothing; each fault is named
    with its cell.
    """
    now = datetime.now(UTC)
    try:
        table = read_xlsx(file.read_bytes())
        with transaction():
            log = load_log(table, most=MOST_ROWS, file=file.name, now=now, actor=None)
    except UnreadableBook as error:
        raise click.UsageError(error.words.en) from error
    except Refused as refused:
        for fault in refused.log.faults:
            click.echo(f"{file}: {fault.cell}: {fault.words.en}", err=True)
        raise SystemExit(1) from refused
    roll_up(now)
    click.echo(f"{len(log.new)} cases are new here, {log.known} were here before")


@office_commands.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--restricted", is_flag=True, help="Restricted cases too, in plain words.")
@click.option("--files", type=FOLDER, help="Their files too, unsealed, into this folder.")
def export_file(file: Path, restricted: bool, files: Path | None) -> None:
    """Write the whole office to FILE (YAML), going on in FILE-2 when it is full.

    Loaded in this order into an empty site they give an equal office. Passwords and secrets are
    not in them. Forms as they were handed in leave with --restricted and --files together.
    """
    try:
        carried = Carried(files)
        written = export(file, restricted=restricted, progress=_tell_cases, carried=carried)
    except OSError as error:
        raise click.FileError(str(file), error.strerror or "") from error
    if not restricted and (number := left_out()):
        click.echo(f"{number} restricted cases are left out: --restricted writes them", err=True)
    for lost in carried.lost:
        click.echo(f"left out: {lost}", err=True)
    click.echo("\n".join(map(str, written)))


def _tell_cases(done: int, total: int) -> None:
    click.echo(f"{done} of {total} cases", err=True)


@office_commands.command("first-start")
def start() -> None:
    """See that somebody can sign in: the demo office, or a set-up link (DEMO=0)."""
    settings = current_app.config["SETTINGS"]
    if settings.demo and first_start.is_empty():
        _start_demo(settings.var)
    elif (settings.var / first_start.ACCOUNTS).exists():
        click.echo(f"The demo sign-ins are kept in {settings.var / first_start.ACCOUNTS}")
    else:
        _offer_set_up(settings.base_url)


def _start_demo(var: Path) -> None:
    now = datetime.now(UTC)
    with transaction():
        accounts = first_start.load_demo(now, var)
    roll_up(now)
    click.echo("The demo office is loaded; everything in it is invented. Sign in with:\n")
    click.echo(first_start.table(accounts))
    click.echo(f"These sign-ins are kept in {var / first_start.ACCOUNTS}")


def _offer_set_up(base_url: str) -> None:
    with transaction():
        token = first_start.offer_set_up(datetime.now(UTC))
    if token:
        click.echo(f"Nobody works here yet. Begin within 24 hours: {base_url}/set-up/{token}")
    elif not people.anybody():
        click.echo("Nobody works here yet. The set-up link of an earlier start still works.")
