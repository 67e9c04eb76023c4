"""How often one address may knock: kept in words here, counted by Flask-Limiter.

Only what counts is counted: new cases that were made, and keys that did not fit.
"""

from flask import Response, abort, current_app, request, session

from app.extensions import knock, limiter
from workflows.secrets import digest
from workflows.text import normalise, plain_reference


def refuse_endless_forms() -> None:
    """A form without files says how long it is, or 411: unsaid, the limits are not looked at."""
    if request.mimetype == "application/x-www-form-urlencoded" and request.content_length is None:
        abort(411)


def _rate() -> str:
    return f"{current_app.config['SETTINGS'].rate_limit} per hour"


def _made(response: Response) -> bool:
    return response.status_code in (201, 303)


def _refused(response: Response) -> bool:
    return response.status_code in (404, 422)


def _typed_reference() -> str:
    return digest(plain_reference(request.form.get("reference", "")))


def _typed_address() -> str:
    return digest(normalise(request.form.get("email", "")))


def _proving_person() -> str:
    """Whoever is signed in here, half or whole; else where the call comes from."""
    half = session.get("half") or {}
    who = str(half.get("who") or session.get("_user_id") or "").partition(".")[0]
    return digest(who) if who else knock()


# The form and POST /api/v1/cases share one count.
new_cases = limiter.shared_limit(_rate, scope="new cases", methods=["POST"], deduct_when=_made)

wrong_secrets = limiter.limit("20 per hour", methods=["POST"], deduct_when=_refused)
wrong_secrets_of_one_case = limiter.limit(
    "60 per hour", key_func=_typed_reference, methods=["POST"], deduct_when=_refused
)
# Whoever asks for a link is told nothing, so that every question counts.
lost_codes = limiter.limit("10 per hour", methods=["POST"])
lost_codes_of_one_case = limiter.limit("10 per hour", key_func=_typed_reference, methods=["POST"])
wrong_passwords = limiter.limit("10 per minute", methods=["POST"], deduct_when=_refused)
# A delay and no lock-out: the account itself never changes, and its owner waits minutes at most.
wrong_passwords_of_one_account = limiter.limit(
    "10 per 15 minutes", key_func=_typed_address, methods=["POST"], deduct_when=_refused
)
# The same for codes; asked of whoever is signed in too, when they change how they prove themselves.
wrong_codes_of_one_account = limiter.limit(
    "10 per 15 minutes", key_func=_proving_person, methods=["POST"], deduct_when=_refused
)
