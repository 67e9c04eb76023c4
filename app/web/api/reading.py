"""Reads a call: body and query as models, headers as values, each refused in plain words."""

import re
from typing import Any, NoReturn, TypeVar

from flask import abort, request
from pydantic import BaseModel, ValidationError

from workflows.errors import Invalid
from workflows.secrets import new_token
from workflows.words import Words

Model = TypeVar("Model", bound=BaseModel)


def body(model: type[Model]) -> Model:
    """The JSON body as ``model``; 415, 400 or Invalid for what is none."""
    if not request.is_json:
        abort(415)
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        _refuse(error)


def query(model: type[Model]) -> Model:
    """The query as ``model``, empty values left out; Invalid for unknown names and wrong values."""
    given = request.args.to_dict(flat=False)
    twice = {n: Words("ให้ค่าเดียว", "Give one value") for n, v in given.items() if len(v) > 1}
    if twice:
        raise Invalid(**twice)
    try:
        return model.model_validate({name: v[0] for name, v in given.items() if v[0]})
    except ValidationError as error:
        _refuse(error)


def version() -> int:
    """The version of the case the caller has seen; 428 where If-Match does not say it."""
    given = request.headers.get("If-Match")
    if given is None:
        abort(428)
    match = re.fullmatch(r'"([0-9]{1,9})"', given.strip())
    return int(match[1]) if match else abort(400)


def seen() -> str:
    """The ETag that the caller has seen, without its quotes; 428 where If-Match does not say it."""
    given = request.headers.get("If-Match")
    if given is None:
        abort(428)
    match = re.fullmatch(r'"([!#-~]{1,500})"', given.strip())
    return match[1] if match else abort(400)


def idempotency_key() -> str:
    """The caller's own key, or a new random one, so that the call stands for itself."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return new_token()
    return given if given.strip() and len(given) <= 255 else abort(400)


def case_secret() -> str | None:
    """The secret code of ``Authorization: Case …``; None for any other key."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "case" else None


def _refuse(error: ValidationError) -> NoReturn:
    problems = {}
    for problem in error.errors(include_url=False, include_input=False):
        if problem["type"] == "json_invalid":
            abort(400)
        named = ".".join(str(part) for part in problem["loc"]) or "body"
        problems[named] = _say(problem["type"], problem.get("ctx", {}))
    raise Invalid(**problems)


def _say(what: str, told: dict[str, Any]) -> Words:
    words = _PROBLEMS.get(what, _WRONG)
    choice = str(told.get("expected", "")).replace(" or ", ", ")  # pydantic speaks English only
    return Words(*(said.format_map({**told, "expected": choice}) for said in words))


_WRONG = Words("ค่านี้ใช้ไม่ได้", "This value cannot be used")
_PROBLEMS = {
    "missing": Words("ต้องระบุ", "This is needed"),
    "extra_forbidden": Words("ไม่รู้จักช่องนี้", "There is no such field"),
    "string_too_short": Words("ต้องเขียน", "Write something"),
    "string_too_long": Words("เขียนได้ไม่เกิน {max_length} ตัวอักษร", "At most {max_length} characters"),
    "too_long": Words("มีได้ไม่เกิน {max_length} รายการ", "At most {max_length} of them"),
    "enum": Words("เลือกจาก {expected}", "Choose one of {expected}"),
    "literal_error": Words("เลือกจาก {expected}", "Choose one of {expected}"),
    "email": Words("เขียนอีเมลแบบ name@example.com", "Write the address like name@example.com"),
    "target": Words("เขียนแบบ 10WD หรือ 15D", "Write it like 10WD or 15D"),
    "backwards": Words("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม", "The last day comes before the first"),
    "base64": Words("ส่งเนื้อไฟล์เป็น base64", "Send the file's content in base64"),
    "greater_than_equal": Words("ต้องไม่น้อยกว่า {ge}", "Not less than {ge}"),
    "less_than_equal": Words("ต้องไม่เกิน {le}", "Not more than {le}"),
    "date_from_datetime_parsing": Words("เขียนวันที่แบบ 2026-11-23", "Write the date like 2026-11-23"),
}
