"""Visiting the public pages as a correspondent does."""

import html
import re
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

TOLD: dict[str, Any] = {
    "token": "once-" + "a" * 30,
    "subject": "วารสารเศรษฐกิจอุตสาหกรรมส่งล่าช้าเกือบ ๓ เดือน",
    "body": "ฉบับเดือนกรกฎาคมเพิ่งได้รับเมื่อสัปดาห์ก่อน\nขอให้ตรวจสอบ",
    "topic": "C01",
    "anonymous": "no",
    "name": "สมหมาย ใฝ่อ่าน",
    "email": "sommai@example.org",
}


def tell(client: FlaskClient, kind: str = "complaint", **fields: Any) -> TestResponse:
    """Send the form of a new case; any field may be given, None leaves it out."""
    return post(client, f"/new/{kind}", {**TOLD, **fields})


def post(client: FlaskClient, address: str, fields: dict[str, Any]) -> TestResponse:
    """Send a form with files as a browser encodes it, kept in memory so that nothing stays open."""
    given: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    files = [FileStorage(BytesIO(content), name) for name, content in given.pop("files", ())]
    boundary, body = encode_multipart({**given, "files": files})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(address, data=body, content_type=kind)


def receipt(client: FlaskClient) -> tuple[str, str]:
    """Reference and secret code as the receipt shows them."""
    page = client.get("/receipt").text
    reference = re.search(r"[A-Z]+-\d{4}-\d{4}", page)
    groups = re.findall(r"<span>([2-9A-Z]{4})</span>", page)
    return (reference[0] if reference else ""), " ".join(groups)


def open_case(client: FlaskClient, **fields: Any) -> str:
    """Send a form, keep the code of its receipt and open the case with it; its reference."""
    assert tell(client, **fields).status_code == 303
    reference, secret = receipt(client)
    client.post("/track", data={"reference": reference, "secret": secret})
    return reference


def errors(page: TestResponse) -> list[str]:
    """The sentences said at the fields."""
    found = re.findall(r'class="govuk-error-message">\s*<span[^>]*>[^<]*</span>([^<]*)', page.text)
    return [html.unescape(sentence).strip() for sentence in found]
