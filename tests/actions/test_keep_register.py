"""A line of a register: added, changed, retired, with a history and without collisions."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_register import add_row, change_row, restore_row, retire_row
from app.actions.register_values import write
from app.database import transaction
from app.models import Activity, Event, Improvement, Mission, Person, Survey, SurveyGroup
from app.queries import registers
from app.queries.register_table import REGISTERS
from app.reports.form23 import form23
from tests.factories import a_person, an_office
from tests.reports.office_file import load, office_file
from workflows.errors import Conflict, Invalid, UnknownReference

SEMINAR = {"held_on": "16 ก.ย. 2569", "place": "นครสวรรค์", "title": "ดัชนี", "participants": "1,250"}


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager")


def test_a_line_is_added_and_told(session: Session, now: datetime, manager: Person) -> None:
    with transaction():
        row = add_row("activities", SEMINAR, manager, now)
    kept = session.scalars(select(Activity)).one()
    assert (kept.held_on, kept.place, kept.participants) == (date(2026, 9, 16), "นครสวรรค์", 1250)
    event = registers.events(f"register:activities:{row.id}")[0]
    assert (event.what, event.actor_id) == ("register_added", manager.id)
    assert event.details["values"]["held_on"] == "2026-09-16"


def test_the_history_keeps_what_was_there_before(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        row = add_row("activities", SEMINAR, manager, now)
    with transaction():
        changed = {**SEMINAR, "place": "ระยอง"}
        change_row("activities", row.id, 1, changed, actor=manager, now=now)
    event = registers.events(f"register:activities:{row.id}")[0]
    assert event.what == "register_changed"
    assert event.details == {"values": {"place": "ระยอง"}, "before": {"place": "นครสวรรค์"}}


def test_nothing_changed_is_no_change(session: Session, now: datetime, manager: Person) -> None:
    with transaction():
        row = add_row("activities", SEMINAR, manager, now)
    with transaction():
        change_row("activities", row.id, 1, SEMINAR, actor=manager, now=now)
    assert len(registers.events(f"register:activities:{row.id}")) == 1
    assert row.version == 1


def test_a_retired_line_counts_no_more(session: Session, now: datetime, manager: Person) -> None:
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    row = session.scalars(select(Activity)).first()
    assert row
    with transaction():
        retire_row("activities", row.id, row.version, manager, now, confirmed=True)
    assert form23(2553, now).criteria[3].claims[2].draft.endswith("รวม 9 ครั้ง")
    with transaction():
        restore_row("activities", row.id, row.version, manager, now)
    assert form23(2553, now).criteria[3].claims[2].draft.endswith("รวม 10 ครั้ง")


def test_the_second_of_two_people_is_told(session: Session, now: datetime, manager: Person) -> None:
    with transaction():
        row = add_row("activities", SEMINAR, manager, now)
    with transaction():
        retire_row("activities", row.id, 1, manager, now, confirmed=True)
    with pytest.raises(Conflict), transaction():
        change_row("activities", row.id, 1, SEMINAR, actor=manager, now=now)


@pytest.mark.parametrize(
    ("register", "typed", "field"),
    [
        ("activities", {"held_on": "เมื่อวาน", "place": "ระยอง"}, "held_on"),
        ("activities", {"held_on": "16 ก.ย. 2569", "place": " "}, "place"),
        ("activities", {**SEMINAR, "participants": "หลายคน"}, "participants"),
        ("activities", {**SEMINAR, "participants": "-5"}, "participants"),
        ("activities", {**SEMINAR, "place": "ก" * 201}, "place"),
        ("participation-works", {"name_th": "ดัชนี", "level": "6"}, "level"),
        ("participation-works", {"name_th": "ดัชนี", "level": ""}, "level"),
        ("contact-channels", {"name_th": "โทรสาร", "purpose": "sell"}, "purpose"),
        ("contact-channels", {"name_th": "โทรสาร", "purpose": "listen", "fiscal_year": "69"},
         "fiscal_year"),
        ("groups", {"code": "G1", "name_th": "ก", "kind": "client", "mission_code": "M9"},
         "mission_code"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_its_field(
    session: Session, now: datetime, manager: Person, register: str, typed: dict, field: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        add_row(register, typed, manager, now)
    assert list(refused.value.problems) == [field]
    assert session.scalars(select(Event)).all() == []


def test_a_code_is_given_once(session: Session, now: datetime, manager: Person) -> None:
    mission = {"code": "M1", "name_th": "จัดทำนโยบาย"}
    with transaction():
        add_row("missions", mission, manager, now)
    with pytest.raises(Invalid) as refused, transaction():
        add_row("missions", mission, manager, now)
    assert list(refused.value.problems) == ["code"]
    assert len(session.scalars(select(Mission)).all()) == 1


def test_a_survey_can_be_kept_by_hand(session: Session, now: datetime, manager: Person) -> None:
    parts = office_file()
    load({name: parts[name] for name in ("missions", "stakeholder_groups")}, now)
    with transaction():
        survey = {"code": "survey-2570", "fiscal_year": "2570", "aspects": "ด้านเจ้าหน้าที่\nด้านช่องทาง"}
        add_row("surveys", survey, manager, now)
        group = {"survey_code": "survey-2570", "group_code": "G02", "sampled": "125"}
        add_row("survey-groups", {**group, "counts": "31 52, 21 5 1"}, manager, now)
    assert session.scalars(select(Survey.aspects)).one() == ["ด้านเจ้าหน้าที่", "ด้านช่องทาง"]
    assert session.scalars(select(SurveyGroup.counts)).one() == [31, 52, 21, 5, 1]
    figures = {f.name: f.value for f in form23(2570, now).criteria[5].claims[0].figures}
    assert (figures["cs6.G02.mean"], figures["cs6.G02.band"]) == (3.97, "มาก")


def test_every_column_takes_back_what_it_writes(
    session: Session, now: datetime, manager: Person
) -> None:
    load(office_file(), now)
    seen = 0
    for name, register in REGISTERS.items():
        for row in registers.rows(register)[0]:
            typed = {c.name: write(c, getattr(row, c.name)) for c in register.columns}
            with transaction():
                change_row(name, row.id, row.version, typed, actor=manager, now=now)
            seen += 1
    assert seen > 60
    assert session.scalars(select(Event)).all() == []


def test_what_is_unknown_is_not_found(session: Session, now: datetime, manager: Person) -> None:
    with pytest.raises(UnknownReference):
        registers.register("secrets")
    with pytest.raises(UnknownReference), transaction():
        retire_row("activities", 99, 1, manager, now)


def test_the_public_sees_what_is_in_use(session: Session, now: datetime, manager: Person) -> None:
    load(office_file(), now)
    assert [row.code for row in registers.service_standards()] == [f"S0{n}" for n in range(1, 8)]
    order = ["I06", "I05", "I03", "I02", "I01"]  # what is under way is not told yet
    assert [row.code for row in registers.improvements_done()] == order
    gone = session.scalars(select(Improvement).where(Improvement.code == "I06")).one()
    with transaction():
        retire_row("improvements", gone.id, gone.version, manager, now)
    assert [row.code for row in registers.improvements_done()] == order[1:]


def test_what_a_printed_claim_stands_on_is_not_retired_unseen(
    session: Session, now: datetime, manager: Person
) -> None:
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    row = session.scalars(select(Activity)).first()
    assert row
    with pytest.raises(Invalid) as refused, transaction():
        retire_row("activities", row.id, row.version, manager, now)
    assert refused.value.problems["confirm"].th.endswith("อาศัยรายการนี้: 2553 CS4.3")
    assert not row.retired
    assert registers.events(f"register:activities:{row.id}") == []
    with transaction():
        retire_row("activities", row.id, row.version, manager, now, confirmed=True)
    event = registers.events(f"register:activities:{row.id}")[0]
    assert event.details == {"claims": ["2553 CS4.3"]}


def test_what_no_claim_stands_on_is_retired_at_once(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        row = add_row("surveys", {"code": "S68", "fiscal_year": "2568"}, manager, now)
    with transaction():
        retire_row("surveys", row.id, 1, manager, now)
    assert row.retired


def test_lines_are_found_by_fiscal_year_and_keeper(
    session: Session, now: datetime, manager: Person
) -> None:
    kept = {"owner_id": manager.email}
    with transaction():
        add_row("activities", {**SEMINAR, **kept}, manager, now)
        add_row("activities", {**SEMINAR, "held_on": "1 ต.ค. 2569"}, manager, now)
    held = REGISTERS["activities"]

    def found(**asked: int) -> list[date]:
        return [row.held_on for row in registers.all_rows(held, registers.Asked(**asked))]

    assert found(year=2569) == [date(2026, 9, 16)]
    assert found(year=2570) == [date(2026, 10, 1)]
    assert found(owner=manager.id) == [date(2026, 9, 16)]
    assert found(year=2570, owner=manager.id) == []
