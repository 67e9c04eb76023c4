"""The map: what went wrong → what a person or a program is told. Nothing of ours leaks."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.database import db
from app.storage import StoreAway
from app.web.downloads import Shut
from workflows import NotAllowed, Words
from workflows.deadlines import OutsideCalendar
from workflows.errors import Conflict, Frozen, Invalid, KeyReused, UnknownReference

log = logging.getLogger(__name__)

UNKNOWN = Words("ไม่พบเรื่องนี้", "Nothing found here")
CHANGED = Words(
    "มีผู้เปลี่ยนแปลงเรื่องนี้ก่อนท่าน เปิดดูอีกครั้งก่อนตัดสินใจ",
    "Someone changed this case before you: look again before you decide",
)
AWAY = Words(
    "ระบบเก็บข้อมูลไม่ได้ในขณะนี้ ยังไม่มีสิ่งใดถูกบันทึก ลองใหม่ในอีกไม่กี่นาที",
    "We cannot store anything right now, and nothing was stored: try again in a few minutes",
)
REUSED = Words("รหัสคำขอนี้ใช้กับข้อมูลอื่นไปแล้ว", "This idempotency key was used with another content")
PLAIN = {
    400: Words("คำขอไม่ครบหรืออ่านไม่ได้", "The request is incomplete or cannot be read"),
    401: Words("ต้องลงชื่อเข้าใช้", "Sign in first"),
    403: Words("สิทธิของท่านทำสิ่งนี้ไม่ได้", "You may not do this"),
    404: UNKNOWN,
    405: Words("ทำเช่นนี้กับหน้านี้ไม่ได้", "This cannot be done here"),
    412: CHANGED,
    413: Words(
        "ไฟล์รวมกันใหญ่เกิน 25 MB เลือกไฟล์ที่เล็กกว่า และเขียนข้อความไม่เกิน 20,000 ตัวอักษร",
        "Too large: choose files of at most 25 MB together, and write at most 20,000 characters",
    ),
    415: Words("ส่งข้อมูลเป็น JSON", "Send JSON"),
    428: Words("ต้องส่งหัว If-Match พร้อมเลขรุ่นของเรื่อง", "Send If-Match with the case's version"),
    429: Words(
        "มีการส่งเข้ามาถี่เกินไป รอสักครู่แล้วลองใหม่ หรือโทรถึงเรา",
        "Too many came at once: wait a little and try again, or call us",
    ),
    500: Words("ระบบขัดข้อง เราบันทึกเหตุไว้แล้ว", "Something broke; we have noted it"),
}


def plug_in(app: Flask) -> None:
    """Every domain error has its answer."""
    handlers: dict[type[Exception], Any] = {
        UnknownReference: lambda _: answer(404, UNKNOWN),
        NotAllowed: _not_allowed,
        Conflict: lambda _: answer(412 if _is_api() else 409, CHANGED),
        StaleDataError: lambda _: answer(412 if _is_api() else 409, CHANGED),
        KeyReused: lambda _: answer(422, REUSED),
        Frozen: lambda error: _invalid(error, 409),
        Invalid: _invalid,
        StoreAway: _store_away,
        Shut: _shut,
        OutsideCalendar: lambda error: answer(422, error.words),
        OperationalError: _away,
        PoolTimeout: _away,
        DBAPIError: _broken_database,
        RateLimitExceeded: _too_many,
        HTTPException: _http,
        Exception: _unexpected,
    }
    for error, handler in handlers.items():
        app.register_error_handler(error, handler)


def answer(
    status: int, words: Words, *, code: str = "", missing: list[dict[str, str]] | None = None
) -> tuple[Response | str, int]:
    """A page, or RFC 9457 problem details at the API."""
    if _is_api():
        problem: dict[str, Any] = {
            "type": "about:blank", "status": status, "title": words.en, "detail": words.th,
        }  # fmt: skip
        if missing is not None:
            problem["missing"] = missing
        if code:
            problem["code"] = code
        response = jsonify(problem)
        response.mimetype = "application/problem+json"
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response, status
    page = "public/not_found.html" if status == 404 else "public/error.html"
    return render_template(page, status=status, words=words, code=code), status


def _not_allowed(error: NotAllowed) -> tuple[Response | str, int]:
    missing = [{"code": g.code, "text": g.missing.th} for g in error.missing]
    return answer(403 if error.forbidden else 409, error.words, missing=missing)


def _invalid(error: Invalid, status: int = 422) -> tuple[Response | str, int]:
    missing = [{"code": field, "text": words.th} for field, words in error.problems.items()]
    first = next(iter(error.problems.values()))
    return answer(status, first, missing=missing)


def _away(error: Exception) -> tuple[Response | str, int]:
    db.session.rollback()
    log.error("database away: %s", type(error).__name__)
    return answer(503, AWAY)


def _shut(shut: Shut) -> tuple[Response | str, int]:
    code = shut.why if _is_api() else ""
    return answer(410 if shut.why == "damaged" else 409, shut.words, code=code)


def _store_away(error: Exception) -> tuple[Response | str, int]:
    db.session.rollback()
    log.error("the store of files is away: %s", error)
    return answer(503, AWAY)


def _broken_database(error: DBAPIError) -> tuple[Response | str, int]:
    return _away(error) if error.connection_invalidated else _unexpected(error)


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    told, _ = answer(status, PLAIN.get(status, PLAIN[400 if status < 500 else 500]))
    made = make_response(told, status)
    if isinstance(error, MethodNotAllowed):
        made.allow.update(error.valid_methods or ())
    return made


def _too_many(error: RateLimitExceeded) -> Any:
    """How long to wait at most; programs read it in Retry-After."""
    seconds = error.limit.limit.get_expiry()
    minutes = max(seconds // 60, 1)
    made, status = answer(429, Words(
        f"มีการส่งจากที่อยู่นี้ถี่เกินไป ลองใหม่ได้ในอีกไม่เกิน {minutes} นาที หรือโทรถึงเรา",
        f"Too much came from this address: try again within {minutes} minutes, or call us",
    ))  # fmt: skip
    return made, status, {"Retry-After": str(seconds)}


def _unexpected(error: Exception) -> tuple[Response | str, int]:
    """The short code is in the log beside the trace, and nowhere else."""
    code = secrets.token_hex(4)
    log.error("unexpected %s, told as %s", type(error).__name__, code, exc_info=error)
    db.session.rollback()
    return answer(500, PLAIN[500], code=code)


def _is_api() -> bool:
    return request.path.startswith("/api/")
