"""Form 2.3 of a fiscal year: may we submit it, and what is missing? Page and files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.actions.gather_annexes import gather_annexes
from app.actions.keep_form23 import tick
from app.database import transaction
from app.documents.form23_annex import Annex
from app.documents.form23_files import BY_SUFFIX, file_name, write_file
from app.documents.form23_sheet import Wanted
from app.queries.register_table import REGISTERS
from app.queries.registers import events
from app.queries.rights import visible
from app.reports.form23 import Claim, Criterion, Form23, form23
from app.reports.frozen import SUBMITTED
from app.reports.masked import MASK, masked
from app.reports.readiness import open_comments
from app.reports.reasons import ASPECTS
from app.web.access import actor, opens
from app.web.figures._blueprint import blueprint
from app.web.figures.changes import changes
from app.web.seen import version
from workflows.events import EVENTS
from workflows.fiscal import BUDDHIST_ERA
from workflows.roles import Role
from workflows.words import Words

YEARS = range(2400, 2700)
STATUS = {
    "draft": (Words("ฉบับร่าง", "Draft"), "turmeric"),
    "reviewed": (Words("ตรวจแล้ว", "Reviewed"), "indigo"),
    SUBMITTED: (Words("ส่งแล้ว", "Handed in"), "leaf"),
}
ALSO_BEHIND = {  # registers that stand behind a second criterion too
    "improvements": ("CS2", "CS6"),
    "intake-channels": ("CS3",),
    "contact-channels": ("CS4",),
    "surveys": ("CS1", "CS2"),
}
CHOICES = {
    "complete": Words("ดำเนินการครบถ้วน", "Complete"),
    "in_progress": Words("อยู่ระหว่างดำเนินการ", "In progress"),
    "": Words("ยังไม่ระบุ", "Not set"),
}


@blueprint.get("/form23/<int:year>", endpoint="form23")
def page(year: int) -> str:
    """Every criterion with its result and its claims."""
    made = the_form(year)
    claims = [claim for criterion in made.criteria for claim in criterion.claims]
    return render_template(
        "figures/form23.html", form=None, report=made, choices=_choices(made), changes=changes,
        supported=sum(claim.supported for claim in claims), all=len(claims),
        stands={criterion.code: _stands(criterion) for criterion in made.criteria},
        reasons={criterion.code: _reason(criterion) for criterion in made.criteria},
        registers=_registers(), happened=happened(year), mark=mark, aspects=ASPECTS,
        status=STATUS[made.status], comments=open_comments(year), may_write=may_write(made),
        asked=request.args.getlist("annex"), thai=request.args.get("digits") == "thai",
        annexes=[_on_page(annex) for annex in annexes(request.args.getlist("annex"), year)],
    )  # fmt: skip


@blueprint.get("/form23/<int:year>.<any(docx,pdf,xlsx,html,txt,json):kind>")
def form23_file(year: int, kind: str) -> Response:
    """The same form as a file; ``?digits=thai``, ``?annex=cs3&annex=cs6``, ``?annex=no``: bare."""
    check(year)
    asked = request.args.getlist("annex")
    wanted = Wanted(
        thai_digits=request.args.get("digits") == "thai", figures="no" not in asked,
        annexes=annexes(asked, year),
    )  # fmt: skip
    made = BY_SUFFIX[kind]
    return given(file_name(year, kind), write_file(the_form(year), made, wanted), made.type)


@blueprint.post("/form23/<int:year>/<code>")
def form23_tick(year: int, code: str) -> Redirect:
    """The criterion's result box."""
    check(year)
    with transaction():
        tick(year, code, request.form.get("result", ""), version(), actor(), datetime.now(UTC))
    return redirect(url_for("figures.form23", year=year, _anchor=code))


def annexes(asked: Sequence[str], year: int) -> Sequence[Annex]:
    """The annexes of the address; an assessor from outside reads no single case."""
    seen = None if actor().has(Role.ASSESSOR) else visible(actor())
    return gather_annexes(asked, year, datetime.now(UTC), seen)


