"""What differs between two forms of a year: results, words and figures."""

from pydantic import BaseModel

from app.reports.criteria.finding import Value
from app.reports.form23 import Claim, Form23


class Difference(BaseModel):
    """``what`` is result, text or figure; a value that one of the two does not have is null."""

    what: str
    where: str
    name: str
    before: Value
    after: Value


def differences(before: Form23, after: Form23) -> list[Difference]:
    """Everything that changed from one form to the other, in the order of the form."""
    old, new = _said(before), _said(after)
    return [
        Difference(what=what, where=where, name=name, before=old.get(key), after=new.get(key))
        for key in dict.fromkeys([*new, *old])
        for what, where, name in [key]
        if old.get(key) != new.get(key)
    ]


Key = tuple[str, str, str]


def _said(form: Form23) -> dict[Key, Value]:
    said: dict[Key, Value] = {}
    for criterion in form.criteria:
        said["result", criterion.code, ""] = criterion.result
        for claim in criterion.claims:
            where = f"{criterion.code}.{claim.number}"
            said["text", where, ""] = _printed(claim)
            said |= {("figure", where, one.name): one.value for one in claim.figures}
    return said


def _printed(claim: Claim) -> str | None:
    return claim.text if claim.is_printed else None
