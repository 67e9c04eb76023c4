"""Thai under every label it comes with, true or false."""

import base64
import codecs
import encodings.aliases

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.charsets import decode_base64, decode_header_text, decode_text

SENTENCE = "เรื่องร้องเรียน: น้ำเสียจากโรงงาน ๓ แห่ง"
QUOTED = "เจ้าหน้าที่พูดว่า “รอไปก่อน” แล้วเงียบ…"


def word(payload: bytes, label: str) -> str:
    return f"=?{label}?B?{base64.b64encode(payload).decode()}?="


@pytest.mark.parametrize("name", ["windows-874", "X-Windows-874", "MS874", "ibm874", "cp-874"])
def test_the_windows_names_of_the_thai_code_page_are_known(name):
    assert codecs.lookup(name).name == "cp874"


@pytest.mark.parametrize(
    "label",
    ["windows-874", "TIS-620", "iso-8859-11", "tis620.2533", "us-ascii", "utf-8", "iso-8859-1"]
    + [None, "", "x-unknown", "windows-874\0", "ไทย", "punycode", "rot13", "x" * 5000],
)
def test_thai_windows_bytes_are_read_whatever_the_label_says(label):
    assert decode_text(QUOTED.encode("cp874"), label) == QUOTED


@pytest.mark.parametrize(
    "label", ["utf-8", "TIS-620", "windows-874", "us-ascii", None, "x-unknown"]
)
def test_thai_utf_8_is_read_whatever_the_label_says(label):
    assert decode_text(SENTENCE.encode(), label) == SENTENCE


def test_curly_quotes_in_a_text_labelled_tis_620_stay_quotes():
    assert decode_text(b"\x93\xa1\x94\x85", "tis-620") == "“ก”…"


@pytest.mark.parametrize("text", ["Größe", "São Paulo"])
def test_western_letters_under_a_western_label_do_not_turn_thai(text):
    assert decode_text(text.encode("latin-1"), "iso-8859-1") == text


def test_another_script_without_a_label_is_guessed():
    text = "你好,我要投诉你们的服务态度,请尽快处理我的投诉"
    assert decode_text(text.encode("gb18030"), None) == text


def test_a_text_cut_in_the_middle_of_a_letter_keeps_all_the_others():
    assert decode_text(SENTENCE.encode()[:-1], "utf-8") == SENTENCE[:-1] + "\ufffd"


def test_one_bad_byte_does_not_spoil_a_thai_text():
    payload = SENTENCE.encode("cp874")
    assert decode_text(payload + b"\xff" + payload, "windows-874") == f"{SENTENCE}\ufffd{SENTENCE}"


@pytest.mark.parametrize("codec", sorted(set(encodings.aliases.aliases.values())))
def test_no_codec_of_python_makes_it_raise(codec):
    assert isinstance(decode_text(bytes(range(256)), codec), str)


@settings(max_examples=150)
@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_under_any_label_become_text(payload, label):
    assert isinstance(decode_text(payload, label), str)


@pytest.mark.parametrize("label", ["windows-874", "TIS-620", "iso-8859-11", "utf-8*th"])
@pytest.mark.parametrize("coding", ["b", "q"])
def test_an_encoded_header_is_read(label, coding):
    payload = SENTENCE.encode("utf-8" if label.startswith("utf") else "cp874")
    quoted = "".join(f"={byte:02X}" for byte in payload)
    raw = word(payload, label) if coding == "b" else f"=?{label}?q?{quoted}?="
    assert decode_header_text(raw) == SENTENCE


def test_adjacent_thai_words_are_joined_without_a_blank():
    raw = f"{word('ร้อง'.encode(), 'utf-8')}\r\n {word('เรียน'.encode('cp874'), 'windows-874')}"
    assert decode_header_text(raw) == "ร้องเรียน"


def test_a_letter_split_over_two_encoded_words_is_whole():
    payload = "น้ำเสีย".encode()
    raw = f"{word(payload[:4], 'utf-8')} {word(payload[4:], 'UTF-8')}"
    assert decode_header_text(raw) == "น้ำเสีย"


def test_plain_words_around_an_encoded_one_keep_their_blanks():
    assert decode_header_text(f"Re: {word('น้ำ'.encode(), 'utf-8')} (2)") == "Re: น้ำ (2)"


@pytest.mark.parametrize("codec", ["utf-8", "cp874"])
def test_raw_8_bit_headers_are_read(codec):
    payload = SENTENCE.encode(codec)
    assert decode_header_text(payload) == SENTENCE
    assert decode_header_text(payload.decode("ascii", "surrogateescape")) == SENTENCE


def test_line_ends_and_controls_hidden_in_a_header_are_gone():
    raw = f"a\r\nBcc: x {word(b'b' + bytes([13, 10, 0, 7]) + b'c', 'utf-8')}\u2028d"
    assert decode_header_text(raw) == "a Bcc: x b c d"


def test_a_flood_of_unfinished_words_takes_no_time():
    assert decode_header_text("=?a?q?" * 20_000).startswith("=?a?q?")


@settings(max_examples=150)
@given(st.text(max_size=100) | st.binary(max_size=100) | st.from_regex(r"=\?.*\?[bq]\?.*\?="))
def test_any_header_becomes_one_line_that_can_be_stored(raw):
    line = decode_header_text(raw)
    assert line.encode().decode() == line
    assert not set(line) & set("\r\n\0\u2028")


@settings(max_examples=100)
@given(st.binary(max_size=60), st.integers(0, 80))
def test_base64_cut_short_gives_what_it_still_says(content, end):
    cut = decode_base64(base64.b64encode(content)[:end])
    assert content.startswith(cut)
    assert len(cut) >= min(len(content), end * 3 // 4 - 2)
