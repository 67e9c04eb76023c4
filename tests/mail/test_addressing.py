"""A key of ours is proved by nothing but itself, for one letter, one case and one recipient."""

import pytest

from app.mail.addressing import BOUNCE, LETTER, REPLY, STAFF, Signer

SIGN = Signer("k" * 40, "office.example", "reply.office.example")


def test_a_message_id_is_proved_for_its_case_and_recipient_alone() -> None:
    key = SIGN.message_id(LETTER, "7", "a@example.org")
    assert SIGN.proves(key, LETTER, "7", "A@Example.org")
    assert not SIGN.proves(key, LETTER, "8", "a@example.org")
    assert not SIGN.proves(key, LETTER, "7", "b@example.org")
    assert not SIGN.proves(key, STAFF, "7", "a@example.org")
    assert not Signer("j" * 40, "office.example").proves(key, LETTER, "7", "a@example.org")


def test_every_altered_letter_of_a_key_breaks_it() -> None:
    key = SIGN.message_id(LETTER, "7", "a@example.org")
    for place in range(1, 66):
        if key[place] == ".":
            continue
        other = "0" if key[place] != "0" else "1"
        altered = f"{key[:place]}{other}{key[place + 1 :]}"
        assert not SIGN.proves(altered, LETTER, "7", "a@example.org")
        assert SIGN.looks_ours(altered)


def test_no_two_message_ids_are_alike() -> None:
    made = {SIGN.message_id(LETTER, "7", "a@example.org") for _ in range(1000)}
    assert len({key[:9] for key in made}) == 1000


def test_a_reply_address_survives_capitals_and_names_its_letter() -> None:
    address = SIGN.address(REPLY, 12, "a@example.org")
    assert len(address.partition("@")[0]) <= 64
    key = SIGN.read(address.upper())
    assert key is not None
    assert (key.purpose, key.letter_id) == ("reply", 12)
    assert SIGN.fits(key, "a@example.org")
    assert not SIGN.fits(key, "b@example.org")


def test_the_key_of_a_bounce_address_opens_no_reply_address() -> None:
    bounce = SIGN.address(BOUNCE, 12, "a@example.org")
    key = SIGN.read(bounce.replace("bounce+", "reply+"))
    assert key is not None
    assert not SIGN.fits(key, "a@example.org")


@pytest.mark.parametrize("address", [
    "reply+12.ab@elsewhere.example", "reply+x.ab@reply.office.example", "",
    "reply+1@office.example",
    "reply+99999999999999999999.ab@reply.office.example",
])  # fmt: skip
def test_another_address_is_no_key(address: str) -> None:
    assert SIGN.read(address) is None


def test_without_a_domain_for_replies_there_are_no_such_addresses() -> None:
    plain = Signer("k" * 40, "office.example")
    assert plain.address(REPLY, 12, "a@example.org") == ""
    assert plain.read("reply+12.ab@") is None


@pytest.mark.parametrize(
    "message_id", ["<hello@office.example>", "<CAK+abc@mail.example>", "", "<@>"]
)
def test_what_others_write_does_not_look_like_a_key(message_id: str) -> None:
    assert not SIGN.looks_ours(message_id)
