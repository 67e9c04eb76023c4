"""What every floor may raise about what it was given: a problem a person can mend."""

from workflows.words import Words


class Invalid(Exception):
    """Fields that cannot be taken as they are; ``problems`` has the words for each."""

    def __init__(self, **problems: Words) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class Conflict(Exception):
    """Someone else changed the case meanwhile: look again before deciding."""


class KeyReused(Exception):
    """The same idempotency key came with another content."""


class UnknownReference(Exception):
    """No such case, or none this person may see: the two are answered alike."""
