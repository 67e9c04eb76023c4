"""The office itself as an office file writes it: its names, people, topics and promises."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field

from app.intake.office_file.basics import (
    Clock,
    Code,
    Day,
    Long,
    Mail,
    MailOrNone,
    Name,
    Part,
    Phone,
    Promise,
    Short,
    Tiny,
    Year,
    misshapen,
)
from app.intake.office_file.work import Ruled, TargetRow
from workflows.kinds import Kind
from workflows.roles import Role
from workflows.words import Words

WEEK = ("mon", "tue", "wed", "thu", "fri")
NO_WEEK = Words("ต้องเป็น [mon, tue, wed, thu, fri]", "should be [mon, tue, wed, thu, fri]")
NO_STAFF = Words(
    "เพิ่มผู้ตรวจประเมินด้วย `flask user add` เท่านั้น", "an assessor comes by `flask user add` alone"
)
NO_SIGN_IN = Words(
    "ระบบของหน่วยงานอื่นไม่ลงชื่อเข้าใช้หน้าเว็บ", "an agency's system does not sign in on pages"
)


def _monday_to_friday(days: tuple[str, ...]) -> tuple[str, ...]:
    if days != WEEK:
        raise misshapen(NO_WEEK)
    return days


Week = Annotated[tuple[str, ...], Field(strict=False), AfterValidator(_monday_to_friday)]
AnyKind = Annotated[Kind, Field(strict=False)]


def _of_staff(role: Role) -> Role:
    if role is Role.ASSESSOR:
        raise misshapen(NO_STAFF)
    return role


def _signs_in(role: Role) -> Role:
    if role is Role.AGENCY:
        raise misshapen(NO_SIGN_IN)
    return role


Bound = Annotated[Role, Field(strict=False), AfterValidator(_signs_in)]
AnyRole = Annotated[Role, Field(strict=False), AfterValidator(_of_staff)]


def _several(role: Any) -> Any:
    return [role] if isinstance(role, str) else role


Roles = Annotated[list[AnyRole], BeforeValidator(_several), Field(min_length=1)]


class Meta(Part):
    """Of the file itself."""

    version: Literal[1]
    fiscal_year_be: Year | None = None
    seed_fiscal_year_be: Year | None = None


Place = Annotated[int, Field(ge=0, le=100_000)]  # in a list; rows of one place go by their ids


class Hours(Part):
    """Office hours; the working week is Monday to Friday."""

    start: Clock
    end: Clock
    days: Week = WEEK


class OfficeRow(Part):
    """Who the office is."""

    code: Annotated[Code, Field(pattern=r"^[A-Z0-9]{2,10}$")]
    name_th: Name
    name_en: Short = ""
    short_th: Tiny = ""
    self_reference_th: Phone = "สำนักงานฯ"
    ministry_th: Short = ""
    phone: Phone = ""
    email: MailOrNone = ""
    address: Long = ""
    timezone: Literal["Asia/Bangkok"] = "Asia/Bangkok"
    office_hours: Hours | None = None
    reopen_days: Annotated[int, Field(ge=0, le=365)] = 30
    signed_answers: bool = False
    second_factor_roles: list[Bound] = []


class UnitRow(Part):
    """A unit; ``head`` and ``parent`` are ids of an officer and a unit."""

    id: Code
    name_th: Name
    name_en: Short = ""
    head: Code | None = None
    parent: Code | None = None
    phone: Phone = ""
    stop_budget: Annotated[int, Field(ge=0, le=10_000)] | None = None
    position: Place = 0
    retired: bool = False


class OfficerRow(Part):
    """Somebody who works here; ``role`` is one role or a list of them."""

    id: Code
    unit: Code | None = None
    role: Roles
    email: Mail
    title_th: Tiny = ""
    first_th: Name
    last_th: Short | None = ""
    name_th: Short = ""  # the whole name, where title and names do not give it
    position_th: Short = ""
    phone: Phone = ""
    capacity: Annotated[int, Field(ge=0, le=500)] = 100
    active: bool = True
    expires_on: Day | None = None


class KindRow(Part):
    """A kind's own name; the rulebook has the four, so it is only checked."""

    id: AnyKind
    name_th: Name
    name_en: Short = ""


class TopicRow(Part):
    """What a case may be about."""

    id: Code
    name_th: Name
    name_en: Short = ""
    default_unit: Code | None = None
    restricted: bool = False
    retired: bool = False
    position: Place = 0


class Steps(Part):
    """The promises of one kind; null promises nothing."""

    acknowledge: Promise = Field(default=None, validation_alias=AliasChoices("ack", "acknowledge"))
    assign: Promise = None
    analyse: Promise = None
    first_answer: Promise = None
    resolve: Promise = None


class Rules(Part):
    """How deadlines are counted; where the rulebook knows one way only, the file must agree."""

    cutoff: Clock | None = None
    first_day_counts: Literal[False] = False
    calendar_due_on_day_off: Literal["keep"] = "keep"
    internal_target: Short = ""
    working_calendar: Short = ""
    steps: dict[Ruled, Steps] = Field(default_factory=dict)
    versions: list[TargetRow] = []
