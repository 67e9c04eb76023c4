"""A SQLite file of a worker, and fresh copies of it."""

import shutil
from pathlib import Path

from sqlalchemy.engine.interfaces import DBAPIConnection


class SqliteDatabase:
    """One file, made anew from what it was when remembered."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "siang.db"
        self.template = folder / "template.db"
        self.url = f"sqlite:///{self.file}"

    def remember(self) -> None:
        """What is in it now is what every test begins with; nobody is connected."""
        shutil.copyfile(self.file, self.template)

    def renew(self) -> None:
        """It is as it was when remembered; nobody is connected."""
        self.forget()
        shutil.copyfile(self.template, self.file)

    def forget(self) -> None:
        """The file and its logs are gone."""
        for end in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + end).unlink(missing_ok=True)


def hasten(connection: DBAPIConnection, _record: object) -> None:
    """This connection waits for no disk: our PostgreSQL does not either."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()
