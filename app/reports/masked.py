"""Form 2.3 as an assessor from outside reads it: everything but who we are."""

from app.reports.form23 import Claim, Form23
from app.reports.readiness import Readiness
from workflows.words import Words

MASK = Words("ปกปิดชื่อ", "Name withheld")


def masked(form: Form23) -> Form23:
    """The same form, in which nobody is named who confirmed a claim."""
    criteria = [
        one.model_copy(update={"claims": [_claim(claim) for claim in one.claims]})
        for one in form.criteria
    ]
    return form.model_copy(update={"criteria": criteria})


def masked_readiness(of: Readiness) -> Readiness:
    """The same, in which nobody is named who owes anything."""
    hidden = {"owner": MASK.th, "owner_email": None}
    criteria = [one.model_copy(update=hidden) if one.owner else one for one in of.criteria]
    return of.model_copy(update={"criteria": criteria})


def _claim(claim: Claim) -> Claim:
    return claim.model_copy(update={"confirmed_by": MASK.th}) if claim.confirmed_by else claim
