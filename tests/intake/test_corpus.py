"""500 broken mails: each is read or refused with its reason, fast and small; its bytes stay."""

import time
from collections import Counter
from datetime import datetime

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.database import db
from app.intake.apart import read_apart
from app.intake.email import Mail, Unreadable, read_mail
from app.models import Case, RawMail
from app.postbox import accept
from app.storage import cupboard
from tests.intake.corpus import COUNTS, Broken, corpus
from tests.intake.mails import NOW

SMALL = [mail.raw for mail in corpus() if len(mail.raw) < 4000]
MOST_CPU = 10


def read(raw: bytes) -> Mail | tuple[str, str]:
    try:
        return read_mail(raw, NOW)
    except Unreadable as refused:
        return refused.reason


def test_the_corpus_is_500_different_mails_of_every_family():
    assert Counter(mail.family for mail in corpus()) == COUNTS
    assert len({mail.raw for mail in corpus()}) == len({mail.name for mail in corpus()}) == 500


def test_every_broken_mail_is_read_or_refused_with_a_reason_in_both_languages():
    read_well, slow = 0, {}
    for mail in corpus():
        began = time.process_time()
        told = read(mail.raw)
        if time.process_time() - began > MOST_CPU:
            slow[mail.name] = time.process_time() - began
        if isinstance(told, Mail):
            read_well += 1
            said = [told.subject, told.body, told.html, told.sender.name, told.message_id]
            said += [file.name for file in told.files]
            assert all(word.encode() is not None and "\0" not in word for word in said), mail.name
            assert told.received_at == NOW, mail.name
        else:
            assert all(told), mail.name
    assert slow == {}
    assert read_well >= 0.95 * 500


def test_the_child_process_reads_them_all_the_same_within_its_memory():
    """It grows by 256 MB at most on one mail, or is ended; here none of the 500 needs that."""
    for mail in corpus():
        try:
            apart: Mail | tuple[str, str] = read_apart(mail.raw, NOW)
        except Unreadable as refused:
            apart = refused.reason
        assert apart == read(mail.raw), mail.name


@pytest.mark.parametrize("family", COUNTS)
def test_the_bytes_of_a_broken_mail_stay_as_they_came(
    app: Flask, now: datetime, family: str
) -> None:
    with app.app_context():
        for mail in some(family):
            raw_id = accept.keep(mail.raw, now)
            state = accept.read(raw_id, now)
            row = db.session.get_one(RawMail, raw_id)
            assert cupboard.get(row.key) == mail.raw, mail.name
            assert state in {"done", "held", "machine", "quarantine"}, mail.name
            if state == "quarantine":
                assert row.reason_th and row.reason_en, mail.name  # noqa: PT018 - both or neither
            if state == "done":
                assert db.session.get_one(Case, row.case_id).subject, mail.name


def some(family: str) -> list[Broken]:
    """Every eighth of a family, so that all families come to 60 or so."""
    return [mail for mail in corpus() if mail.family == family][::8]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A mail of the corpus with pieces cut out, doubled, moved or overwritten."""
    raw = draw(st.sampled_from(SMALL))
    for _ in range(draw(st.integers(1, 6))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, max(len(raw), 1))] * 2)))
        piece, at = raw[start:end], draw(st.integers(0, max(len(raw), 1)))
        raw = draw(st.sampled_from([
            raw[:start] + raw[end:], raw[:at] + piece + raw[at:], raw[:at] + b"\0\xff\r" + raw[at:],
            raw.replace(piece, b"", 1) + piece, raw[:start] + piece[::-1] + raw[end:],
            raw + draw(st.sampled_from(SMALL)),
        ]))  # fmt: skip
    return raw


@settings(max_examples=300)
@given(mutated())
def test_a_mutated_mail_is_read_or_refused_and_nothing_else(raw: bytes) -> None:
    began = time.process_time()
    assert read(raw)
    assert time.process_time() - began < MOST_CPU
