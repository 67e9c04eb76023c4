"""Results of a survey from the answers given here and from imported counts."""

from dataclasses import asdict
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import SurveyGroup
from app.reports.annexes.cs6 import HIDDEN, cs6_annex
from app.reports.form23 import form23
from app.reports.survey_results import TOTAL, survey_results
from tests.reports.office_file import load, office_file
from tests.reports.survey_data import (
    ANGRY,
    CODE,
    HEARD,
    OVERALL,
    SLOW,
    WHY,
    a_survey,
    answers,
    sampled,
)
from workflows.errors import UnknownReference

FORM = ("n", "mean", "sd", "percent_of_max", "band", "satisfied_percent", "neutral_percent",
        "dissatisfied_percent")  # fmt: skip


def figures(year: int, now: datetime) -> dict:
    claims = (claim for one in form23(year, now).criteria for claim in one.claims)
    return {figure.name: figure.value for claim in claims for figure in claim.figures}


@pytest.fixture
def two_groups(session: Session, now: datetime) -> None:
    """Ten of G1 and six of G2 were asked, seven and five answered; nobody of G3."""
    with transaction():
        items = a_survey(now, groups={"G1": 2000, "G2": 76, "G3": 40})
        sampled("G1", 10)
        sampled("G2", 6)
        slow = [(items[SLOW], 2), (items[ANGRY], 5), (items[WHY], [0, 1]), (items[HEARD], [0])]
        answers("G1", items[OVERALL], [5, 4, 4, 3], more=slow)
        answers("G1", items[OVERALL], [2, 1, 5], channel="paper", more=[(items[WHY], [0])])
        answers("G2", items[OVERALL], [5, 5, 4, 4, 4], channel="phone",
                more=[(items[SLOW], 5), (items[HEARD], [1])])  # fmt: skip


@pytest.mark.usefixtures("two_groups")
def test_groups_are_counted_from_the_answers_given_here() -> None:
    made = survey_results(CODE)
    one, two, three = made.groups
    assert (one.sampled, one.responses, one.response_percent) == (10, 7, 70.0)
    assert one.by_channel == {"web": 4, "paper": 3}
    assert (one.channel_percent("web"), one.channel_percent("phone")) == (40.0, 0.0)
    assert one.measured.mean == 3.43  # 24 ÷ 7
    assert one.measured.sd == 1.51
    assert (two.response_percent, two.measured.mean) == (83.33, 4.4)
    assert (made.total.measured.n, made.total.measured.mean) == (12, 3.83)  # 46 ÷ 12
    assert (three.measured.n, made.gaps) == (0, ["G3"])
    assert [row.needed for row in made.groups] == [334, 64, 37]


@pytest.mark.usefixtures("two_groups")
def test_questions_are_measured_each_for_itself() -> None:
    made = survey_results(CODE)
    overall, slow = made.items
    assert (overall.overall, overall.measured.n) == (True, 12)
    # of G1 4 said 2, of G2 5 said 5; turned round 4 and 1: (4·4 + 5·1) ÷ 9
    assert (slow.turned, slow.measured.mean, slow.measured.satisfied_percent) == (True, 2.33, 44.44)
    assert [item.position for item in made.worst] == [SLOW]
    angry = made.dissatisfaction[0]
    assert (angry.measured.n, angry.measured.shown) == (4, False)
    assert made.most_dissatisfying == []


@pytest.mark.usefixtures("two_groups")
def test_a_question_that_few_of_one_group_answered_hides_the_other_group_too() -> None:
    slow = survey_results(CODE).items[1]
    assert not slow.groups["G1"].shown
    assert not slow.groups["G2"].shown  # or the total would give G1 away
    assert slow.measured.shown


@pytest.mark.usefixtures("two_groups")
def test_reasons_are_counted_of_all_who_answered() -> None:
    made = survey_results(CODE).reasons
    assert [(one.text.th, one.count, one.percent) for one in made] == [
        ("ช้า", 7, 58.33), ("ไม่สุภาพ", 4, 33.33),
    ]  # fmt: skip


@pytest.mark.usefixtures("two_groups")
def test_form_2_3_reads_the_answers_given_here(now: datetime) -> None:
    found = figures(2570, now)
    assert found["cs6.G1.mean"] == 3.43
    assert found["cs6.ALL.response_percent"] == 75.0
    assert found["cs6.groups_without_result"] == 1
    # of nine who were asked where they hear from us, five said the journal
    assert (found["cs2.top_information_channel"], found["cs2.n"]) == ("วารสาร", 9)
    assert found["cs3.survey_respondents"] == 12


