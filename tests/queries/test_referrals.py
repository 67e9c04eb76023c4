"""The ledger of referred cases: its lists page by page, and where the two ledgers differ."""

from datetime import date, datetime, timedelta

import pytest

from app.database import db, transaction
from app.models import Case, Person, Referral
from app.queries import differences, referrals
from tests.factories import a_person, a_referral
from workflows import State

DAY = timedelta(days=1)


def sent(case: Case) -> Referral:
    assert case.referral is not None
    return case.referral


def kinds(person: Person, now: datetime) -> dict[str, list[str]]:
    found = differences.listed(person, now)
    return {one.code: [r.case.reference for r in one.referrals] for one in found}


def test_the_two_ledgers_are_compared_and_each_sort_of_difference_is_found(
    owner: Person, manager: Person, now: datetime
) -> None:
    before = now - 40 * DAY
    with transaction():
        waits = a_referral(before, State.RESOLVED, owner=owner)
        closed = a_referral(now, owner=owner, report_due=date(2027, 6, 1))
        silent = a_referral(before, State.RESOLVED, owner=owner)
        early = a_referral(now, owner=owner)
        unnumbered = a_referral(now, owner=owner, letter_number="", report_due=date(2027, 6, 1))
        fresh = a_referral(now, State.RESOLVED, owner=owner)
        sent(closed).their_state = "closed"
        sent(silent).reported_at = None
        db.session.flush()
        names = {c.reference: n for c, n in [
            (waits, "waits"), (closed, "closed"), (silent, "silent"), (early, "early"),
            (unnumbered, "unnumbered"), (fresh, "fresh"),
        ]}  # fmt: skip
    found = {code: [names[r] for r in rows] for code, rows in kinds(manager, now).items()}
    assert found == {
        "they_wait": ["waits"], "we_wait": ["closed"], "unreported": ["silent"],
        "due_before": ["early"], "no_number": ["unnumbered"],
    }  # fmt: skip


def test_differences_are_told_only_to_who_may_see_the_case(
    owner: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        keeper = a_person(now, "confidential", "U06")
        case = a_referral(now, owner=keeper, topic="C08")
        sent(case).their_state = "closed"
    assert "we_wait" in kinds(keeper, now)
    assert kinds(manager, now) == {}


def test_the_ledger_is_read_page_by_page_as_reports_are_due(
    owner: Person, manager: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referrals, "PAGE", 2)
    days = (date(2026, 12, 3), None, date(2026, 12, 1), date(2026, 11, 20))
    with transaction():
        for day in days:
            a_referral(now, owner=owner, report_due=day)
        a_referral(now, State.RESOLVED, owner=owner)

    def walk(listed: str) -> list[date | None]:
        found, after = [], None
        while True:
            page = referrals.page(listed, manager, now, after)
            found += [one.report_due for one in page.referrals]
            if (after := page.next) is None:
                return found

    assert walk("open") == [*sorted(day for day in days if day), None]
    assert walk("late") == [date(2026, 11, 20)]
    assert walk("all") == [date(2026, 12, 17), *days[::-1]]
