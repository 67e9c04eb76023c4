"""Files that leave: always a download under the sender's name, never one of our pages."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Response, send_file

from app.storage import cupboard
from workflows.text import clean

if TYPE_CHECKING:
    from app.models import Attachment

# What came from outside may be a page with scripts in it: it runs nowhere on our address.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def send_download(attachment: "Attachment") -> Response:
    """The file's bytes as they arrived, offered for saving under the name it came with."""
    content = BytesIO(cupboard.get(attachment.key))
    name = clean(attachment.name).replace("\n", " ") or "file"
    response = send_file(content, attachment.type, as_attachment=True, download_name=name)
    response.headers.update(HEADERS)
    return response
