"""The commands of the figures: the SLA report in four forms, and the check of what is stored."""

import json
from datetime import UTC, date, datetime

import click

from app.documents.csv import write_csv
from app.documents.plain import write_plain
from app.documents.xlsx import write_xlsx
from app.extensions import Commands
from app.intake.channels import CHANNEL_LABELS
from app.reports.rollups import verify
from app.reports.sla import SlaReport, UnknownGroup, report
from app.reports.sla_table import NO_VALUE, main_table, names, sheets

report_commands = Commands("report", help="What the office reports.")
rollup_commands = Commands("rollup", help="Stored figures.")

DAY = click.DateTime(["%Y-%m-%d"])


@report_commands.command("sla")
@click.option("--from", "first", type=DAY, required=True, help="first day, included")
@click.option("--to", "last", type=DAY, required=True, help="last day, included")
@click.option("--by", default="month", show_default=True,
              help="any of month,kind,topic,unit,channel, with commas between")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "xlsx"]),
              default="table", show_default=True)  # fmt: skip
@click.option("--language", type=click.Choice(["th", "en"]), default="th")
def sla(first: datetime, last: datetime, by: str, form: str, language: str) -> None:
    """Print the SLA report of the cases received in a period."""
    if last < first:
        raise click.UsageError("--to is before --from")
    try:
        made = _report(first.date(), last.date(), by)
    except UnknownGroup as error:
        raise click.UsageError(f"--by: {error}") from error
    click.echo(_written(made, form, language), nl=form in ("table", "json"))


@rollup_commands.command("verify")
def verify_rollups() -> None:
    """Compare stored figures with a recount of the cases; print each difference and end with 1."""
    found = 0
    for difference in verify():
        found += 1
        click.echo(str(difference))
    click.echo(f"{found} differences", err=True)
    if found:
        raise click.exceptions.Exit(1)


def _report(first: date, last: date, by: str) -> SlaReport:
    groups = [group for group in by.split(",") if group]
    return report(first, last, groups, datetime.now(UTC))


def _written(made: SlaReport, form: str, language: str) -> str | bytes:
    if form == "json":
        return json.dumps(made.as_dict(), ensure_ascii=False, indent=2)
    known = names(CHANNEL_LABELS)
    if form == "xlsx":
        return write_xlsx(sheets(made, known, language))
    head, rows = main_table(made, known, language)
    if form == "csv":
        return write_csv(head, rows)
    return write_plain(head, rows, NO_VALUE.say(language))
