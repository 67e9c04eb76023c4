"""Reads a YAML file into plain values and the line of each; anything else in it is a fault."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from workflows.words import Words

LARGEST = 10 * 1024 * 1024  # bytes: looked at before anything is parsed
DEEPEST = 20
_TIMESTAMP = "tag:yaml.org,2002:timestamp"  # stays text: the shape of the file reads its dates

Path_ = tuple[str | int, ...]

NO_ALIAS = Words("ใช้ตัวยึดและตัวอ้าง (& *) ไม่ได้", "anchors and aliases are not taken")
NO_TAG = Words("ใช้ป้ายชนิด (!) ไม่ได้", "tags are not taken")
TOO_DEEP = Words("ซ้อนกันลึกเกินไป", "nested too deep")
NO_KEY = Words("ชื่อช่องต้องเป็นคำธรรมดา", "a key must be a plain word")
TWICE = Words("เขียนสองครั้ง", "written twice")
CONTROL = Words("มีอักขระควบคุมที่มองไม่เห็น", "has a control character in it")


class Unreadable(Exception):
    """There is no text to look at: no file, too large, or not UTF-8."""


class Fault(NamedTuple):
    """One thing that is wrong: its line (0 where none can be named), its place, and what it is."""

    line: int
    where: str
    what: Words

    def __str__(self) -> str:
        return self.words.en

    @property
    def words(self) -> Words:
        """``line 12: lines[6].kind: …``; the name of the place is that of the file."""
        line = Words(f"บรรทัด {self.line}: ", f"line {self.line}: ") if self.line else Words("", "")
        where = f"{self.where}: " if self.where else ""
        return Words(line.th + where + self.what.th, line.en + where + self.what.en)


class Wrong(Exception):
    """The file is not loaded; ``faults`` has every one, in the order of their lines."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)


@dataclass
class Parsed:
    """The values, the line of each by its path, and what was wrong with the writing itself."""

    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path_, what: Words) -> Fault:
        """``what`` is wrong at ``path``, or at the nearest place around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return Fault(self.lines.get(path, 0), said(path), what)


def said(path: Path_) -> str:
    """``cases[3].owner``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def read(place: Path) -> str:
    """The text of the file; Unreadable where there is none."""
    try:
        with place.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"{place}: {error.strerror}") from error
    if len(content) > LARGEST:
        raise Unreadable(f"{place}: larger than {LARGEST // 1024 // 1024} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{place}: not UTF-8 at byte {error.start}") from error


def parse(text: str) -> Parsed:
    """Values and lines of ``text``; Wrong where it is no YAML, or YAML that could do harm."""
    parsed = Parsed()
    try:
        _refuse_tricks(text)
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Wrong([_no_yaml(str(error.problem), mark.line + 1 if mark else 0)]) from error
    except YAMLError as error:
        raise Wrong([_no_yaml(str(error).splitlines()[0])]) from error
    if root is not None:
        parsed.data = _plain(root, (), parsed)
    return parsed


def _no_yaml(problem: str, line: int = 0) -> Fault:
    return Fault(line, "", Words(f"รูปแบบของไฟล์ผิด ({problem})", problem))


def _refuse_tricks(text: str) -> None:
    """Anchors grow without end, tags make objects, depth exhausts the stack: none is needed."""
    faults, depth = [], 0
    for event in YAML(typ="safe", pure=True).parse(text):
        line = event.start_mark.line + 1
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise Wrong([Fault(line, "", TOO_DEEP)])
        if isinstance(event, NodeEvent) and event.anchor:
            faults.append(Fault(line, "", NO_ALIAS))
        if getattr(event, "ctag", None):
            faults.append(Fault(line, "", NO_TAG))
    if faults:
        raise Wrong(faults)


def _plain(node: Node, path: Path_, parsed: Parsed) -> Any:
    parsed.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, path, parsed)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, i), parsed) for i, item in enumerate(node.value)]
    return _value(node, path, parsed)


def _mapping(node: MappingNode, path: Path_, parsed: Parsed) -> dict[Any, Any]:
    values: dict[Any, Any] = {}
    for name, value in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, ScalarNode):
            parsed.faults.append(Fault(line, said(path), NO_KEY))
            continue
        key = _value(name, path, parsed)
        if key in values:
            parsed.faults.append(Fault(line, said((*path, key)), TWICE))
            continue
        parsed.lines[(*path, key)] = line
        values[key] = _plain(value, (*path, key), parsed)
    return values


def _value(node: Node, path: Path_, parsed: Parsed) -> Any:
    if any(_is_control(c) for c in node.value):
        parsed.faults.append(parsed.fault(path, CONTROL))
        return ""
    if str(node.tag) == _TIMESTAMP:
        return node.value
    try:
        return YAML(typ="safe", pure=True).constructor.construct_object(node)
    except (ValueError, YAMLError):
        start = node.value[:40]
        words = Words(f"อ่านไม่ได้: {start}", f"cannot be read: {start}")
        parsed.faults.append(parsed.fault(path, words))
        return ""


def _is_control(c: str) -> bool:
    return (c < " " and c not in "\t\n") or "\x7f" <= c < "\xa0" or "\ud800" <= c <= "\udfff"
