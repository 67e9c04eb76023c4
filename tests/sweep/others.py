"""The programs of others that the site talks to: a mail server and a virus scanner."""

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """Notes every letter it is given in a file, a line each, before it says that it has it."""

    def __init__(self, book: Path) -> None:
        self.book = book

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Kept."""
        letter = message_from_bytes(envelope.original_content or b"")
        with self.book.open("a") as book:
            for to in envelope.rcpt_tos:
                book.write(json.dumps({"to": to, "message_id": letter["Message-ID"]}) + "\n")
        return "250 kept"


def others(mail: socket.socket, scanner: socket.socket, book: Path) -> Callable[[], None]:
    """The work of both, on sockets that are open already."""

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        office = PostOffice(book)
        await loop.create_server(lambda: SMTP(office, hostname="post"), sock=mail)
        await asyncio.start_server(_scan, sock=scanner)
        await asyncio.Event().wait()

    return lambda: asyncio.run(serve())


async def _scan(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """clamd's INSTREAM: everything is clean."""
    await reader.readuntil(b"\0")
    while size := struct.unpack(">I", await reader.readexactly(4))[0]:
        await reader.readexactly(size)
    writer.write(b"stream: OK\0")
    await writer.drain()
    writer.close()
