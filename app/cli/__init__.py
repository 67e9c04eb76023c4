"""The door for the person at the keyboard: every ``flask …`` command that is not the clock's."""

from flask import Flask

from app.cli.admin import db_commands, user_commands, workflow_commands
from app.cli.audit import audit_commands
from app.cli.demo import demo_commands
from app.cli.figures import report_commands, rollup_commands
from app.cli.form23 import form23_commands
from app.cli.office import office_commands
from app.cli.site import COMMANDS

GROUPS = (
    db_commands,
    user_commands,
    workflow_commands,
    report_commands,
    rollup_commands,
    form23_commands,
    demo_commands,
    office_commands,
    audit_commands,
)


def plug_in(app: Flask) -> None:
    """The commands are there."""
    for command in (*GROUPS, *COMMANDS):
        app.cli.add_command(command)
