"""What all tables share: names of constraints, keys, and times that stay in UTC."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    ColumnExpressionArgument,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
    type_coerce,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

from app.vault import MARK, vault

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def only(condition: str) -> dict[str, Any]:
    """What makes an ``Index`` one of the rows for which ``condition`` holds, on either engine.

    SQLite uses it only if a question says the same, and SQLAlchemy writes ``IS 1`` there.
    """
    there = text(condition.replace("IS true", "IS 1"))
    return {"postgresql_where": text(condition), "sqlite_where": there}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; SQLite keeps it naive in UTC and gives it back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A naive time is a mistake of ours, never of the reader."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time reached the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A word of the rulebook, kept as its text so that a migration never restricts it."""

    impl = String(20)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Only words of the enumeration enter."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member, so that ``is`` works."""
        return None if value is None else self.words(value)


class Secret(str):
    """Words of a restricted case: they enter the database sealed (models/sealing.py)."""

    __slots__ = ()


def either(words: str) -> tuple[str, Secret]:
    """Both forms in which ``words`` may stand in a column, for ``column.in_``."""
    return words, Secret(words)


class SecretDict(dict):
    """The same for details."""


class Sealed(TypeDecorator[str]):
    """A text that is sealed when it is ``Secret``, and comes back so."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Sealed words for Secret; no other text may look like them."""
        if isinstance(value, Secret) and value:
            return vault.seal_text(value)
        return value.lstrip(MARK[0]) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The words themselves."""
        if value and value.startswith(MARK):
            return Secret(vault.open_text(value))
        return value

    @staticmethod
    def is_sealed(column: ColumnExpressionArgument[str]) -> ColumnElement[bool]:
        """The condition that a row's words are sealed."""
        return type_coerce(column, Text).startswith(MARK)

    def compare_values(self, x: Any, y: Any) -> bool:
        """Equal words of which one is secret are not the same."""
        return bool(x == y) and isinstance(x, Secret) == isinstance(y, Secret)


class SealedId(Sealed):
    """A Message-ID of theirs: cut alike wherever it stands, so that its sealed form fits too."""

    impl = String(400)  # type: ignore[assignment]  # a type of its own is what SQLAlchemy wants
    cache_ok = True
    _LONGEST = 270  # bytes

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As of any sealed text."""
        if value and len(value.encode()) > self._LONGEST:
            value = type(value)(value.encode()[: self._LONGEST].decode(errors="ignore"))
        return super().process_bind_param(value, dialect)


class SealedDict(TypeDecorator[dict]):
    """Details that are sealed when they are a SecretDict, and come back so."""

    impl = JSON
    cache_ok = True
    _KEY = "sealed"

    def process_bind_param(self, value: dict | None, dialect: Dialect) -> dict | None:
        """One sealed text for a SecretDict."""
        if isinstance(value, SecretDict) and value:
            return {self._KEY: vault.seal_text(json.dumps(value, ensure_ascii=False))}
        return value

    def process_result_value(self, value: dict | None, dialect: Dialect) -> dict | None:
        """The details themselves."""
        sealed = value.get(self._KEY) if value and len(value) == 1 else None
        if isinstance(sealed, str) and sealed.startswith(MARK):
            return SecretDict(json.loads(vault.open_text(sealed)))
        return value


class Base(DeclarativeBase):
    """Every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime()}


Key = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Ref = BigInteger().with_variant(Integer, "sqlite")
