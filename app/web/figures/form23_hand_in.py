"""Form 2.3 on its way out: cut-off, review, handing in, the next version, what was handed in."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug import Response as Redirect

from app.actions.start_report import Started, start_from_last
from app.actions.submit_report import frozen_file, reopen_form, review, set_cut_off, submit
from app.database import transaction
from app.documents.form23_files import BY_SUFFIX
from app.queries import people
from app.reports.compared import Difference, differences
from app.reports.form23 import Form23, handed_in
from app.reports.frozen import SUBMITTED, submissions
from app.web.access import actor, opens
from app.web.figures._blueprint import blueprint
from app.web.figures.changes import changes
from app.web.figures.form23 import CHOICES, STATUS, check, given, the_form, who
from app.web.present import language
from app.web.seen import version
from workflows.dates import parse_date
from workflows.errors import Frozen, Invalid
from workflows.roles import Role
from workflows.words import Words

NO_DAY = Words("เขียนวันที่แบบ 31/3/2570", "Write the date as 31/3/2027")
Answer = Redirect | tuple[str, int]


@blueprint.get("/form23/<int:year>/hand-in")
def form23_hand_in(year: int) -> str:
    """Where the form stands, what may be done, every submission, and what changed since."""
    return _page(year, {})


@blueprint.post("/form23/<int:year>/hand-in")
def form23_move(year: int) -> Answer:
    """Reviewed, handed in, or begun again."""
    check(year)
    now, text, what = datetime.now(UTC), request.form.get("text", ""), request.form.get("do")
    moves: dict[str | None, Callable[[], object]] = {
        "review": lambda: review(year, version(), actor(), now),
        "submit": lambda: submit(year, version(), text, actor(), now),
        "reopen": lambda: reopen_form(year, version(), text, actor(), now),
    }
    return _tried(year, moves[what] if what in moves else lambda: abort(400))


@blueprint.post("/form23/<int:year>/cut-off")
def form23_cut_off(year: int) -> Answer:
    """The figures stop at the end of that day, or nowhere."""
    check(year)
    written = request.form.get("day", "").strip()
    day = parse_date(written) if written else None
    if written and day is None:
        return _page(year, {"cut_off": NO_DAY}), 422
    return _tried(year, lambda: set_cut_off(year, day, version(), actor(), datetime.now(UTC)))


@blueprint.post("/form23/<int:year>/start")
def form23_start(year: int) -> Answer:
    """Last year's words and duties stand in this year's form."""
    check(year)

    def start() -> None:
        flash(_brought(start_from_last(year, version(), actor(), datetime.now(UTC))))

    return _tried(year, start)


@blueprint.get("/form23/<int:year>/submissions/<int:number>/<name>")
def form23_handed_in(year: int, number: int, name: str) -> Response:
    """A file exactly as it was handed in."""
    content = frozen_file(year, number, name)
    made = BY_SUFFIX.get(name.rpartition(".")[2])
    return given(name, content, made.type if made else "application/octet-stream")


def _changed(made: Form23, year: int) -> list[Difference]:
    """Since the submission before this one."""
    handed = submissions(year)
    before = handed[1:] if made.status == SUBMITTED else handed
    return differences(handed_in(before[0]), made) if before else []


def _tried(year: int, act: Callable[[], object]) -> Answer:
    """Done, or told on the page why not; a frozen form is an error of its own."""
    try:
        with transaction():
            act()
    except Frozen:
        raise
    except Invalid as refused:
        return _page(year, refused.problems), 422
    return redirect(url_for("figures.form23_hand_in", year=year))


def _brought(started: Started) -> str:
    left = " ".join(started.left) or "–"
    return Words(
        f"ยกข้อความมา {len(started.worded)} ข้อ ผู้รับผิดชอบ {len(started.duties)} เกณฑ์"
        f" ไม่ยกเพราะมีตัวเลขของปีก่อน: {left}",
        f"{len(started.worded)} wordings and {len(started.duties)} duties came along; "
        f"left behind for last year's figures: {left}",
    ).say(language())


def _page(year: int, problems: Mapping[str, Words]) -> str:
    made = the_form(year)
    handed = submissions(year)
    names = people.names({row.submitted_by_id for row in handed})
    return render_template(
        "figures/form23_hand_in.html", report=made, status=STATUS[made.status], handed=handed,
        by={row.id: who(names[row.submitted_by_id]) for row in handed}, result=CHOICES,
        changed=_changed(made, year), changes=changes, may_write=actor().has(Role.MANAGER),
        may_take=opens("figures.form23_handed_in", actor()), problems=problems,
        typed=request.form, form=FlaskForm(),
    )  # fmt: skip
