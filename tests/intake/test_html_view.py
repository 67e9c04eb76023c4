"""A stranger's page keeps its words and loses everything that loads, runs or looks like ours."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.html_view import MOST_TAGS, safe_html, sieve
from tests.intake.mails import FROM, body_part, multipart, read

ALLOWED = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|caption|code|dd|del|div|dl|dt|em|h[1-6]|hr|i|ins|li|ol"
    r"|p|pre|s|span|strong|sub|sup"
    r"|table|tbody|td|tfoot|th|thead|tr|u|ul)"
    r'(?: (?:href="(?:https?:|mailto:)[^"<>]*"|rel="noopener noreferrer nofollow"'
    r'|(?:col|row)span="\d{1,2}"))*>'
)
LEFT_OUT = "<em>[ไม่แสดงภาพ / image left out: ป้าย]</em>"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p style='color:red' id=a class=b onclick=x>ก</p>", "<p>ก</p>"),
        ("<img src='http://sink.example/x' alt=ป้าย>", LEFT_OUT),
        ("<img alt=ป้าย src=cid:1 onerror=x>", LEFT_OUT),
        ("<img src=data:image/png;base64,AA==>", "<em>[ไม่แสดงภาพ / image left out]</em>"),
        ("<style>p{}</style><script>x</script><title>t</title>ก", "ก"),
        ("<form action=/desk><input value=x><button>ส่ง</button></form>", "ส่ง"),
        ("<iframe src=x></iframe><object data=x></object><embed src=x>ก", "ก"),
        (
            "<base href=http://sink.example><meta http-equiv=refresh><link rel=stylesheet href=x>ก",
            "ก",
        ),
        ("<td background=http://sink.example>ก", "ก"),
        (
            "<table><tr><td colspan=2 rowspan=999 width=9>ก",
            '<table><tbody><tr><td colspan="2">ก</td></tr></tbody></table>',
        ),
        ("<svg onload=alert(1)><script>x</script></svg>ก", "ก"),
        ("<!-- [if mso]><p>x</p><![endif] -->ก", "ก"),
    ],
)
def test_a_page_shows_its_words_and_nothing_else(markup, shown):
    assert safe_html(markup) == shown


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("https://a.example/?x=1&y=2", True),
        ("HTTP://a.example", True),
        ("mailto:a@b.example", True),
        ("javascript:alert(1)", False),
        (" java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("/desk", False),
        ("//sink.example", False),
        ("vbscript:x", False),
        ("cid:1", False),
        ("", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_link_leads_only_outside_and_says_where(target, leads):
    shown = safe_html(f'<a href="{target}" target=_top id=x>กดที่นี่</a>')
    assert ("href=" in shown) is leads
    assert ("<code>[" in shown) is leads
    if leads:
        assert 'rel="noopener noreferrer nofollow"' in shown


def test_a_link_that_shows_its_target_already_does_not_repeat_it():
    assert safe_html('<a href="https://a.example/">https://a.example/</a>').count("a.example") == 2


def test_a_target_with_markup_in_it_stays_text():
    shown = safe_html('<a href="https://a.example/?<script>x</script>&quot;">ก</a>')
    assert ALLOWED.sub("", shown) == 'ก [https://a.example/?&lt;script&gt;x&lt;/script&gt;"]'


def test_a_page_of_too_many_tags_is_read_as_plain_text_only():
    page = "<b>" * (MOST_TAGS + 1) + "มีคำ"
    assert safe_html(page) == ""
    assert "มีคำ" in read(FROM + body_part(page, "utf-8", "8bit", "text/html")).body


HOSTILE = {
    "attributes": "".join(f"<b x={n}>" for n in range(MOST_TAGS)),
    "reopened": "".join(f"<b x={n}>" for n in range(MOST_TAGS // 2)) + "<p>" * (MOST_TAGS // 2),
    "kinds reopened": "<b><i><u><s><em><strong><code>" * 4 + "<p>" * (MOST_TAGS - 30),
    "divs": "<div>" * MOST_TAGS,
    "lists": "<ul><li>" * (MOST_TAGS // 2),
    "links": "<a href=http://x><p>" * (MOST_TAGS // 2),
    "tables": "<table><td><a href=http://x>" * (MOST_TAGS // 3),
    "one tag": "<p " + "a=b " * 100_000 + ">",
    "fonts": "<font color=red size=1>" * 3000 + "<p>" * 4000,
    "foreign": "<svg><math><mtext>" * (MOST_TAGS // 3),
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_long_or_grows_without_end(markup):
    began = time.process_time()
    assert len(safe_html(markup)) < 5_000_000
    assert time.process_time() - began < 5


PIECES = st.sampled_from(
    [
        "<img src=x onerror=alert(1)>",
        '<a href="',
        "javascript:x",
        "http://a/",
        '">',
        "'",
        "<",
        ">",
        "<svg>",
        "<style>",
        "</style>",
        "<math><mtext><table><mglyph><style><!--</style>",
        '<img alt="<img src=x>">',
        "<b ",
        "<em>",
        "</a>",
        "&lt;img&gt;",
        "<!--",
        "-->",
        "<template>",
        '<noscript><p title="</noscript><img src=x onerror=1>">',
        "<a href=http://x/>",
        "\0",
        "<table>",
        "<td>",
        "<select>",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_whatever_is_written_only_what_is_allowed_comes_through(markup):
    shown = safe_html(markup)
    rest = ALLOWED.sub("", shown)
    assert "<" not in rest
    assert ">" not in rest
    assert sieve(shown) == shown


def test_the_pages_of_a_mail_are_kept_clean_beside_its_plain_text():
    page = body_part("<p onclick=x>ก<script>x</script>", "utf-8", "8bit", "text/html")
    plain = body_part("ข", "utf-8", "8bit")
    both = read(FROM + multipart("alternative", plain, page))
    assert (both.body, both.html) == ("ข", "<p>ก</p>")
    two = read(FROM + multipart("mixed", page, page))
    assert two.html == "<p>ก</p>\n<hr>\n<p>ก</p>"
    assert read(FROM + plain).html == ""
