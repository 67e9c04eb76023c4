"""The steps table drawn: Mermaid text for documents, graphviz SVG for pages, names on arrows."""

import re
from functools import cache
from html import escape

import graphviz

from workflows.kinds import Kind
from workflows.machine import TABLES
from workflows.states import State
from workflows.steps import Step
from workflows.words import Words

FONT = "Sarabun"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


@cache
def draw(kind: Kind, form: str, language: str) -> str:
    """The chart of ``kind`` as ``mermaid`` or ``svg`` text in ``language``."""
    return _mermaid(kind, language) if form == "mermaid" else _svg(kind, language)


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


def _svg(kind: Kind, language: str) -> str:
    """SVG without scripts, styles or fixed size; graphviz.ExecutableNotFound without ``dot``."""
    graph = graphviz.Digraph(
        graph_attr={"nodesep": "0.3", "ranksep": "0.3", "bgcolor": "transparent"},
        node_attr={"shape": "box", "style": "rounded", "fontname": FONT, "fontsize": "20"},
        edge_attr={"fontname": FONT, "fontsize": "17"},
    )
    lines = {state.name: [state.label.say(language)] for state in _states(kind)}
    for name, label in lines.items():
        graph.node(name, _measured(label))
    for row in TABLES[kind]:
        label = [row.label.say(language), *(hat.label.say(language) for hat in row.by)]
        graph.edge(row.source.name, row.target.name, label=_measured(label))
        lines[f"{row.trigger} {row.source.name}"] = label
    svg = graph.pipe(format="svg", encoding="utf-8")
    for line in {line for label in lines.values() for line in label}:
        svg = svg.replace(f">{escape(_measured([line]))}</text>", f">{escape(line)}</text>")
    return _bare(svg, _title(kind).say(language))


def _measured(lines: list[str]) -> str:
    """A label as graphviz should measure it: Thai marks stand above and below and take no width."""
    return "\n".join(_MARKS.sub("", line) for line in lines)


def _bare(svg: str, title: str) -> str:
    """The drawing alone, named, in letters that leave room between lines for Thai marks."""
    svg = re.sub(r"<title>.*?</title>|<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\s(width|height)="[^"]*"', "", svg, count=2)
    svg = svg.replace('font-size="17.00"', 'font-size="15"')
    return svg.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
