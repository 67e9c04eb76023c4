"""``flask form23``: Form 2.3 of a fiscal year as a file."""

from datetime import UTC, datetime
from pathlib import Path

import click

from app.actions.collect_evidence import write_zip
from app.actions.gather_annexes import ANNEXES, gather_annexes
from app.actions.submit_report import frozen_file
from app.documents.form23_files import FORMATS, file_name, write_file
from app.documents.form23_sheet import Wanted
from app.extensions import Commands
from app.reports.form23 import Form23, form23
from workflows.errors import UnknownReference

form23_commands = Commands("form23", help="Form 2.3.")


@form23_commands.command("export")
@click.option("--year", type=click.IntRange(2400, 2699), required=True, help="fiscal year, B.E.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--digits", type=click.Choice(["arabic", "thai"]), default="arabic",
              help="of text, html, docx and pdf")  # fmt: skip
@click.option("--annex", "annexes", type=click.Choice(ANNEXES), multiple=True,
              help="with this annex; may be given again")  # fmt: skip
@click.option("--no-annex", is_flag=True,
              help="without the table of all figures, in html, docx, pdf")  # fmt: skip
@click.option("--submitted", type=click.IntRange(1), default=None,
              help="as it was handed in: the first, second … submission of the year")  # fmt: skip
def export(  # noqa: PLR0913 - one for each option
    year: int, form: str, out: Path, digits: str, annexes: tuple[str, ...], no_annex: bool,
    submitted: int | None,
) -> None:  # fmt: skip
    """Write the form of a fiscal year to a file, as its data stand now or as it was handed in."""
    if submitted:
        _put(out, _frozen(year, submitted, FORMATS[form].suffix))
        return
    now = datetime.now(UTC)
    made = form23(year, now)
    wanted = Wanted(thai_digits=digits == "thai", figures=not no_annex,
                    annexes=gather_annexes(annexes, year, now))  # fmt: skip
    _put(out, write_file(made, FORMATS[form], wanted))
    _warn(made)


def _frozen(year: int, number: int, kind: str) -> bytes:
    try:
        return frozen_file(year, number, file_name(year, kind))
    except UnknownReference as error:
        raise click.UsageError(f"no submission {number} of {year} has such a file") from error


def _put(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error


def _warn(made: Form23) -> None:
    left = [f"{c.code}.{k.number}" for c in made.criteria for k in c.claims if not k.is_printed]
    if left:
        click.echo(f"left out, nobody stands for them: {' '.join(left)}", err=True)


@form23_commands.command("evidence")
@click.option("--year", type=click.IntRange(2400, 2699), required=True, help="fiscal year, B.E.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def evidence(year: int, out: Path) -> None:
    """Write the evidence of a fiscal year to a ZIP with an index and checksums."""
    try:
        with out.open("wb") as file:
            pieces = write_zip(year, file, datetime.now(UTC))
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
    click.echo(f"{pieces} pieces of evidence")
