"""The steps table drawn: Mermaid text for documents, graphviz SVG for pages, names on arrows."""

import re
from functools import cache

import graphviz

from workflows.kinds import Kind
from workflows.machine import TABLES
from workflows.states import State
from workflows.steps import Step
from workflows.words import Words

FONT = "Sarabun"


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
        graph_attr={"rankdir": "TB", "fontname": FONT, "nodesep": "0.6", "bgcolor": "transparent"},
        node_attr={"shape": "box", "style": "rounded", "fontname": FONT, "fontsize": "16"},
        edge_attr={"fontname": FONT, "fontsize": "13"},
    )
    for state in _states(kind):
        graph.node(state.name, state.label.say(language))
    for row in TABLES[kind]:
        label = f"{row.label.say(language)}\n{_by(row, language)}"
        graph.edge(row.source.name, row.target.name, label=label)
    svg = graph.pipe(format="svg", encoding="utf-8")
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<title>.*?</title>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\s(width|height)="[^"]*"', "", svg, count=2)
    title = _title(kind).say(language)
    return svg.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
