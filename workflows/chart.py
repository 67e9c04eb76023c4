"""The steps table drawn: Mermaid text for documents, graphviz SVG for pages, names on arrows."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import graphviz

from workflows.kinds import Kind
from workflows.machine import TABLES
from workflows.states import State
from workflows.steps import By, Step
from workflows.words import Words

FONT = "Sarabun"
WIDTH = 0.8  # of a letter beside a digit as graphviz knows it
_TEXT = re.compile(">([0-9]+)</text>")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


@dataclass(frozen=True)
class Beside:
    """What a picture says beside the table: who wears each hat now, and more on an arrow.

    An arrow is known by its step and its state; the lines are in the language of the picture.
    """

    people: tuple[tuple[By, tuple[str, ...]], ...] = ()
    arrows: tuple[tuple[tuple[str, State], tuple[str, ...]], ...] = ()

    def lines(self, row: Step, language: str) -> list[str]:
        """Each hat of the row with its people, and what else is told of the arrow."""
        people, found = dict(self.people), []
        for hat in row.by:
            first, *more = people.get(hat, ("",))
            found += [f"{hat.label.say(language)} {first}".rstrip(), *more]
        return [*found, *dict(self.arrows).get((row.trigger, row.source), ())]


NOTHING = Beside()


@lru_cache(maxsize=100)  # names and figures change: what was drawn with the old ones is dropped
def draw(kind: Kind, form: str, language: str, beside: Beside = NOTHING) -> str:
    """The chart of ``kind`` as ``mermaid`` or ``svg`` text in ``language``.

    The picture alone tells what stands ``beside`` the table.
    """
    return _mermaid(kind, language) if form == "mermaid" else _svg(kind, language, beside)


def rows(kind: Kind, language: str) -> list[dict[str, str]]:
    """The same chart as a list: step, from, to, who; for readers and where ``dot`` is absent."""
    return [
        {
            "step": row.label.say(language),
            "source": row.source.label.say(language),
            "target": row.target.label.say(language),
            "by": _by(row, language),
        }
        for row in TABLES[kind]
    ]


def _by(row: Step, language: str) -> str:
    return " / ".join(hat.label.say(language) for hat in row.by)


def _states(kind: Kind) -> list[State]:
    named = {state for row in TABLES[kind] for state in (row.source, row.target)}
    return [state for state in State if state in named]


def _title(kind: Kind) -> Words:
    return Words(f"ขั้นตอนจัดการ{kind.label.th}", f"How a {kind.label.en.lower()} is handled")


def _mermaid(kind: Kind, language: str) -> str:
    lines = ["---", f"title: {_title(kind).say(language)}", "---", "stateDiagram-v2"]
    lines += [f'    state "{s.label.say(language)}" as {s.name}' for s in _states(kind)]
    lines.append("    [*] --> RECEIVED")
    lines += [
        f"    {row.source.name} --> {row.target.name}: {row.label.say(language)}"
        f" · {_by(row, language)}"
        for row in TABLES[kind]
    ]
    lines.append("    RESOLVED --> [*]")
    return "\n".join(lines)


def _svg(kind: Kind, language: str, beside: Beside) -> str:
    """SVG without scripts, styles or fixed size; graphviz.ExecutableNotFound without ``dot``."""
    graph = graphviz.Digraph(
        graph_attr={"nodesep": "0.4", "ranksep": "0.3", "bgcolor": "transparent"},
        node_attr={
            "shape": "box",
            "style": "rounded",
            "fontname": FONT,
            "fontsize": "20",
            "margin": "0.25,0.06",
        },
        edge_attr={"fontname": FONT, "fontsize": "17"},
    )
    lines: list[str] = []
    for state in _states(kind):
        graph.node(state.name, _measured([state.label.say(language)], lines))
    for row in TABLES[kind]:
        label = [row.label.say(language), *beside.lines(row, language)]
        graph.edge(row.source.name, row.target.name, label=_measured(label, lines))
    svg = graph.pipe(format="svg", encoding="utf-8")
    svg = _TEXT.sub(lambda found: f">{escape(lines[int(found[1])])}</text>", svg)
    return _bare(svg, _title(kind).say(language))


def _measured(label: list[str], lines: list[str]) -> str:
    """A number for each line, as long as the line will be, to be replaced by it once drawn.

    Graphviz does not know our letters: it would take every Thai mark, which stands above or below
    another letter, for one that needs room, and every letter for a wide one.
    """
    numbers = []
    for line in label:
        length = round(len(_MARKS.sub("", line)) * WIDTH)
        numbers.append(str(len(lines)).zfill(length))
        lines.append(line)
    return "\n".join(numbers)


def _bare(svg: str, title: str) -> str:
    """The drawing alone, named, in letters that leave room between lines for Thai marks."""
    svg = re.sub(r"<title>.*?</title>|<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\s(width|height)="[^"]*"', "", svg, count=2)
    svg = svg.replace('font-size="17.00"', 'font-size="15"')
    return svg.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
