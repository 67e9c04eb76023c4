"""Form 2.3 of one fiscal year as one object: every page and file is written from it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, GetPydanticSchema, PlainSerializer
from pydantic_core.core_schema import is_instance_schema

from app.database import db
from app.models import ReportState, Submission23
from app.reports.criteria import CRITERIA
from app.reports.criteria.finding import Finding, Value
from app.reports.editions import RESULTS, Form, Line, edition
from app.reports.evidence import Attached, attached
from app.reports.facts import Facts, gather
from app.reports.frozen import SUBMITTED, latest, thaw
from app.reports.reasons import Aspect, gaps_of
from app.reports.recurrence import recurring
from app.reports.wording import ITEM, entries, fill, values
from workflows.dates import end_of, local_day
from workflows.words import Words

Result = Literal["complete", "in_progress"]
# A page says them in its language; as data they are Thai, like the paper that the form is.
ThaiOnPaper = Annotated[
    Words,
    GetPydanticSchema(lambda *_: is_instance_schema(Words)),  # or OpenAPI would list a pair too
    PlainSerializer(lambda words: words.th, return_type=str),
]
UNCHECKED = Words(
    "ข้อความนี้ไม่มีกฎตรวจจากข้อมูล ต้องมีผู้ยืนยัน",
    "No rule checks this claim against the data; somebody must confirm it",
)
_SECOND = timedelta(seconds=1)
NO_RULE = Finding((), supported=False, missing=(UNCHECKED,))


class Figure(BaseModel):
    """One number behind a claim."""

    name: str
    value: Value
    source: ThaiOnPaper
    definition: ThaiOnPaper


class Claim(BaseModel):
    """``draft`` is computed, ``text`` is what is printed: the office's wording where it has one."""

    number: int
    text: str
    draft: str
    supported: bool
    missing: list[ThaiOnPaper]
    figures: list[Figure]
    evidence: list[str]
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    gaps: list[Words] = Field(exclude=True)

    @property
    def is_printed(self) -> bool:
        """The form cannot boast: without data a named person must stand for the claim."""
        return self.supported or self.confirmed_by is not None


class Reason(BaseModel):
    """What the proposal says of one of the four questions: nothing missing means yes."""

    aspect: Aspect
    gaps: list[ThaiOnPaper]


class Criterion(BaseModel):
    """``result`` is what people ticked, ``proposed_result`` what the data say."""

    code: str
    text: str
    result: Result | None
    proposed_result: Result
    reasons: list[Reason]
    claims: list[Claim]
    evidence: list[str]

    @property
    def label(self) -> str:
        """Its code as it is printed: CS 1."""
        return spaced(self.code)


class PrintedLine(BaseModel):
    """A line of the paper form, filled; ``claim`` is set where it stands or falls with one."""

    section: str | None
    kind: str
    text: str
    claim: int | None
    rule: str | None = None


class Form23(BaseModel):
    """The whole form; its JSON is public (docs), ``lines`` and ``version`` are for our writers."""

    fiscal_year_be: int
    edition: int
    edition_number: int = 0
    results: dict[str, str] = RESULTS
    status: str
    criteria: list[Criterion]
    evidence: list[Attached] = []
    as_known_on: datetime
    cut_off: date | None = None  # the day whose end ``as_known_on`` is; the figures stop there
    submission: int | None = None  # which one it is, of a form that was handed in
    lines: list[PrintedLine] = Field(exclude=True)
    version: int = Field(exclude=True)


def form23(year_be: int, now: datetime) -> Form23:
    """The form of ``year_be``: what was handed in, else as its data stand at ``now``."""
    state = db.session.get(ReportState, year_be)
    last = latest(year_be) if state and state.status == SUBMITTED else None
    if state and last:
        return handed_in(last, state.version)
    return drawn_up(year_be, state, now)


def handed_in(last: Submission23, version: int = 0) -> Form23:
    """The form as it was frozen then."""
    return Form23.model_validate(thaw(last.content) | {"version": version})


def drawn_up(
    year_be: int, state: ReportState | None, now: datetime, facts: Facts | None = None
) -> Form23:
    """The form from its data, as they were known at ``now`` or by the end of the cut-off day."""
    facts = facts or facts_of(year_be, state.cut_off if state else None, now)
    return _made(edition(year_be), facts, state, now)


def facts_of(year_be: int, cut_off: date | None, now: datetime) -> Facts:
    """Everything that the form of the year is made from."""
    known_on = min(local_day(now), cut_off or local_day(now))
    return recurring(gather(year_be, cut_off), known_on)


def preview(form: Form, now: datetime) -> Form23:
    """What ``form`` would print of its year; nobody has decided anything about it."""
    return _made(form, gather(form.fiscal_year), None, now)


