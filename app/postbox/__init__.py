"""The mail door: SMTP and LMTP listeners, and ``flask intake`` for a pipe and the quarantine."""

from flask import Flask

from app.postbox.commands import intake_commands


def plug_in(app: Flask) -> None:
    """``flask intake`` is there; the listeners start with ``flask intake serve``."""
    app.cli.add_command(intake_commands)
