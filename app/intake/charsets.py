"""Bytes of strangers to text: the labels Thai mail really carries, and the lies among them.

Importing this module teaches Python the Windows names of the Thai code page. Texts labelled
TIS-620 or ISO-8859-11 are read as cp874, a superset: their curly quotes are always Windows ones.
"""

import binascii
import codecs
import re
import string
from itertools import groupby

from charset_normalizer import from_bytes

from workflows.text import clean

THAI = re.compile("[\u0e01-\u0e5b]")
SYLLABLE = re.compile("[\u0e01-\u0e2e][\u0e01-\u0e3a\u0e47-\u0e4c]")
LONE_MARK = re.compile("(?:^|[^\u0e01-\u0e5b])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
THAI_CODEC = "cp874"
WESTERN = frozenset({"iso8859-1", "cp1252"})
ALIASES = frozenset(
    [
        "windows874",
        "xwindows874",
        "cswindows874",
        "win874",
        "ms874",
        "xms874",
        "ibm874",
        "xibm874",
        "cp874",
        "xcp874",
        "dos874",
        "tis620",
        "xtis620",
        "cstis620",
        "tis6200",
        "tis62025290",
        "tis62025291",
        "tis6202533",
        "iso885911",
        "iso8859112001",
        "xiso885911",
        "isoir166",
        "thai",
    ]
)
# Codecs that are no charsets: they interpret their input, some in quadratic time.
NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
GUESSED = ["cp874", "cp1252", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251"]
GUESS_FROM = 8192
DAMAGE_BORNE = 0.05
BASE64_LETTERS = (string.ascii_letters + string.digits + "+/").encode()
NOT_BASE64 = bytes(set(range(256)) - set(BASE64_LETTERS))
# Every piece ends at the next question mark, so the search takes linear time.
ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")


def _windows_names(name: str) -> codecs.CodecInfo | None:
    return codecs.lookup(THAI_CODEC) if _bare(name) in ALIASES else None


def _bare(label: str) -> str:
    return re.sub(r"[^a-z0-9]", "", label.lower())


codecs.register(_windows_names)


def decode_text(payload: bytes, label: str | None) -> str:
    """The text of ``payload``, by its label where that is honest; nothing is ever raised."""
    codec = _codec(label)
    for candidate in _in_order_of_trust(payload, codec):
        text = _strictly(payload, candidate)
        if text is not None:
            return text
    mixed = _line_by_line(payload) if codec in (None, "utf-8", THAI_CODEC) else None
    return mixed or _slightly_damaged(payload, codec) or _guess(payload)


def decode_header_text(raw: str | bytes) -> str:
    """One clean line from a header as it arrived, encoded words and raw 8-bit bytes included."""
    pieces = _pieces(raw if isinstance(raw, bytes) else header_bytes(raw))
    decoded = (
        # A letter may be split over two encoded words: join the bytes before reading them.
        decode_text(b"".join(payload for _, payload in group), charset or None)
        for charset, group in groupby(pieces, key=lambda piece: piece[0])
    )
    return " ".join(clean("".join(decoded)).split())


def header_bytes(value: str) -> bytes:
    """The bytes of a header as the parser hands it out, with 8-bit bytes as surrogates."""
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "ignore")


def decode_base64(payload: bytes) -> bytes:
    """What ``payload`` still says in base64, however damaged or cut short."""
    letters = payload.translate(None, NOT_BASE64)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def looks_like_base64(payload: bytes) -> bool:
    """Whether most of it could be; some programs say so of a text that is not coded at all."""
    signs = payload.translate(None, b" \t\r\n=")
    strange, blanks = len(signs.translate(None, BASE64_LETTERS)), payload.strip().count(b" ")
    return 2 * strange <= len(signs) and 8 * blanks <= len(payload)


def split_base64(payload: bytes) -> tuple[bytes, bytes]:
    """The coded text, and the plain words that a server put below it."""
    end = payload.find(b"=\n") if b"=\n" in payload else payload.find(b"=\r\n")
    rest = payload[end + 1 :].strip()
    if end < 0 or not rest.translate(None, BASE64_LETTERS + b"= \t\r\n"):
        return payload, b""
    return payload[: end + 1], rest


def _codec(label: str | None) -> str | None:
    if not label or not label.isascii() or len(label) > 40 or "\0" in label:
        return None
    if _bare(label) in ALIASES:
        return THAI_CODEC
    try:
        name = codecs.lookup(label.strip("\"'\\ ")).name
    except (LookupError, ValueError):
        return None
    return None if name in NO_CHARSETS else name


def _in_order_of_trust(payload: bytes, codec: str | None) -> list[str]:
    if codec is None:
        return ["utf-8"]
    if codec == THAI_CODEC and THAI.search(_strictly(payload, "utf-8") or ""):
        return ["utf-8"]
    if codec in WESTERN and _is_thai_sold_as_western(payload):
        return [THAI_CODEC]
    if codec in WESTERN and not payload.isascii():
        return ["utf-8", codec]  # no Western text is good UTF-8 by chance
    return [codec, "utf-8"]


def _strictly(payload: bytes, codec: str) -> str | None:
    try:
        return payload.decode(codec)
    except (LookupError, ValueError):
        return None


def _line_by_line(payload: bytes) -> str | None:
    """UTF-8 and Thai Windows lines in one text, as when a server adds a footer of its own."""
    lines = []
    for line in payload.split(b"\n"):
        text = _strictly(line, "utf-8")
        if text is None and not _reads_as_thai(line):
            return None
        lines.append(line.decode(THAI_CODEC) if text is None else text)
    return "\n".join(lines)


def _slightly_damaged(payload: bytes, codec: str | None) -> str | None:
    """A text with a bad byte here and there, as after a cut in the middle of a letter."""
    for candidate in dict.fromkeys(filter(None, (codec, "utf-8"))):
        text = _replacing(payload, candidate)
        foreign = sum(not c.isascii() for c in text)
        if text.count("\ufffd") <= DAMAGE_BORNE * foreign or _only_the_end_is_cut(text):
            return text
    return None


def _only_the_end_is_cut(text: str) -> bool:
    return "\ufffd" not in text[:-1] and bool(THAI.search(text))


def _replacing(payload: bytes, codec: str) -> str:
    try:
        return payload.decode(codec, "replace")
    except (LookupError, ValueError):
        return payload.decode("ascii", "replace")


def _guess(payload: bytes) -> str:
    if _reads_as_thai(payload):
        return payload.decode(THAI_CODEC)
    best = from_bytes(payload[:GUESS_FROM], cp_isolation=GUESSED).best()
    return _replacing(payload, best.encoding if best else THAI_CODEC)


def _reads_as_thai(payload: bytes) -> bool:
    """Valid cp874 with Thai syllables, every mark on a Thai letter: not so 'café' or 'Größe'."""
    text = _strictly(payload, THAI_CODEC)
    return text is not None and bool(SYLLABLE.search(text)) and not LONE_MARK.search(text)


def _is_thai_sold_as_western(payload: bytes) -> bool:
    text = _strictly(payload, THAI_CODEC) or ""
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return _reads_as_thai(payload) and len(THAI.findall(text)) > latin


def _pieces(raw: bytes) -> list[tuple[str, bytes]]:
    """Plain stretches (charset "") and encoded words in order, without the blanks between words."""
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in ENCODED_WORD.finditer(raw):
        between = raw[end : word.start()]
        if between.strip():
            pieces.append(("", between))
        charset = word[1].decode("ascii", "ignore").partition("*")[0].lower()
        pieces.append((charset or "utf-8", _word_bytes(word)))
        end = word.end()
    return [*pieces, ("", raw[end:])]


def _word_bytes(word: re.Match[bytes]) -> bytes:
    if word[2] in b"bB":
        return decode_base64(word[3])
    return binascii.a2b_qp(word[3], header=True)
