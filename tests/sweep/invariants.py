"""I1 to I6: what must hold of one input whatever died on the way, computed without the program.

Only the tables, the files and the post office's book are looked at; the cupboard's sealing and the
chain of events are worked out anew here.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from sqlalchemy import Engine, MetaData, RowMapping, select

from tests.sweep.inputs import Input

TABLES = ("case", "raw_mail", "attachment", "event", "event_seal", "letter")
MARK = b"SIANG\x01"
SEALED = "\x1fsealed:"
# The state before, what happened, the state after: all that may befall a case nobody worked on.
LEGAL = {
    ("", "registered", "received"), ("received", "acknowledged", "received"),
    ("received", "routed", "received"),
}  # fmt: skip
SENT_TWICE = ("S14", ("kill", "raise"))  # taken by their server, and not yet noted by us


@dataclass
class World:
    """Everything that is left when all programs stand still."""

    engine: Engine
    attachments: Path
    key: str
    book: Path

    def __post_init__(self) -> None:
        self.tables = MetaData()
        self.tables.reflect(self.engine, only=TABLES)

    def rows(self, table: str) -> list[RowMapping]:
        """All rows, in order."""
        columns = self.tables.tables[table]
        with self.engine.connect() as connection:
            found = connection.execute(select(columns).order_by(columns.c.id))
            return list(found.mappings())

    def file(self, key: str) -> bytes:
        """The bytes under a name, opened; none when there is no such file or it is damaged."""
        place = self.attachments / key
        kept = place.read_bytes() if place.exists() else b""
        if not kept.startswith(MARK):
            return b""
        nonce, sealed = kept[len(MARK) :][:12], kept[len(MARK) + 12 :]
        return AESGCM(self._derived("files")[:32]).decrypt(nonce, sealed, MARK)

    def words(self, text: str) -> str:
        """A text, opened if it is sealed."""
        if not text.startswith(SEALED):
            return text
        sealed = base64.urlsafe_b64decode(text.removeprefix(SEALED))
        return AESSIV(self._derived("words")).decrypt(sealed, None).decode()

    def details(self, told: dict[str, Any]) -> dict[str, Any]:
        """The details of an event, opened if they are sealed."""
        is_sealed = set(told) == {"sealed"}
        return dict(json.loads(self.words(told["sealed"]))) if is_sealed else told

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self.key.encode(), f"siang:{purpose}".encode(), hashlib.sha512)

    def letters(self) -> list[dict[str, str]]:
        """What the post office was given."""
        return [json.loads(line) for line in self.book.read_text().splitlines()]


def broken(
    world: World, sent: Input, way: str, *, accepted: bool, twice: bool = False
) -> Iterator[str]:
    """Every invariant that does not hold, in a few words."""
    found = [one for one in world.rows("case") if sent.words in one["body"]]
    if len(found) > 1 or (accepted and not found):
        yield f"I1/I2: {len(found)} cases"
    if way == "mail":
        yield from _raw(world, sent, accepted=accepted)
    for case in found:
        yield from _files(world, case, sent)
        yield from _events(world, case)
        yield from _letters(world, case, sent, twice=twice)
    yield from _chain(world)
    if not found and [one for one in world.letters() if one["to"] == sent.address]:
        yield "I5: a letter about nothing"


def _raw(world: World, sent: Input, *, accepted: bool) -> Iterator[str]:
    digest = hashlib.sha256(sent.raw).hexdigest()
    kept = [one for one in world.rows("raw_mail") if one["sha256"] == digest]
    if len(kept) > 1 or (accepted and not kept):
        yield f"I1/I2: kept {len(kept)} times"
    for one in kept:
        if one["state"] != "done" or one["case_id"] is None:
            yield f"I1: the mail is {one['state']}: {one['reason_en']}"
        if world.file(one["key"]) != sent.raw:
            yield "I1: the raw mail is not what was sent"


def _files(world: World, case: RowMapping, sent: Input) -> Iterator[str]:
    rows = [one for one in world.rows("attachment") if one["case_id"] == case["id"]]
    if [world.file(one["key"]) for one in rows] != list(sent.files):
        yield f"I3: {len(rows)} attachments, not the files that were sent"
    for one, content in zip(rows, sent.files, strict=False):
        if (one["size"], one["sha256"]) != (len(content), hashlib.sha256(content).hexdigest()):
            yield "I3: size or checksum of an attachment"
        if one["scan"] != "clean":
            yield f"I3: a file is {one['scan']}"


def _events(world: World, case: RowMapping) -> Iterator[str]:
    events = [one for one in world.rows("event") if one["case_id"] == case["id"]]
    names, state = [one["what"] for one in events], ""
    if names.count("registered") != 1 or names.count("acknowledged") != 1:
        yield f"I4: {names}"
    for one in events:
        if (state, one["what"], one["to_state"]) not in LEGAL:
            yield f"I6: {state} -{one['what']}-> {one['to_state']}"
        state = one["to_state"]
    if state != case["state"]:
        yield f"I6: {case['state']}, but its events say {state}"


def _letters(world: World, case: RowMapping, sent: Input, *, twice: bool) -> Iterator[str]:
    rows = [one for one in world.rows("letter") if one["case_id"] == case["id"]]
    ours = [one for one in rows if one["recipient"] == sent.address]
    if [(one["name"], one["status"]) for one in ours] != [("acknowledgement", "sent")]:
        yield f"I5: {[(one['name'], one['status']) for one in ours]}"
    given = [one["message_id"] for one in world.letters() if one["to"] == sent.address]
    if set(given) != {one["message_id"] for one in ours}:
        yield "I5: letters that left and letters in the outbox are not the same"
    if len(given) > 1 + twice:
        yield f"I5: {len(given)} copies"


def _chain(world: World) -> Iterator[str]:
    events = {one["id"]: one for one in world.rows("event")}
    before = "0" * 64
    for seal in world.rows("event_seal"):
        before = _link(world, before, events.pop(seal["event_id"]))
        if before != seal["digest"]:
            yield f"I4: the chain breaks at event {seal['event_id']}"
            return
    if events:
        yield f"I4: {len(events)} events are not in the chain"


def _link(world: World, before: str, event: RowMapping) -> str:
    at = event["at"].replace(tzinfo=UTC) if event["at"].tzinfo is None else event["at"]
    told: list[Any] = [
        event["id"], event["case_id"], event["subject"], at.astimezone(UTC).isoformat(),
        event["what"], event["by"], event["actor_id"], event["from_state"], event["to_state"],
        world.words(event["note"]), world.details(event["details"]),
    ]  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
