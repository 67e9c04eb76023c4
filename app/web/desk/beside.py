"""What stands beside a case on its page: related cases, walls, asks, who acts for whom."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.queries import cases, identity, links, representatives, wall_list
from app.queries.links import Tie
from app.web.access import actor, opens
from app.web.desk.act_table import once
from app.web.desk.asks import row
from workflows.relations import RELATIONS
from workflows.reporting import THEIR_STATES, Result
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

TIES = {
    Tie.MERGED_INTO: Words("รวมกับ", "Merged with"),
    Tie.FOLLOWED_BY: Words("มารวมกับเรื่องนี้", "Follows this case"),
    Tie.PART_OF: Words("แยกมาจาก", "Cut from"),
    Tie.PART: Words("แยกออกไปเป็น", "A part of this case"),
    Tie.APPEAL_OF: Words("อุทธรณ์ผลของ", "Appeals against"),
    Tie.APPEAL: Words("มีอุทธรณ์", "Its appeal"),
    Tie.DUPLICATE_OF: Words("ซ้ำกับ", "Repeats"),
}


def beside(case: "Case") -> dict[str, Any]:
    """``related``, ``walls``, ``outside_body``, ``asks`` and ``acting``: what one may know."""
    person, day = actor(), cases.today(datetime.now(UTC))
    walls = wall_list.of(case, person)
    related = links.related(case, person, once(links.ties, case))
    return {
        "related": [(TIES[one.tie], one.case) for one in related],
        "walls": walls if opens("desk.walls", person) else (),
        "outside_body": wall_list.outside_of(walls),
        "asks": [row(ask, day) for ask in case.asks],
        "acting": _acting(case),
        "may_open_identity": identity.may_open(case, person),
        "results": {result.value: result.label for result in Result},
        "their_states": THEIR_STATES,
    }


def _acting(case: "Case") -> dict[str, Any] | None:
    one = representatives.standing(case)
    return {"who": one, "relation": RELATIONS[one.relation]} if one else None
