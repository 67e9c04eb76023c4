"""Questions about codes: which ones the office knows already, for what a file may refer to."""

from sqlalchemy import select

from app.database import db
from app.models import (
    Case,
    Improvement,
    ListeningChannel,
    Mission,
    Person,
    RootCause,
    StakeholderGroup,
    Survey,
    Topic,
    Unit,
)

# The part of an office file and the column that holds its ids.
_COLUMNS = {
    "missions": Mission.code,
    "stakeholder_groups": StakeholderGroup.code,
    "units": Unit.code,
    "officers": Person.code,
    "listening_channels": ListeningChannel.code,
    "topics": Topic.code,
    "root_causes": RootCause.name_th,
    "improvements": Improvement.code,
    "surveys": Survey.code,
}


def codes() -> dict[str, set[str]]:
    """All codes by the part of the office file that names them; cases apart, they are many."""
    return {part: set(db.session.scalars(select(column))) for part, column in _COLUMNS.items()}


def there_are_cases() -> bool:
    """Whether any case was ever received."""
    return db.session.scalar(select(Case.id).limit(1)) is not None
