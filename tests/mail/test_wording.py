"""The office's own words: a closed list of names is filled in, and nothing else is ever read."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from app.actions.keep_wording import Place, add_wording, use_wording
from app.actions.write_letter import write_letter
from app.database import transaction
from app.mail import outbox
from app.mail.sender import as_html
from app.mail.wording import OWN_WORDS, check_wording, demanded, fill, offered
from app.models import Case, Letter, Person
from app.queries import cases
from tests.factories import a_case, a_person, an_office
from workflows import State
from workflows.errors import Conflict, Invalid, UnknownReference

SUBJECT = "{reference} ความคืบหน้า"
BODY = "เรียน คุณ{name}\n\n{words}\n\nผู้รับผิดชอบ {owner}\nติดตามได้ที่ {link}"


@pytest.fixture
def people(session: Session, now: datetime) -> tuple[Person, Person]:
    """An officer and a manager of a small office."""
    with transaction():
        an_office()
        return a_person(now, "officer", name="นายข้อมูล ดี"), a_person(now, "manager", "U01")


def written(now: datetime, officer: Person, words: str, **more: object) -> Letter:
    with transaction():
        case = a_case(now, State.ASSIGNED, officer, **more)
        return write_letter(case, officer, now, occasion="news", text=words)


def kept(now: datetime, boss: Person, place: Place, seen: int = 0, body: str = BODY) -> None:
    with transaction():
        add_wording(place, SUBJECT, body, seen, boss, now)


def test_a_letter_is_written_in_the_offices_own_words(
    people: tuple[Person, Person], now: datetime
) -> None:
    officer, boss = people
    kept(now, boss, Place("update"))
    letter = written(now, officer, "ตรวจแล้ว")
    assert letter.subject == f"{cases.get(letter.case_id).reference} ความคืบหน้า"
    assert letter.text == (
        "เรียน คุณนายสมหมาย ใฝ่อ่าน\n\nตรวจแล้ว\n\nผู้รับผิดชอบ นายข้อมูล ดี\nติดตามได้ที่\n[link]\n"
    )


def test_the_words_of_its_kind_go_before_those_of_every_kind(
    people: tuple[Person, Person], now: datetime
) -> None:
    officer, boss = people
    kept(now, boss, Place("update"))
    kept(now, boss, Place("update", "suggestion"), body="ข้อเสนอ {words} {link}")
    assert written(now, officer, "ตรวจแล้ว", kind="suggestion").text.startswith("ข้อเสนอ ตรวจแล้ว")
    assert written(now, officer, "ตรวจแล้ว").text.startswith("เรียน คุณ")


def test_english_letters_keep_the_wording_that_ships(
    people: tuple[Person, Person], now: datetime
) -> None:
    officer, boss = people
    kept(now, boss, Place("update"))
    assert written(now, officer, "Checked", language="en").text.startswith("Dear ")


@pytest.mark.parametrize("odd", ["{{7*7}}", "{%raw%}", "${7*7}", "{{ config }}", "{{link}}"])
def test_what_looks_like_a_template_stays_as_it_is_in_the_wording(
    people: tuple[Person, Person], now: datetime, odd: str
) -> None:
    officer, boss = people
    kept(now, boss, Place("update"), body=f"{odd} {{words}}\n{{link}}")
    assert written(now, officer, "ตรวจแล้ว").text.startswith(f"{odd} ตรวจแล้ว")


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("words", ["{{7*7}}", "{phone}", "{%set x=1%}", "${7*7}", "{words}"])
def test_what_people_write_is_never_read_as_a_template(
    people: tuple[Person, Person], now: datetime, words: str, own: bool
) -> None:
    officer, boss = people
    if own:
        kept(now, boss, Place("update"))
    letter = written(now, officer, words, subject=f"เรื่อง {words}")
    assert f"\n\n{words}\n\n" in letter.text


@pytest.mark.parametrize("name", ["ชื่อ", "7*7", "secret", "", "name.__class__"])
def test_a_name_that_is_not_on_the_list_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_wording("update", SUBJECT, f"{BODY} {{{name}}}")
    assert set(refused.value.problems) == {"body"}


@pytest.mark.parametrize("name", ["words", "link"])
def test_what_a_letter_lives_from_must_stand_in_it(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_wording("update", SUBJECT, BODY.replace(f"{{{name}}}", f"{{{{{name}}}}}"))
    assert f"{{{name}}}" in refused.value.problems["body"].th


@pytest.mark.parametrize(
    "subject", ["ข่าว", "{reference} {words}", "{reference} {link}", "{reference}\nBcc: x@y.z", ""]
)
def test_a_subject_has_the_reference_one_line_and_no_link(subject: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_wording("update", subject, BODY)
    assert set(refused.value.problems) == {"subject"}


def test_the_acknowledgement_offers_no_words_of_a_stranger() -> None:
    assert not {"subject", "name", "words"} & set(offered("acknowledgement"))


def test_a_line_that_lacks_something_is_left_out() -> None:
    facts = {"language": "th", "case": SimpleNamespace(reference="OIE-1", forwarded_to="")}
    text = "เลขที่ {reference}\nส่งต่อ {forwarded_to}\nจบ"
    assert fill(text, facts, {"reference": 1, "forwarded_to": 1}) == "เลขที่ OIE-1\nจบ"


def test_a_line_with_what_is_demanded_is_never_left_out() -> None:
    facts = {"language": "th", "words": "ตอบแล้ว", "phone": ""}
    line = "{words} โทร {phone}"
    assert fill(line, facts, {"words": 1, "phone": 1}, demanded("update")) == "ตอบแล้ว โทร"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", OWN_WORDS)
def test_the_wording_that_ships_can_be_kept_as_our_own(
    app: object, session: Session, name: str, language: str
) -> None:
    subject, body = outbox.shipped(name, language)
    check_wording(name, subject, body)
    assert "None" not in body


@pytest.mark.parametrize("name", ["update", "assigned", "reopened"])
def test_the_wording_that_ships_reads_the_same_as_our_own(
    people: tuple[Person, Person], now: datetime, name: str
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, people[0])
    told = {"words": "ตรวจแล้ว\n\nสองย่อหน้า"}
    own = outbox.compose(case, name, "th", told, outbox.shipped(name, "th"))
    assert own == outbox.compose(case, name, "th", told)


def test_the_version_before_can_be_used_again_and_so_can_what_ships(
    people: tuple[Person, Person], now: datetime
) -> None:
    officer, boss = people
    place = Place("update")
    kept(now, boss, place)
    kept(now, boss, place, 1, "ใหม่ {words}\n{link}")
    for version, start in ((1, "เรียน คุณ"), (2, "ใหม่ "), (0, "เรียน นาย")):
        with transaction():
            use_wording(place, version, boss, now)
        assert written(now, officer, "ตรวจแล้ว").text.startswith(start)
    with pytest.raises(UnknownReference), transaction():
        use_wording(place, 3, boss, now)


def test_who_wrote_on_an_older_version_is_told_and_changes_nothing(
    people: tuple[Person, Person], now: datetime
) -> None:
    kept(now, people[1], Place("update"))
    with pytest.raises(Conflict), transaction():
        add_wording(Place("update"), SUBJECT, "ทับ {words} {link}", 0, people[1], now)


def test_in_html_only_our_own_link_can_be_clicked(
    people: tuple[Person, Person], app: object, now: datetime
) -> None:
    officer, boss = people
    kept(now, boss, Place("update"), body="<b>{words}</b>\n{link}")
    letter = written(now, officer, "ดู <a href='http://evil.example'>http://evil.example</a>")
    page = as_html(letter.text, "th", "https://office.example/track/open/x")
    assert page.count("<a ") == 1
    assert 'href="https://office.example/track/open/x"' in page
    assert "&lt;b&gt;" in page


def test_the_reader_of_a_subject_sees_one_line_whatever_stands_in_it(
    people: tuple[Person, Person], now: datetime
) -> None:
    with transaction():
        case: Case = a_case(now, State.ASSIGNED, people[0], subject="ก\r\nBcc: x@y.z")
    own = ("{reference} {subject}", BODY)
    subject, _ = outbox.compose(case, "update", "th", {"words": "x"}, own)
    assert not {"\n", "\r"} & set(subject)
