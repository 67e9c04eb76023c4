"""The form of a rating, with the reasons that this case offers."""

from typing import TYPE_CHECKING, Any

from app.queries import rating_reasons
from app.web.public.track_forms import RatingForm

if TYPE_CHECKING:
    from app.models import Case


def rating_form(case: "Case", **more: Any) -> RatingForm:
    """Filled from the request unless ``more`` says otherwise, as with any form."""
    ready = [(reason.code, reason.name) for reason in rating_reasons.offered(case)]
    return RatingForm(**more).offer(ready)
