"""``flask form23``: Form 2.3 of a fiscal year as a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from app.actions.collect_evidence import write_zip
from app.documents.form23_docx import write_docx
from app.documents.form23_html import write_html
from app.documents.form23_json import write_json
from app.documents.form23_text import write_text
from app.extensions import Commands
from app.reports.form23 import Form23, form23

form23_commands = Commands("form23", help="Form 2.3.")
WRITERS: dict[str, Callable[[Form23], str | bytes]] = {
    "text": write_text,
    "html": write_html,
    "docx": write_docx,
    "json": write_json,
}


@form23_commands.command("export")
@click.option("--year", type=click.IntRange(2400, 2699), required=True, help="fiscal year, B.E.")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(year: int, form: str, out: Path) -> None:
    """Write the form of a fiscal year to a file, as its data stand now."""
    made = form23(year, datetime.now(UTC))
    written = WRITERS[form](made)
    content = written if isinstance(written, bytes) else written.encode()
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
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
