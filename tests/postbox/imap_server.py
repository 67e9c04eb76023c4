"""An IMAP server that does what the test told it: well, wrongly, half, slowly, or not at all."""

import asyncio
import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.certificates import Certificate

PASSWORD = "p@sssecret/word"  # with signs that an address holds only in disguise
BODY = re.compile(r"BODY\.PEEK\[(HEADER|)\]<0\.(\d+)>")


class Cut(Exception):
    """The line goes dead."""


@dataclass
class Box:
    """What the server has, and what is wrong with it. Faults are looked up when they matter."""

    mails: dict[int, bytes] = field(default_factory=dict)
    uidvalidity: int = 7
    done: dict[int, bytes] = field(default_factory=dict)  # moved away
    seen: set[int] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    moves: bool = True
    folders: set[str] = field(default_factory=lambda: {"INBOX"})
    cut: Callable[[int, bytes], int | None] = lambda uid, raw: None  # bytes before the end
    refuses: dict[str, str] = field(default_factory=dict)  # command: the whole answer
    bye_in_fetch: bool = False
    sizes: dict[int, int] = field(default_factory=dict)  # lies
    starttls: bool = True


class Server:
    """One server on a free port of this machine, in a thread of its own."""

    def __init__(self, box: Box, certificate: Certificate | None, *, wrapped: bool) -> None:
        self.box, self.port = box, 0
        self._context = _context(certificate) if certificate else None
        self._wrapped = wrapped
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._talks: set[asyncio.Task] = set()

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def url(self, scheme: str = "imap", more: str = "", password: str = "") -> str:
        word = password or "p%40sssecret%2Fword"
        return f"{scheme}://siang:{word}@127.0.0.1:{self.port}/INBOX{more}"

    async def _listen(self) -> None:
        wrap = self._context if self._wrapped else None
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0, ssl=wrap)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        for talk in list(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._server.wait_closed()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk
        self._talks.add(talk)
        try:
            await _Talk(self.box, self._context, reader, writer).go()
        except (Cut, ConnectionError, ssl.SSLError, asyncio.CancelledError):
            pass
        finally:
            self._talks.discard(talk)
            writer.close()
            with suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()


class _Talk:
    """One client's dialogue."""

    def __init__(
        self, box: Box, context: ssl.SSLContext | None,
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
    ) -> None:  # fmt: skip
        self.box, self.context, self.reader, self.writer = box, context, reader, writer
        self.signed_in = False

    async def go(self) -> None:
        if "BANNER" in self.box.refuses:
            await self._hang_or_say(self.box.refuses["BANNER"])
        self._say("* OK ready")
        while line := (await self.reader.readline()).decode():
            tag, command, rest = (*line.strip().split(" ", 2), "")[:3]
            if command.upper() == "UID":
                command, _, rest = rest.partition(" ")
            command = command.upper()
            self.box.asked[command] += 1
            self.box.said.append(line)
            refused = self.box.refuses.get(command)
            if refused:
                await self._hang_or_say(refused.format(tag=tag))
                continue
            answer = await getattr(self, f"_{command.lower()}")(rest)
            self._say(f"{tag} {answer or 'OK done'}")
            await self.writer.drain()
            if command == "LOGOUT":
                return
            if command == "STARTTLS":
                assert self.context
                await self.writer.start_tls(self.context)

    async def _hang_or_say(self, answer: str) -> None:
        if answer == "hang":
            await asyncio.Event().wait()
        while answer == "drip":
            self.writer.write(b"x")
            await self.writer.drain()
            await asyncio.sleep(0.05)
        self._say(answer)
        await self.writer.drain()
        if answer.startswith("* BYE"):
            raise Cut

    def _say(self, line: str) -> None:
        self.writer.write(line.encode() + b"\r\n")

    async def _capability(self, _: str) -> None:
        more = " MOVE UIDPLUS" if self.signed_in and self.box.moves else ""
        self._say("* CAPABILITY IMAP4rev1" + (" STARTTLS" if self.box.starttls else "") + more)

    async def _starttls(self, _: str) -> None:
        """Begun once the answer is out."""

    async def _login(self, _: str) -> None:
        self.signed_in = True

    async def _select(self, _: str) -> None:
        self._say(f"* {len(self.box.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.box.uidvalidity}] here")
        self._say("* OK [PERMANENTFLAGS (\\Seen \\*)] here")

    async def _search(self, rest: str) -> None:
        wanted, _, after = rest.removeprefix("UID ").rpartition(",")
        single = {int(word) for word in wanted.split(",") if word}
        low = int(after.split(":")[0])
        last = max(self.box.mails, default=0)  # the last one always answers n:*
        found = [uid for uid in self.box.mails if uid >= low or uid in single or uid == last]
        self._say("* SEARCH " + " ".join(map(str, found)))

    async def _fetch(self, rest: str) -> None:
        uid = int(rest.split(" ")[0])
        raw = self.box.mails.get(uid)
        self._say("* 9 FETCH (FLAGS (\\Answered))")  # of another message: servers may
        self._say("* 99 EXISTS")
        self._say("* 99 EXISTS")
        if raw is None:
            return
        if "SIZE" in rest:
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {self.box.sizes.get(uid, len(raw))})")
            return
        most = BODY.search(rest)
        assert most
        if most[1]:
            raw = raw.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        raw = raw[: int(most[2])]
        self.writer.write(f"* 1 FETCH (UID {uid} BODY[{most[1]}]<0> {{{len(raw)}}}\r\n".encode())
        if self.box.bye_in_fetch:
            self.writer.write(raw[: len(raw) // 2] + b"\r\n* BYE shutting down\r\n")
            await self.writer.drain()
            raise Cut
        short = self.box.cut(uid, raw)
        self.writer.write(raw if short is None else raw[:short])
        await self.writer.drain()
        if short is not None:
            raise Cut
        self._say(")")

    async def _store(self, rest: str) -> None:
        self.box.seen.add(int(rest.split(" ")[0]))

    async def _move(self, rest: str) -> str | None:
        uid, folder = rest.split(" ")
        if folder not in self.box.folders:
            return "NO [TRYCREATE] no such folder"
        return self._take_away(int(uid))

    def _take_away(self, uid: int) -> None:
        if uid in self.box.mails:
            self.box.done[uid] = self.box.mails.pop(uid)
            self._say("* 1 EXPUNGE")

    async def _create(self, rest: str) -> None:
        self.box.folders.add(rest.strip('"'))

    async def _logout(self, _: str) -> None:
        self._say("* BYE see you")


@contextmanager
def a_server(
    box: Box, certificate: Certificate | None = None, *, wrapped: bool = False
) -> Iterator[Server]:
    """A server that ends with the block; ``wrapped`` speaks TLS from the first byte."""
    server = Server(box, certificate, wrapped=wrapped)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _context(certificate: Certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    return context
