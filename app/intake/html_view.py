"""Strangers' HTML as staff may see it: its words, lists and tables; nothing of it loads or runs."""

import re
from html import escape, unescape

import nh3

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
CELLS = {name: {"colspan", "rowspan"} for name in ("td", "th")}
LINKED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
# A reader of HTML opens these again in every new block, once for each set of attributes.
REOPENED = re.compile(r"<(/?)(b|code|em|i|s|strong|u)\b[^>]*>?", re.IGNORECASE)
UNWANTED = re.compile(r"</?(?:big|font|nobr|small|strike|tt)\b[^>]*>?", re.IGNORECASE)
# Beyond this many tags the time it takes grows without end; the words are in the plain text.
MOST_TAGS = 8000
LONGEST_TARGET = 300
IMAGE = re.compile(r'<img(?: alt="([^"]*)")?>')
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LEFT_OUT = "ไม่แสดงภาพ / image left out"


def safe_html(page: str) -> str:
    """The page without anything that loads, runs or looks like ours; nothing if it is too wild.

    Images are named as left out, and a link shows where it leads.
    """
    if page.count("<") > MOST_TAGS:
        return ""
    bare = UNWANTED.sub("", REOPENED.sub(r"<\1\2>", page))
    named = IMAGE.sub(_without_image, _cleaned(bare, "img"))
    # What was put in by hand goes through the same sieve.
    return _cleaned(LINK.sub(_with_target, named)).replace("\0", "").strip()


def sieve(page: str) -> str:
    """Once more for what was kept: whatever happened to it meanwhile, nothing else gets through."""
    return _cleaned(page)


def _cleaned(page: str, *more: str) -> str:
    return nh3.clean(
        page,
        tags={*TAGS, *more},
        attributes={"a": {"href"}, "img": {"alt"}, **CELLS},
        attribute_filter=_plain,
        clean_content_tags={"script", "style", "title"},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def _plain(_tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if LINKED.match(value) else None
    if name in ("colspan", "rowspan"):
        return value if value.isascii() and value.isdigit() and len(value) <= 2 else None
    return value if name in ("alt", "rel") else None


def _without_image(image: re.Match[str]) -> str:
    return f"<em>[{LEFT_OUT}{': ' if image[1] else ''}{image[1] or ''}]</em>"


def _with_target(link: re.Match[str]) -> str:
    target = unescape(link[1])
    shown = escape(target[:LONGEST_TARGET])
    return link[0] if link[2].strip() == shown else f"{link[0]} <code>[{shown}]</code>"