def _made(form: Form, facts: Facts, state: ReportState | None, now: datetime) -> Form23:
    cut_off = state.cut_off if state else None
    words = values(facts)
    lines = list(_printed(form, facts, words))
    results = state.results if state else {}
    claims = state.claims if state else {}
    return Form23(
        fiscal_year_be=facts.year,
        edition=form.fiscal_year,
        edition_number=form.number,
        results=form.results,
        status=state.status if state else "draft",
        criteria=[_criterion(code, lines, facts, results, claims) for code in form.sections],
        evidence=attached(facts.year),
        as_known_on=min(now, end_of(cut_off) - _SECOND) if cut_off else now,
        cut_off=cut_off,
        lines=lines,
        version=state.version if state else 0,
    )


def _printed(form: Form, facts: Facts, words: dict[str, str]) -> Iterable[PrintedLine]:
    for line in form.lines:
        for text in _texts(line, facts, words):
            yield PrintedLine(
                section=line.section, kind=line.kind, text=text, claim=line.claim, rule=line.rule
            )


def _texts(line: Line, facts: Facts, words: dict[str, str]) -> list[str]:
    if line.repeat is None:
        return [fill(line.text, words)]
    return [fill(line.text, words | {ITEM: item}) for item in entries(facts, line.repeat)]


def _criterion(
    code: str,
    lines: list[PrintedLine],
    facts: Facts,
    results: dict[str, str],
    decided: dict[str, dict[str, Any]],
) -> Criterion:
    own = [line for line in lines if line.section == code]
    drafts = claim_drafts(own)
    found = _found(code, own, facts)
    claims = [
        _claim(number, draft, found.get(number, NO_RULE), own, decided.get(f"{code}.{number}", {}))
        for number, draft in drafts.items()
    ]
    whole = all(claim.supported and not claim.gaps for claim in claims)
    gaps = gaps_of(code, facts, [(claim.missing, claim.gaps) for claim in claims])
    return Criterion.model_validate({
        "code": code,
        "text": _heading(code, own),
        "result": results.get(code),
        "proposed_result": "complete" if whole else "in_progress",
        "reasons": [Reason(aspect=name, gaps=words) for name, words in gaps.items()],
        "claims": claims,
        "evidence": [_bare(line) for line in own if line.kind == "evidence" and not line.claim],
    })  # fmt: skip


def _found(code: str, lines: list[PrintedLine], facts: Facts) -> dict[int, Finding]:
    """What the data say of each claim by its number: by the rule it names, else by its own."""
    found: dict[int, Finding] = {}
    known: dict[str, list[Finding]] = {}
    for line in lines:
        if line.kind != "claim" or line.claim is None:
            continue
        rule = f"{code}.{line.claim}" if line.rule is None else line.rule
        section, _, place = rule.partition(".")
        if section in CRITERIA and section not in known:
            known[section] = CRITERIA[section](facts)
        findings = known.get(section, [])
        if place and int(place) <= len(findings):
            found[line.claim] = findings[int(place) - 1]
    return found


def claim_drafts(lines: Iterable[PrintedLine]) -> dict[int, str]:
    """The claims of one criterion by number: the sentence and the items under it."""
    drafts: dict[int, list[str]] = {}
    for line in lines:
        if line.claim and line.kind in ("claim", "item"):
            drafts.setdefault(line.claim, []).append(line.text)
    return {number: "\n".join(texts).strip() for number, texts in drafts.items()}


def _claim(
    number: int, draft: str, finding: Finding, lines: list[PrintedLine], decided: dict[str, Any]
) -> Claim:
    own = [line for line in lines if line.claim == number and line.kind == "evidence"]
    return Claim(
        number=number,
        text=decided.get("text") or draft,
        draft=draft,
        supported=finding.supported,
        missing=list(finding.missing),
        gaps=list(finding.gaps),
        figures=[Figure(**vars(figure)) for figure in finding.figures],
        evidence=[_bare(line) for line in own],
        confirmed_by=decided.get("confirmed_by"),
        confirmed_at=decided.get("confirmed_at"),
    )


def _heading(code: str, lines: list[PrintedLine]) -> str:
    """The criterion's own sentence, without the code printed before it."""
    text = next((line.text for line in lines if line.kind == "criterion"), "").strip()
    return text.removeprefix(spaced(code)).removeprefix(code).lstrip()


def spaced(code: str) -> str:
    """A code as the form prints it: a blank between its letters and its number."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)", " ", code, count=1)


def _bare(line: PrintedLine) -> str:
    return line.text.strip().removeprefix("· ")
