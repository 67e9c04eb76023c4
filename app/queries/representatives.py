"""Who acts for a correspondent, and to which address words to the correspondent go."""

from app.models import Case, Representative


def standing(case: Case) -> Representative | None:
    """Who acts for the correspondent now."""
    return next((one for one in case.representatives if one.ended_at is None), None)


def address(case: Case) -> str:
    """Where an e-mail to the correspondent goes: to the representative who has an address."""
    acting = standing(case)
    own = case.correspondent.email if case.correspondent else ""
    return (acting.email if acting else "") or own
