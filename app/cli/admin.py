"""The administrator's commands: schema, accounts, and the rulebook's answers."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import click
from flask import current_app

from app.actions.keep_calendar import seed_calendar
from app.actions.keep_factors import forget_factors
from app.actions.keep_office import ensure_office
from app.actions.keep_person import add_person, extend_assessor, issue_token, renew_set_up
from app.actions.note_person import note_key
from app.database import NewerSchema, alone, measure, migrate, transaction
from app.documents.plain import write_plain
from app.extensions import Commands
from app.queries import explained, factors, office, people
from workflows import Kind
from workflows.chart import draw
from workflows.dates import BANGKOK
from workflows.deadlines import Milestone, OutsideCalendar, deadlines, official_date
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.targets import Matter

db_commands = Commands("db", help="The schema.")
user_commands = Commands("user", help="Accounts.")
workflow_commands = Commands("workflow", help="What the rulebook says.")


@db_commands.command("upgrade")
def upgrade() -> None:
    """Bring the schema to head and the working calendar with it."""
    try:
        migrate()
    except NewerSchema as error:
        raise click.ClickException(str(error)) from error
    with transaction() as session:
        alone(session)
        ensure_office()
        years = seed_calendar(datetime.now(UTC))
    measure()
    click.echo(f"schema at head, {years} calendar years added", err=True)


@user_commands.command("add")
@click.argument("email")
@click.option("--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]),
              help="may be given more than once")  # fmt: skip
@click.option("--unit", default=None, help="code of the unit")
@click.option("--name", default="", help="title and name")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None,
              help="last day of an assessor's account")  # fmt: skip
def add_user(
    email: str, roles: tuple[str, ...], unit: str | None, name: str, until: datetime | None
) -> None:
    """Make an account and print its one-time set-up link.

    Somebody who is here already gets a new link, to choose a password again; all else stays. An
    assessor's last day is put off with --until.
    """
    now, last = datetime.now(UTC), until.date() if until else None
    try:
        with transaction():
            person = people.by_email(email)
            if person is None:
                person = add_person(now, email=email, name=name, roles=roles, unit=unit,
                                    expires_on=last)  # fmt: skip
                note_key(person, "person_added", now)
            else:
                if last:
                    extend_assessor(person, last)
                click.echo(f"{person.email} is here: new link, same roles and unit", err=True)
            token = renew_set_up(person, now)
            note_key(person, "set_up_link", now)
    except Invalid as error:
        raise click.UsageError("; ".join(w.en for w in error.problems.values())) from error
    click.echo(f"{current_app.config['BASE_URL']}/set-up/{token}")


@user_commands.command("token")
@click.argument("email")
def token(email: str) -> None:
    """Print an API token for EMAIL; it is shown once."""
    now = datetime.now(UTC)
    with transaction():
        person = people.by_email(email)
        if person is None:
            raise click.UsageError(f"nobody has the address {email}")
        made = issue_token(person, "api", now)
        note_key(person, "api_token", now)
    click.echo(made)


@user_commands.command("factors")
@click.argument("email")
@click.option("--forget", is_flag=True, help="remove all of them, for a lost telephone")
def user_factors(email: str, forget: bool) -> None:
    """List the second factors of EMAIL; with --forget none is left and their sessions end."""
    with transaction():
        person = people.by_email(email)
        if person is None:
            raise click.UsageError(f"nobody has the address {email}")
        if forget:
            click.echo(f"{forget_factors(person, None, datetime.now(UTC))} removed", err=True)
        for row in factors.of(person):
            click.echo(f"{row.kind} {row.created_at:%Y-%m-%d} {row.name}".rstrip())


@workflow_commands.command("chart")
@click.option("--kind", type=click.Choice([k.value for k in Kind]), default="complaint")
@click.option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid")
@click.option("--language", type=click.Choice(["th", "en"]), default="th")
def chart(kind: str, form: str, language: str) -> None:
    """Draw the flow chart with the responsible person on each step."""
    click.echo(draw(Kind(kind), form, language))


@workflow_commands.command("deadlines")
@click.option("--kind", type=click.Choice([k.value for k in Kind]), required=True)
@click.option("--received", required=True, help="ISO time; without an offset it is Bangkok's")
@click.option("--topic", default=None, help="code; a restricted topic has dates of its own")
@click.option("--restricted", is_flag=True)
@click.option("--explain", is_flag=True, help="each day instead: counted or not, and why")
def show_deadlines(
    kind: str, received: str, topic: str | None, restricted: bool, explain: bool
) -> None:
    """Print the dates a case received then would promise, as JSON or day by day."""
    at = _time(received)
    chosen = next((t for t in office.topics(restricted=True) if t.code == topic), None)
    if topic and chosen is None:
        raise click.UsageError(f"there is no topic {topic}")
    hidden = restricted or bool(chosen and chosen.restricted)
    try:
        calendar = office.calendar(at.astimezone(BANGKOK).date())
        matter = Matter(Kind(kind), official_date(at, calendar), restricted=hidden, topic=topic)
        dates = deadlines(at, office.targets(matter), calendar)
        days = explained.of_matter(at, matter) if explain else []
    except (OutsideCalendar, OverflowError) as error:
        raise click.ClickException(str(error)) from error
    if explain:
        click.echo(_table(days))
        return
    names = ("official", *(m.value for m in Milestone), "target")
    found = {name: getattr(dates, name) for name in names}
    click.echo(json.dumps({n: d.isoformat() if d else None for n, d in found.items()}))


def _table(found: Sequence[explained.Explained]) -> str:
    """A line a day of each deadline, one deadline after another."""
    head = ("กำหนด", "วัน", "นับเป็นวันที่", "เหตุ")
    rows = [
        (one.milestone.value, line.day.isoformat(), line.number, line.why.th)
        for one in found for line in one.lines
    ]  # fmt: skip
    return write_plain(head, rows, "-")


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text} is no ISO time") from error
    return at if at.tzinfo else at.replace(tzinfo=BANGKOK)
