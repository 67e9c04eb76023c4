"""Several cases to another owner: tried first, then each carried out for itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.orm.exc import StaleDataError

from app.database import db, transaction
from app.queries import cases
from app.web.access import actor
from app.web.errors import CHANGED, UNKNOWN
from workflows import Kind, NotAllowed
from workflows.errors import Conflict, Invalid, UnknownReference
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Person

MOST = 200  # cases at once
DONE, TRIED, REFUSED, MEANWHILE = "done", "would", "refused", "changed"
Act = Callable[["Case", "Person", datetime], int]  # how many letters go out


@dataclass(frozen=True)
class Pick:
    """A case as it was seen; without a version it is taken as it is now."""

    reference: str
    version: int | None = None

    def __str__(self) -> str:
        return f"{self.reference}~{self.version}"


@dataclass(frozen=True)
class Result:
    """What came of one case, and why nothing did."""

    reference: str
    what: str
    why: Words | None = None
    letters: int = 0
    version: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of all of them."""

    results: Sequence[Result]
    kinds: dict[Kind, int] = field(init=False)

    def __post_init__(self) -> None:
        gone = Counter(one.kind for one in self.results if one.kind)
        object.__setattr__(self, "kinds", dict(gone))

    def of(self, what: str) -> list[Result]:
        """Those of which ``what`` came."""
        return [one for one in self.results if one.what == what]

    @property
    def letters(self) -> int:
        """How many letters go out."""
        return sum(one.letters for one in self.results)


def rehearse(picks: Iterable[Pick], act: Act) -> Outcome:
    """What ``act`` would do to each case, and nothing is changed."""
    now = datetime.now(UTC)
    with transaction():
        return Outcome([_judged(pick, partial(_try, pick, act, now)) for pick in picks])


def carry_out(picks: Iterable[Pick], act: Act) -> Outcome:
    """``act`` is done to each case in a transaction of its own: one refused spoils no other."""
    now = datetime.now(UTC)
    return Outcome([_judged(pick, partial(_do, pick, act, now)) for pick in picks])


def _try(pick: Pick, act: Act, now: datetime) -> Result:
    point = db.session.begin_nested()
    try:
        return _acted(pick, act, now, TRIED)
    finally:
        point.rollback()


def _do(pick: Pick, act: Act, now: datetime) -> Result:
    with transaction():
        return _acted(pick, act, now, DONE)


def _acted(pick: Pick, act: Act, now: datetime, what: str) -> Result:
    version = pick.version
    if version is None:
        version = cases.find(pick.reference, actor()).version
    case = cases.find_to_change(pick.reference, actor(), version)
    letters = act(case, actor(), now)
    db.session.flush()
    return Result(pick.reference, what, None, letters, case.version, case.kind)


def _judged(pick: Pick, doing: Callable[[], Result]) -> Result:
    try:
        return doing()
    except (Conflict, StaleDataError):
        return Result(pick.reference, MEANWHILE, CHANGED)
    except UnknownReference:
        return Result(pick.reference, REFUSED, UNKNOWN)
    except NotAllowed as refusal:
        return Result(pick.reference, REFUSED, refusal.words)
    except Invalid as invalid:
        return Result(pick.reference, REFUSED, next(iter(invalid.problems.values())))
