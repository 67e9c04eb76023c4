"""Libraries that want to be created once: made here, plugged in by ``create_app``."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

import click
from flask import current_app, request
from flask.cli import AppGroup, ScriptInfo
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from workflows.secrets import derive_token

TRY_LATER = 75  # EX_TEMPFAIL: who called may simply call again

login = LoginManager()
csrf = CSRFProtect()


def network() -> str:
    """Who knocks, for the counts: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    try:
        address = ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address.packed, 64), strict=False))


def knock() -> str:
    """The same so that nobody can read an address from the counts, wherever they are kept."""
    return derive_token(current_app.config["SECRET_KEY"], "network", network())


limiter = Limiter(knock)


class Command(click.Command):
    """A ``flask …`` command in an app context; with the database away it ends with 75."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command answers."""
        app = ctx.ensure_object(ScriptInfo).load_app()
        with app.app_context(), _try_later():
            return super().invoke(ctx)


class Commands(AppGroup):
    """A group of ``flask …`` commands; with the database away they end with 75, in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command answers."""
        with _try_later():
            return super().invoke(ctx)


@contextmanager
def _try_later() -> Iterator[None]:
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        why = str(error).splitlines()[0]
        click.echo(f"the database cannot be used now, try later: {why}", err=True)
        raise click.exceptions.Exit(TRY_LATER) from error
