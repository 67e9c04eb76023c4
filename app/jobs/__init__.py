"""The clock's door: what happens by itself."""

from flask import Flask

from app.jobs.commands import jobs_commands


def plug_in(app: Flask) -> None:
    """``flask jobs`` is there; nothing runs by itself inside a web server."""
    app.cli.add_command(jobs_commands)
