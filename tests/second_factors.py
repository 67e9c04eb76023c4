"""People with an authenticator app: their telephone, as a test holds it."""

from datetime import datetime, timedelta

import pyotp

from app.actions.keep_factors import begin_app, confirm_app
from app.models import Person

KEY = "the secret key of these tests, long enough"
BEFORE = timedelta(minutes=2)


def a_telephone(person: Person, now: datetime, key: str = KEY) -> tuple[pyotp.TOTP, list[str]]:
    """The app on it, added a while ago, and the recovery codes; inside a transaction."""
    then = now - BEFORE
    row = begin_app(person, "โทรศัพท์ที่ทำงาน", then)
    telephone = pyotp.TOTP(row.secret)
    return telephone, confirm_app(row, telephone.at(then), then, key)