def _on_page(annex: Annex) -> dict[str, Any]:
    """For the macro ``table``: numbers stand to the right."""
    columns = [
        {"label": head, "number": any(isinstance(row[n], int | float) for row in annex.rows)}
        for n, head in enumerate(annex.heads)
    ]
    rows = [
        [f"{cell:,.2f}" if isinstance(cell, float) else cell for cell in row] for row in annex.rows
    ]
    return {"title": annex.title, "note": annex.note, "columns": columns, "rows": rows}


def given(name: str, content: str | bytes, type_: str) -> Response:
    """A file to keep."""
    response = Response(content, mimetype=type_)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _choices(made: Form23) -> dict[str, Words]:
    """The labels of the edition's boxes; ours have an English name too."""
    own = {result: Words(label, label) for result, label in made.results.items()}
    return {r: CHOICES[r] if CHOICES[r].th == words.th else words for r, words in own.items()} | {
        "": CHOICES[""]
    }


def the_form(year: int) -> Form23:
    """The form as this person reads it now; 404 for a year that is none."""
    check(year)
    made = form23(year, datetime.now(UTC))
    return masked(made) if actor().has(Role.ASSESSOR) else made


def check(year: int) -> None:
    """404 for a year that is none."""
    if year not in YEARS or year - BUDDHIST_ERA < 1:
        abort(404)


def mark(claim: Claim) -> dict[str, Any]:
    """The tag of a claim."""
    if claim.supported:
        return {"words": Words("มีข้อมูลรองรับ", "Supported"), "look": "leaf"}
    if claim.is_printed:
        return {"words": Words("ยืนยันโดยบุคคล", "Confirmed by a person"), "look": "turmeric"}
    return {"words": Words("ขาดหลักฐาน", "Evidence missing"), "look": "cinnabar"}


def _stands(criterion: Criterion) -> dict[str, Any]:
    """The tag of a criterion in the rail."""
    lacking = sum(not claim.is_printed for claim in criterion.claims)
    if lacking:
        return {"words": Words(f"ขาด {lacking}", f"{lacking} missing"), "look": "cinnabar"}
    if criterion.result is None:
        return {"words": Words("รอตรวจ", "To review"), "look": "plain"}
    return {"words": Words("ครบ", "Complete"), "look": "leaf"}


def _reason(criterion: Criterion) -> Words:
    """Why the system proposes what it proposes."""
    lacking = sum(not claim.supported for claim in criterion.claims)
    if lacking:
        return Words(f"เพราะขาดหลักฐาน {lacking} ข้อ", f"(evidence is missing for {lacking})")
    if any(claim.gaps for claim in criterion.claims):
        return Words("เพราะข้อมูลยังไม่ครบทุกกลุ่ม", "(not every group has data)")
    return Words("ทุกข้อมีข้อมูลรองรับ", "(every claim is supported)")


def may_write(made: Form23) -> bool:
    """Whether this person may change the form; nobody may once it was handed in."""
    return actor().has(Role.MANAGER) and made.status != SUBMITTED


def happened(year: int) -> list[dict[str, Any]]:
    """Who decided what about this form, the newest first."""
    return [
        {
            "what": EVENTS[event.what].desk,
            "when": event.at,
            "who": who(event.actor.name) if event.actor else None,
            "text": event.details.get("claim") or event.details.get("criterion"),
            "soft": True,
        }
        for event in events(f"form23:{year}")
    ]


def who(name: str) -> Words | str:
    """The name, or that it is withheld from somebody from outside."""
    return MASK if actor().has(Role.ASSESSOR) else name


def _registers() -> dict[str, list[dict[str, Any]]]:
    """The registers that stand behind each criterion."""
    links: dict[str, list[dict[str, Any]]] = {}
    if not opens("registers.listing", actor()):
        return links
    for name, register in REGISTERS.items():
        link = {"title": register.title, "url": url_for("registers.listing", name=name)}
        for criterion in (register.criterion, *ALSO_BEHIND.get(name, ())):
            links.setdefault(criterion, []).append(link)
    return links
