"""Thai digits, as official papers like them."""

import re

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# The number that a line begins with, what has Latin letters in it, and codes such as CS 3.
_PIECES = re.compile(r"(?m)^\s*\d{1,2}\.(?!\d)|[A-Z]{2,} \d+(?:\.\d+)*|[!-~]*[A-Za-z][!-~]*|\d+")


def in_thai_digits(text: str) -> str:
    """``text`` with ๐–๙; codes, addresses and names with Latin letters keep their digits."""
    return _PIECES.sub(_thai, text)


def _thai(match: re.Match[str]) -> str:
    piece = match[0]
    return piece if re.search("[A-Za-z]", piece) else piece.translate(_TO_THAI)
