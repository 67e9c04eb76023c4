"""``flask intake``: one mail from a pipe, the listeners, and the quarantine."""

import asyncio
import sys
from datetime import UTC, datetime

import click
from flask import Flask, current_app

from app.actions import keep_mail
from app.actions.poll_mailbox import poll_mailbox
from app.extensions import TRY_LATER, Commands
from app.intake.imap import account
from app.postbox import accept
from app.postbox.listener import listen
from app.queries import mail as questions
from app.queries.cases import get
from app.queries.mailbox import PROBLEMS
from app.storage import cupboard
from workflows.errors import UnknownReference

intake_commands = Commands("intake", help="Mail coming in.")


@intake_commands.command("mail")
def mail() -> None:
    """Keep one RFC 5322 message from standard input, then make it a case."""
    raw = sys.stdin.buffer.read()
    now = datetime.now(UTC)
    try:
        accept.check_backlog()
        raw_id = accept.keep(raw, now)
    except Exception as error:
        accept.note_refusal(error)
        sys.exit(TRY_LATER)
    click.echo(_told(raw_id, accept.read(raw_id, now)))


@intake_commands.command("poll")
def poll() -> None:
    """Fetch now what is new in the mailbox, and make it cases; ends with 75 if that cannot be."""
    settings = current_app.config["SETTINGS"]
    if not settings.imap_url:
        raise click.UsageError("no mailbox: set SIANG_IMAP_URL")
    done = poll_mailbox(
        account(settings.imap_url, settings.mail_ca_file), datetime.now(UTC),
        integrity=settings.integrity_email, backlog=settings.mail_backlog,
    )  # fmt: skip
    for raw_id in done.kept:
        click.echo(_told(raw_id, accept.read(raw_id, datetime.now(UTC))))
    if done.problem:
        click.echo(f"the mailbox cannot be polled: {PROBLEMS[done.problem].en}", err=True)
        sys.exit(TRY_LATER)


@intake_commands.command("list")
def list_quarantine() -> None:
    """The quarantine: mail that could not become a case, with its reason."""
    for row in questions.quarantined():
        click.echo(f"{row.id}\t{row.received_at:%Y-%m-%dT%H:%MZ}\t{row.size}\t{row.reason_en}")


@intake_commands.command("show")
@click.argument("raw_id", type=int)
def show(raw_id: int) -> None:
    """The raw message, byte for byte; of the integrity mailbox only the desk shows it."""
    row = _row(raw_id)
    if row.restricted:
        raise click.UsageError(f"mail {raw_id} is for the confidential role alone, on the desk")
    sys.stdout.buffer.write(cupboard.get(row.key))


@intake_commands.command("reprocess")
@click.argument("raw_id", type=int)
def reprocess(raw_id: int) -> None:
    """Try again to make a case of it, whoever wrote it; ends with 1 if it cannot be."""
    _row(raw_id)
    state = keep_mail.reprocess(raw_id, datetime.now(UTC)).state
    click.echo(_told(raw_id, state))
    sys.exit(0 if state == "done" else 1)


@intake_commands.command("serve")
def serve() -> None:
    """Listen by SMTP and LMTP until told to stop."""
    settings = current_app.config["SETTINGS"]
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's way
    asyncio.run(listen(app, settings.mail_host, settings.smtp_port, settings.lmtp_port))


def _row(raw_id: int) -> "questions.RawMail":
    try:
        return questions.raw_mail(raw_id)
    except UnknownReference as error:
        raise click.UsageError(f"there is no mail {raw_id}") from error


def _told(raw_id: int, state: str) -> str:
    row = questions.raw_mail(raw_id)
    if state == "done" and row.case_id:
        return get(row.case_id).reference
    return f"mail {raw_id}: {state}" + (f" ({row.reason_en})" if row.reason_en else "")
