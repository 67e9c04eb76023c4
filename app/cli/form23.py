"""``flask form23``: Form 2.3 of a fiscal year as a file."""

from datetime import UTC, datetime
from pathlib import Path

import click

from app.documents.form23_files import FORMATS, write_file
from app.documents.form23_sheet import Wanted
from app.extensions import Commands
from app.reports.form23 import form23

form23_commands = Commands("form23", help="Form 2.3.")


@form23_commands.command("export")
@click.option("--year", type=click.IntRange(2400, 2699), required=True, help="fiscal year, B.E.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--digits", type=click.Choice(["arabic", "thai"]), default="arabic",
              help="of text, html, docx and pdf")  # fmt: skip
@click.option(
    "--annex/--no-annex", default=True, help="the table of all figures, in html, docx, pdf"
)
def export(year: int, form: str, out: Path, digits: str, annex: bool) -> None:
    """Write the form of a fiscal year to a file, as its data stand now."""
    made = form23(year, datetime.now(UTC))
    wanted = Wanted(thai_digits=digits == "thai", figures=annex)
    content = write_file(made, FORMATS[form], wanted)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
    left = [f"{c.code}.{k.number}" for c in made.criteria for k in c.claims if not k.is_printed]
    if left:
        click.echo(f"left out, nobody stands for them: {' '.join(left)}", err=True)
