"""What the broken mails are put together from."""

FROM = b"From: Somying <somying@example.org>\r\n"
SUBJECT = "Subject: ไฟทางเดินดับ\r\n".encode()
HEAD = FROM + b"To: office@oie.example\r\n" + SUBJECT
TEXT = "ไฟทางเดินหน้าอาคารดับมาสามคืนแล้ว ขอให้ช่วยแก้ไข"
BODY = TEXT.encode()
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + BODY


def mail(*head: bytes, body: bytes = BODY) -> bytes:
    """A mail with these headers beside the usual ones."""
    return HEAD + b"".join(line + b"\r\n" for line in head) + b"\r\n" + body


def parted(
    *parts: bytes, kind: str = "mixed", boundary: str = "b", before: bytes = b"", after: bytes = b""
) -> bytes:
    """The content type and the body of a multipart."""
    edge = boundary.encode()
    inside = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + before + inside + b"--" + edge + b"--\r\n" + after


def leaf(kind: str, body: bytes = BODY, *head: str) -> bytes:
    """One part."""
    lines = "".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *head))
    return lines.encode("utf-8", "surrogateescape") + b"\r\n" + body


def nested(levels: int, inner: bytes = PLAIN, kind: str = "mixed") -> bytes:
    """A multipart in a multipart, and so on."""
    for level in range(levels):
        inner = parted(inner, kind=kind, boundary=f"b{level}")
    return inner
