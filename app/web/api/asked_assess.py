"""What a program sends to assess a case."""

from typing import Literal

from app.intake.api import Body, Line, Wish


class NewAssessment(Body):
    """What is left out stays as it is."""

    severity: Literal["low", "medium", "high"] | None = None
    complexity: Literal["simple", "medium", "complex"] | None = None
    remedy: Wish | None = None
    place: Line | None = None
