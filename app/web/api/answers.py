"""How a shape leaves: as JSON, with the version of a case as its ETag."""

from flask import Response
from pydantic import BaseModel


def tell(shape: BaseModel, status: int = 200, *, version: int | None = None) -> Response:
    """The answer to a program; Thai stands in it as written."""
    response = Response(shape.model_dump_json(by_alias=True), status, mimetype="application/json")
    if version is not None:
        response.set_etag(str(version))
    return response
