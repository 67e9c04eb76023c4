"""What the parts of an office file are made of: codes, names, days and moments."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import StringConstraints as Text
from pydantic_core import PydanticCustomError

from workflows.deadlines import Target
from workflows.words import Words

FIRST, LAST = 1900, 2100  # a year of the Buddhist era in an ISO date is a mistake
NO_DAY = Words("ต้องเป็นวันหรือเวลาแบบ ISO ในเครื่องหมายคำพูด", "should be an ISO date or time in quotes")
NOT_OURS = Words("ต้องเป็นปี ค.ศ. ไม่ใช่ พ.ศ.", "should be a year C.E., not B.E.")
NO_TARGET = Words("ต้องเขียนเช่น 7WD, 15D หรือ null", "should be like 7WD, 15D or null")
NO_CLOCK = Words("ต้องเป็นเวลาเช่น “16:30”", 'should be a time of day like "16:30"')


class Part(BaseModel):
    """Closed: a key nobody knows is a slip of the pen, and would be lost unseen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def misshapen(words: Words) -> PydanticCustomError:
    """What a check of ours raises, in both languages."""
    return PydanticCustomError("misshapen", "{en}", words._asdict())


def _written(value: Any) -> Any:
    """A day is written as text; a number could be anything."""
    if not isinstance(value, str):
        raise misshapen(NO_DAY)
    return value


def _of_our_time(day: Any) -> Any:
    if not FIRST <= day.year <= LAST:
        raise misshapen(NOT_OURS)
    return day


def _target(text: str | None) -> str | None:
    try:
        if text is not None:
            Target.parse(text)
    except ValueError as error:
        raise misshapen(NO_TARGET) from error
    return text


def _clock(text: str) -> str:
    try:
        datetime.strptime(text, "%H:%M").replace(tzinfo=UTC)
    except ValueError as error:
        raise misshapen(NO_CLOCK) from error
    return text


_WRITTEN, _OUR_TIME = BeforeValidator(_written), AfterValidator(_of_our_time)
Code = Annotated[str, Text(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=20)]
Reference = Annotated[str, Text(pattern=r"^[A-Z0-9][A-Z0-9-]*$", max_length=40)]
Tiny = Annotated[str, Text(max_length=50)]
Short = Annotated[str, Text(max_length=200)]
Phone = Annotated[str, Text(max_length=100)]
Long = Annotated[str, Text(max_length=20_000)]
Name = Annotated[str, Text(strip_whitespace=True, min_length=1, max_length=200)]
Cause = Annotated[str, Text(strip_whitespace=True, min_length=1, max_length=100)]
Title = Annotated[str, Text(strip_whitespace=True, min_length=1, max_length=300)]
Mail = Annotated[str, Text(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
MailOrNone = Annotated[str, Text(pattern=r"^([^@\s]+@[^@\s]+)?$", max_length=254)]
Year = Annotated[int, Field(ge=2400, le=2699)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Day = Annotated[date, Field(strict=False), _WRITTEN, _OUR_TIME]
Moment = Annotated[AwareDatetime, Field(strict=False), _WRITTEN, _OUR_TIME]
Promise = Annotated[str | None, AfterValidator(_target)]
Clock = Annotated[str, AfterValidator(_clock)]
