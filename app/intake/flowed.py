"""Paragraphs of ``format=flowed`` (RFC 3676) in one line again, as their sender wrote them."""

SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """``text`` without its soft line ends; quotes of different depth never run together."""
    paragraphs: list[list[str]] = []
    depth_above, is_open = 0, False
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        soft = line.endswith(" ") and line != SIGNATURE
        kept = line[:-1] if soft and delete_space else line
        if is_open and depth == depth_above and line != SIGNATURE:
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([">" * depth, " " if depth else "", kept])
        depth_above, is_open = depth, soft
    return "\n".join(map("".join, paragraphs))
