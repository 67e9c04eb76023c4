"""A site that was emptied while the test runs."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.database import db
from tests.conftest import PostgresDatabase, SqliteDatabase
from tests.office.exported import Empty


@pytest.fixture
def empty(app: Flask, session: Session, database: SqliteDatabase | PostgresDatabase) -> Empty:
    """Makes the site as new as ``flask db upgrade`` leaves it."""

    def make() -> None:
        session.remove() if hasattr(session, "remove") else session.close()
        db.engine.dispose()
        database.renew()

    return make
