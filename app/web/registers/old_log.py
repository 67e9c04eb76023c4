"""Old logs of complaints in from a workbook: previewed by the real steps, then done."""

from datetime import UTC, datetime

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.actions.lay_aside import Waiting, forget, lay_aside, take_up
from app.actions.roll_up import roll_up
from app.database import transaction
from app.documents.xlsx_read import Unreadable
from app.documents.xlsx_template import write_template
from app.office.old_log import Log, Refused, load_log
from app.office.old_log_columns import COLUMNS
from app.web.access import actor
from app.web.present import language
from app.web.registers._blueprint import blueprint
from app.web.registers.moving import SHOWN
from app.web.uploads import Upload, chosen_file, file_form, table_of
from app.web.workbook import XLSX, download, fields
from workflows.errors import Invalid
from workflows.words import Words

MOST = 300  # cases of one file in the browser; the command takes more
PURPOSE = "complaint log"


class _OnlyLooked(Exception):
    """Takes back what the preview did."""


@blueprint.route("/complaint-log", methods=["GET", "POST"])
def old_log() -> str | tuple[str, int]:
    """Which file; then the cases it would bring, or what is wrong with it."""
    if request.method == "GET":
        return _page()
    try:
        upload = chosen_file()
        log = _rehearsed(upload)
        with transaction():
            file = lay_aside(
                upload.content, upload.name, PURPOSE, actor(), datetime.now(UTC)
            )  # fmt: skip
        return _page(file=file, log=log)
    except Unreadable as error:
        return _page(error.words), 422
    except Invalid as error:
        return _page(error.problems["file"]), 422
    except Refused as refused:
        return _page(log=refused.log), 422


@blueprint.post("/complaint-log/load")
def load_log_rows() -> str | Redirect | tuple[str, int]:
    """What the preview showed is done."""
    now = datetime.now(UTC)
    try:
        with transaction():
            file = take_up(request.form.get("file", ""), PURPOSE, actor(), now)
            table = table_of(file.name, file.content)
            load_log(table, most=MOST, file=file.name, now=now, actor=actor())
            forget(int(file.word))
    except Invalid as error:
        return _page(error.problems["file"]), 422
    except Refused as refused:
        return _page(log=refused.log), 422
    roll_up(now)
    flash("done")
    return redirect(url_for("registers.old_log"))


@blueprint.get("/complaint-log/template.xlsx")
def log_template() -> Response:
    """An empty log with its columns, an example and the choices."""
    return download(
        write_template(fields(COLUMNS), language()), XLSX, "complaint-log-template.xlsx"
    )


def _rehearsed(upload: Upload) -> Log:
    """What loading would do, done and taken back."""
    table, found = table_of(*upload), Log()
    try:
        with transaction():
            now = datetime.now(UTC)
            found = load_log(table, most=MOST, file=upload.name, now=now, actor=actor())
            raise _OnlyLooked
    except _OnlyLooked:
        return found


def _page(
    problem: Words | None = None, *, file: Waiting | None = None, log: Log | None = None
) -> str:
    return render_template(
        "registers/old_log.html",
        form=file_form(problem),
        file=file,
        log=log,
        shown=SHOWN,
        most=MOST,
    )
