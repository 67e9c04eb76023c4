"""The evidence of a year's form: attached, in its order, retired, and out as one ZIP."""

import tempfile
from datetime import UTC, datetime
from typing import Any

from flask import Response, redirect, render_template, request, send_file, url_for
from werkzeug import Response as Redirect

from app.actions.collect_evidence import StaysShut, piece_of, write_zip
from app.actions.keep_evidence import (
    Proof,
    add_evidence,
    move_evidence,
    restore_evidence,
    retire_evidence,
    scan_evidence_again,
)
from app.database import transaction
from app.queries import evidence as pieces
from app.reports.evidence import numbered, of_year
from app.reports.evidence_tables import MADE
from app.web.access import actor
from app.web.downloads import HEADERS, Shut
from app.web.fields import complain
from app.web.figures._blueprint import blueprint
from app.web.figures.evidence_form import EvidenceForm
from app.web.figures.form23 import check, the_form
from app.web.seen import version
from app.web.shown_files import STATES
from workflows.errors import Invalid, UnknownReference
from workflows.roles import Role
from workflows.words import Words

IN_MEMORY = 10 * 1024 * 1024  # of a ZIP; the rest goes to a file


@blueprint.get("/form23/<int:year>/evidence")
def evidence(year: int) -> str:
    """Everything that is attached to the form of the year."""
    check(year)
    return _list(year)


@blueprint.route("/form23/<int:year>/evidence/add", methods=["GET", "POST"])
def add_evidence_page(year: int) -> str | Redirect | tuple[str, int]:
    """One more file, link or table."""
    form = EvidenceForm(request.form if request.method == "POST" else request.args)
    form.offer(the_form(year))
    if request.method == "GET":
        return _form(year, form)
    try:
        with transaction():
            add_evidence(form.where(year), _proof(form), actor(), datetime.now(UTC))
    except Invalid as error:
        complain(form, error.problems)
        return _form(year, form), 422
    return redirect(url_for("figures.evidence", year=year))


@blueprint.get("/form23/<int:year>/evidence/<int:key>")
def evidence_file(year: int, key: int) -> Response:
    """The file that was attached, or what the system makes of it now; for saving."""
    check(year)
    row = pieces.one(year, key)
    try:
        piece = piece_of(row, datetime.now(UTC), masked=_masked())
    except FileNotFoundError as error:
        raise UnknownReference(str(key)) from error
    except StaysShut as shut:
        raise Shut(str(shut)) from shut
    response = Response(piece.content, mimetype=piece.type)
    response.headers.update(HEADERS)
    response.headers.set("Content-Disposition", "attachment", filename=piece.name)
    return response


@blueprint.post("/form23/<int:year>/evidence/<int:key>/<any(up,down,retire,restore,scan):what>")
def evidence_do(year: int, key: int, what: str) -> str | Redirect | tuple[str, int]:
    """Moved, retired, used again or scanned again."""
    check(year)
    seen, now, who = version(), datetime.now(UTC), actor()
    try:
        with transaction():
            if what == "retire":
                sure = "confirmed" in request.form
                retire_evidence(year, key, seen, confirmed=sure, actor=who, now=now)
            elif what == "scan":
                scan_evidence_again(year, key, seen)
            elif what == "restore":
                restore_evidence(year, key, seen, actor=who, now=now)
            else:
                move_evidence(year, key, seen, up=what == "up", actor=who, now=now)
    except Invalid as error:
        return _list(year, {key: error.problems["confirm"]}), 422
    return redirect(url_for("figures.evidence", year=year))


@blueprint.get("/form23/<int:year>/evidence.zip")
def evidence_zip(year: int) -> Response:
    """All of it, with an index and checksums."""
    check(year)
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_zip(year, out, datetime.now(UTC), masked=_masked())
    out.seek(0)
    response = send_file(
        out, "application/zip", as_attachment=True, download_name=f"evidence-{year}.zip"
    )
    response.call_on_close(out.close)
    response.headers.update(HEADERS)
    return response


def _masked() -> bool:
    """Whoever is from outside reads no name of ours, nor of those who speak for a group."""
    return actor().has(Role.ASSESSOR)


def _proof(form: EvidenceForm) -> Proof:
    return Proof(
        kind=form.kind.data or "", title=form.title.data or "", file=form.chosen(request.files),
        url=form.url.data or "", made=form.made.data or "",
    )  # fmt: skip


def _form(year: int, form: EvidenceForm) -> str:
    return render_template("figures/evidence_form.html", year=year, form=form)


def _list(year: int, stands: dict[int, Words] | None = None) -> str:
    return render_template(
        "figures/evidence.html", year=year, stands=stands or {}, form=None,
        kept=[_shown(number, row) for number, row in numbered(of_year(year))],
        gone=[_shown("", row) for row in of_year(year, retired=True)],
        may_write=actor().has(Role.MANAGER),
    )  # fmt: skip


def _shown(number: str, row: Any) -> dict[str, Any]:
    """A piece as the list has it; what was attached as a link opens there."""
    here = url_for("figures.evidence_file", year=row.fiscal_year, key=row.id)
    return {
        "number": number, "row": row, "url": row.url if row.kind == "link" else here,
        "made": MADE[row.made].title if row.made in MADE else None,
        "shut": STATES.get(row.scan),
    }  # fmt: skip
