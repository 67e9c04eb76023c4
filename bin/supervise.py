"""Starts web, mail intake and clock together, keeps them up, and stops them cleanly."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from children import ROOT, Child, complain, end
from dotenv import dotenv_values

FLASK = (sys.executable, "-m", "flask")
DEFAULTS = {
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "SMTP_PORT": "8025",
    "LMTP_PORT": "8024",
    "SIANG_MAIL_HOST": "127.0.0.1",
    "VAR": "var",
}
ORDERS_TO_STOP = (signal.SIGTERM, signal.SIGINT)


class Stop(Exception):
    """Someone asked us to stop."""


def main() -> int:
    """Serve until told to stop; 1 if that cannot begin."""
    environ = settings()
    children = programs(environ)
    for order in ORDERS_TO_STOP:
        signal.signal(order, stop)
    try:
        if not (ports_are_free(environ) and is_prepared(environ)):
            return 1
        keep_up(children, environ)
    except Stop:
        return 0
    finally:
        for order in ORDERS_TO_STOP:
            signal.signal(order, signal.SIG_IGN)
        end(children)
    return 0


def settings() -> dict[str, str]:
    """The environment over ``.env``, with what the three programs must agree on filled in."""
    given = {**dotenv_values(ROOT / ".env"), **os.environ}
    environ = {**DEFAULTS, **{name: value for name, value in given.items() if value}}
    environ["VAR"] = str(ROOT / environ["VAR"])
    environ.setdefault("SIANG_BASE_URL", f"http://{environ['HOST']}:{environ['PORT']}")
    return environ


def programs(environ: Mapping[str, str]) -> list[Child]:
    """Web, mail intake and clock; workers and threads suit two cores."""
    # Its warnings name the address of whoever sent rubbish, and nobody's address is written down.
    gunicorn = (
        "-m gunicorn --worker-class gthread --workers 2 --threads 4 --max-requests 20000 "
        "--max-requests-jitter 2000 --graceful-timeout 6 --log-level error --no-control-socket"
    )
    bind = ("--bind", f"{environ['HOST']}:{environ['PORT']}")
    return [
        Child("web", (sys.executable, *gunicorn.split(), *bind, "wsgi:app")),
        Child("mail intake", (*FLASK, "intake", "serve")),
        Child("clock", (*FLASK, "jobs", "run")),
    ]


def ports_are_free(environ: Mapping[str, str]) -> bool:
    """False, with the port and the way to another one told, if something is in the way."""
    mail = "SIANG_MAIL_HOST"
    for name, place in (("PORT", "HOST"), ("SMTP_PORT", mail), ("LMTP_PORT", mail)):
        host = environ[place]
        try:
            socket.create_server((host, int(environ[name]))).close()
        except (OSError, OverflowError, ValueError) as error:
            complain(f"cannot listen on {name} {environ[name]} of {place} {host}: {error}")
            complain(f"choose another port: {name}=NUMBER bin/serve")
            return False
    return True


def is_prepared(environ: Mapping[str, str]) -> bool:
    """True once the folder is there, the schema at head, and someone can sign in."""
    os.umask(0o077)
    for task in ("db upgrade", "office first-start"):
        command = (*FLASK, *task.split())
        if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
            complain(f"'flask {task}' failed, so nothing was started")
            return False
    return True


def keep_up(children: Sequence[Child], environ: Mapping[str, str]) -> None:
    """Runs for ever: starts what is down, and says once when the site answers."""
    host, port = environ["HOST"], environ["PORT"]
    ready = False
    while True:
        for child in children:
            child.tend(environ)
        if not ready and answers(host, int(port)) and mail_may_come(environ):
            ready = True
            print(f"Siang is ready: http://{host}:{port}", flush=True)
        time.sleep(0.2)


def answers(host: str, port: int) -> bool:
    """True once the web server says that it is alive."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def mail_may_come(environ: Mapping[str, str]) -> bool:
    """True once both mail doors are open."""
    try:
        for name in ("SMTP_PORT", "LMTP_PORT"):
            place = (environ["SIANG_MAIL_HOST"], int(environ[name]))
            socket.create_connection(place, timeout=2).close()
    except OSError:
        return False
    return True


def stop(_order: int, _frame: FrameType | None) -> None:
    """Leave the loop, wherever we are."""
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
