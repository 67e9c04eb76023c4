"""Rows against files, both ways: what is missing, what is damaged, what nobody speaks of."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.queries.files import kept
from app.storage import cupboard

GRACE = timedelta(hours=1)  # a file is there before its row: so long a journey never takes


def differences(now: datetime) -> Iterator[str]:
    """A line for each place where database and cupboard do not agree; none when all is well."""
    spoken_of = set()
    for row in kept():
        spoken_of.add(row.key)
        try:
            content = cupboard.get(row.key)
        except FileNotFoundError:
            yield f"{row.row}: its file {row.key} is missing"
            continue
        if len(content) != row.size or hashlib.sha256(content).hexdigest() != row.sha256:
            yield f"{row.row}: its file {row.key} is damaged"
    for key in sorted(set(cupboard.all_keys()) - spoken_of):
        if cupboard.kept_since(key) < now - GRACE:
            yield f"file {key}: no row speaks of it"
