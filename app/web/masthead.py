"""The office that heads every page: its name and telephone number, looked up when a page asks."""

from typing import TYPE_CHECKING, Any

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.local import LocalProxy

from app.database import db
from app.queries import office

if TYPE_CHECKING:
    from app.models import Office


def plug_in(app: Flask) -> None:
    """Every page may say ``office``; a letter, which brings its own, costs no question."""
    app.context_processor(_office)


def _office() -> dict[str, Any]:
    return {"office": LocalProxy(_read)}


def _read() -> "Office | None":
    """None while the database is away, so that the page that says so can still be shown."""
    if "office" not in g:
        g.office = None
        try:
            g.office = office.office()
        except SQLAlchemyError:
            db.session.rollback()
    found: Office | None = g.office
    return found
