"""What the API tells of the wording of letters, and of answers that wait for a signature."""

from app.web.api.shapes import Moment, Shape


class Name(Shape):
    """A placeholder, as it stands in braces."""

    name: str
    says: str
    needed: bool


class Place(Shape):
    """Where the office has words of its own."""

    kind: str
    language: str


class LetterKind(Shape):
    """A letter to people outside."""

    name: str
    says: str
    own: list[Place]
    names: list[Name]


class LetterKinds(Shape):
    """All of them; ``signed_answers``: an answer that ends a case waits for a signer."""

    signed_answers: bool
    letters: list[LetterKind]


class Wording(Shape):
    """One version."""

    version: int
    active: bool
    subject: str
    body: str
    by: str | None
    at: Moment


class Wordings(Shape):
    """The versions of one letter, the newest first, and the wording that ships."""

    versions: list[Wording]
    shipped_subject: str
    shipped_body: str


class Tried(Shape):
    """A wording that was kept as ``version``, or only tried: then that is null."""

    version: int | None
    subject: str
    text: str


class Draft(Shape):
    """An answer that waits; ``yours``: the caller may sign it."""

    reference: str
    step: str
    outcome: str
    subject: str
    text: str
    author: str | None
    at: Moment
    yours: bool


class Drafts(Shape):
    """The oldest first."""

    items: list[Draft]


class ReadyAnswer(Shape):
    """Words to start from; ``yours``: the caller may change them. No topic: for every topic."""

    id: int
    title: str
    body: str
    scope: str
    topic: str | None
    step: str
    language: str
    yours: bool


class ReadyAnswers(Shape):
    """One's own, the unit's, everybody's."""

    items: list[ReadyAnswer]
