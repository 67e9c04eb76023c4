"""The API's blueprint, and the description that every route of it carries for OpenAPI."""

from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import TypeVar

from flask import Blueprint
from pydantic import BaseModel

from app.extensions import csrf

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)  # a program carries a key, never a cookie

View = TypeVar("View", bound=Callable)


@dataclass(frozen=True)
class Operation:
    """What OpenAPI says of a route beyond its address.

    ``keys``: the ways to be somebody, any one of which will do; none for everybody.
    """

    summary: str
    gives: type[BaseModel] | UnionType | str  # one shape of several, or a file's media type
    status: int = 200
    takes: tuple[type[BaseModel], ...] = ()
    query: type[BaseModel] | None = None
    keys: tuple[str, ...] = ("bearer",)
    headers: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()


OPERATIONS: dict[str, Operation] = {}


def describes(operation: Operation) -> Callable[[View], View]:
    """The route of this view stands in the OpenAPI document as ``operation`` says."""

    def keep(view: View) -> View:
        OPERATIONS[f"{blueprint.name}.{view.__name__}"] = operation
        return view

    return keep
