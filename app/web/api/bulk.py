"""Several cases to another owner in one call, or only what would come of it."""

from typing import Any

from flask import Response

from app.actions.move_case import Move, move
from app.web import moving
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked_bulk import NewBulk
from app.web.api.shapes import Shape
from app.web.moving import DONE, MEANWHILE, REFUSED, TRIED, Outcome


class BulkCase(Shape):
    """What came of one case: ``done``, ``would`` (dry run), ``refused``, ``changed`` meanwhile."""

    reference: str
    result: str
    detail: str | None
    version: int | None


class BulkDone(Shape):
    """How many cases and letters, and what came of each case."""

    dry_run: bool
    done: int
    would: int
    refused: int
    changed: int
    letters: int
    results: list[BulkCase]


@blueprint.post("/bulk")
@describes(Operation(
    "Assign or transfer up to 200 cases, each for itself; a dry run counts cases and letters",
    BulkDone, takes=(NewBulk,), errors=(400, 415, 422),
))  # fmt: skip
def bulk() -> Response:
    """What came of each case; one that is refused spoils no other."""
    new = reading.body(NewBulk)
    wanted = Move(new.owner, new.unit, new.reason, new.step)
    doing = moving.rehearse if new.dry_run else moving.carry_out
    outcome = doing(new.picks(), lambda c, who, now: move(c, who, now, wanted))
    return tell(BulkDone(dry_run=new.dry_run, **counted(outcome)))


def counted(outcome: Outcome) -> dict[str, Any]:
    """The figures of the answer, and its line for each case."""
    counts = {what: len(outcome.of(what)) for what in (DONE, TRIED, REFUSED, MEANWHILE)}
    results = [
        BulkCase(reference=one.reference, result=one.what, detail=one.why.th if one.why else None,
              version=one.version if one.what == DONE else None)
        for one in outcome.results
    ]  # fmt: skip
    return {"letters": outcome.letters, "results": results, **counts}