@pytest.mark.usefixtures("two_groups")
def test_answers_given_here_stand_before_imported_counts(now: datetime) -> None:
    with transaction():
        for group in ("G1", "G3"):
            db.session.add(SurveyGroup(
                survey_code=CODE, group_code=group, sampled=37, counts=[0, 0, 0, 0, 30]
            ))  # fmt: skip
    one, _, three = survey_results(CODE).groups
    assert (one.measured.mean, one.imported) == (3.43, False)
    assert (three.measured.mean, three.imported, three.response_percent) == (1.0, True, 81.08)


def test_four_people_of_a_group_are_counted_and_nothing_they_said_is_told(
    session: Session, now: datetime
) -> None:
    with transaction():
        items = a_survey(now, groups={"G1": 60, "G2": 76, "G3": 500})
        for group, levels in {"G1": [1] * 4, "G2": [4] * 6, "G3": [5] * 9}.items():
            answers(group, items[OVERALL], levels)
    made = survey_results(CODE)
    assert [row.measured.shown for row in made.groups] == [False, False, True]
    assert made.groups[0].measured.n == 4
    found = figures(2570, now)
    assert (found["cs6.G1.n"], found["cs6.G1.mean"], found["cs6.G2.band"]) == (4, None, None)
    assert found["cs6.G3.mean"] == 5.0
    cells = [cell for table in cs6_annex(CODE) for row in table.rows for cell in row]
    assert 1.0 not in cells
    assert cells.count(HIDDEN) == 4  # the two groups, and their means by question


def test_the_change_is_told_where_both_years_have_a_value(session: Session, now: datetime) -> None:
    with transaction():
        old = a_survey(now, "survey-2569", {"G1": 60, "G2": 76}, fiscal_year=2569)
        new = a_survey(now, previous_code="survey-2569")
        answers("G1", old[OVERALL], [3] * 6, code="survey-2569")
        answers("G1", new[OVERALL], [4] * 5)
        answers("G2", new[OVERALL], [5] * 5)
    made = survey_results(CODE)
    assert made.groups[0].change is not None
    assert asdict(made.groups[0].change) == {"mean": 1.0, "satisfied_percent": 100.0}
    assert made.groups[1].change is None
    assert made.total.change is not None
    assert made.total.change.mean == 1.5
    assert made.items[0].change == made.total.change


@pytest.mark.parametrize(("table", "band"), [("", "มาก"), ("a", "มาก"), ("b", "มากที่สุด")])
def test_the_bands_may_be_those_of_either_table(
    session: Session, now: datetime, table: str, band: str
) -> None:
    with transaction():
        items = a_survey(now, groups={"G1": 60})
        answers("G1", items[OVERALL], [5, 5, 5, 4, 3])  # 4.4
    assert survey_results(CODE, table).total.measured.band == band


def test_imported_counts_give_the_figures_of_the_worked_example(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    made = survey_results("survey-2569")
    rows = {row.code: row for row in (*made.groups, made.total)}
    for expected in office_file()["expected"]["cs6"]:
        row = rows[expected["group"]]
        assert (row.sampled, row.response_percent) == (
            expected["sampled"], expected["response_percent"],
        )  # fmt: skip
        assert {name: getattr(row.measured, name) for name in FORM} == {
            name: expected[name] for name in FORM
        }
    assert made.gaps == ["G01", "G07", "G08"]
    sizes = {row.code: row.needed for row in made.groups}
    assert sizes == {"G01": 53, "G02": 125, "G03": 334, "G04": 371, "G05": 300, "G06": 64,
                     "G07": 267, "G08": 37}  # fmt: skip


def test_the_same_answers_given_here_give_the_same_figures(session: Session, now: datetime) -> None:
    row = next(one for one in office_file()["expected"]["cs6"] if one["group"] == "G02")
    with transaction():
        items = a_survey(now, groups={"G02": 180})
        sampled("G02", 125)
        answers("G02", items[OVERALL], [5] * 31 + [4] * 52 + [3] * 21 + [2] * 5 + [1])
    made = survey_results(CODE).groups[0]
    assert {name: getattr(made.measured, name) for name in FORM} == {
        name: row[name] for name in FORM
    }
    assert made.response_percent == row["response_percent"]


def test_the_annex_tells_groups_questions_reasons_and_definitions(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    tables = cs6_annex("survey-2569")
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)
    groups = tables[0]
    assert groups.foot is not None
    assert groups.foot[0] == TOTAL
    assert any("ยังไม่มีผล" in str(cell) for cell in groups.rows[0])
    assert any(row[0][0] == "คะแนนร้อยละ" for row in tables[-1].rows)


def test_a_survey_that_there_is_not_has_no_results(session: Session) -> None:
    with pytest.raises(UnknownReference):
        survey_results("nowhere")
