"""Charts as inline SVG of geometry and classes only: colour and type come from the stylesheet."""

from collections.abc import Mapping, Sequence

import pygal
from markupsafe import Markup
from pygal.etree import etree
from pygal.style import Style

WIDTH = 480
LABEL = 19  # units of text height that room is kept for, on a phone too
STYLE = Style(label_font_size=LABEL, major_label_font_size=LABEL, value_font_size=LABEL)
_ROW = 44  # units of height of a horizontal bar
_MOST_LABELS = 12
_DROPPED = {"script", "style", "defs", "title", "desc", "titles"}
_UNSAFE = {"style", "id"}

Values = Sequence[float | int | None]
Series = Mapping[str, Values]


def columns(title: str, description: str, labels: Sequence[str], series: Series) -> Markup:
    """Standing bars side by side, from zero; of many labels only some are written."""
    every = -(-len(labels) // _MOST_LABELS)
    shown = [label if n % every == 0 else "" for n, label in enumerate(labels)]
    most = max((value or 0 for values in series.values() for value in values), default=0)
    chart = pygal.Bar(
        **_plain(), height=280, x_labels=shown, y_labels=_steps(most), range=(0, _steps(most)[-1])
    )
    return _drawn(chart, series, title, description)


def bars(
    title: str, description: str, labels: Sequence[str], series: Series, *,
    target: int | None = None, unit: str = "",
) -> Markup:  # fmt: skip
    """Lying bars, top to bottom, each of one series; ``target`` in percent is the dashed line."""
    most = max((value or 0 for values in series.values() for value in values), default=0)
    marks = [target // 2, target] if target else _steps(most)
    chart = pygal.HorizontalStackedBar(
        **_plain(),
        height=70 + _ROW * len(labels),
        x_labels=list(reversed(labels)),
        y_labels=marks,
        y_labels_major=[target] if target else [],
        range=(0, 100 if target else marks[-1]),
        print_values=True,
        print_zeroes=False,
        value_formatter=lambda value: f"{value:g}{unit}" if value else "",
    )
    upwards = {name: list(reversed(values)) for name, values in series.items()}
    return _drawn(chart, upwards, title, description)


def _plain() -> dict:
    return {
        "css": [], "js": [], "width": WIDTH, "style": STYLE, "show_legend": False, "margin": 6,
        "truncate_label": -1, "spacing": 6, "rounded_bars": 0,
    }  # fmt: skip


def _steps(most: float) -> list[int]:
    """Whole numbers from zero, at most five, the last no smaller than ``most``."""
    step = next(s for n in range(10) for s in (10**n, 2 * 10**n, 5 * 10**n) if s * 4 >= most)
    return [step * n for n in range(max(1, -(-int(most) // step)) + 1)]


def _drawn(chart: pygal.graph.graph.Graph, series: Series, title: str, said: str) -> Markup:
    for name, values in series.items():
        chart.add(name, values)
    root = chart.render_tree()
    _strip(root)
    root.set("role", "img")
    for place, (tag, words) in enumerate((("title", title), ("desc", said))):
        element = etree.Element(tag)
        element.text = words
        root.insert(place, element)
    return Markup(etree.tostring(root, encoding="unicode"))  # nosec B704 - the tree escaped it


def _strip(parent: etree.Element) -> None:
    """Nothing is left that runs, styles, names or repeats."""
    for name in _UNSAFE & set(parent.attrib):
        del parent.attrib[name]
    for child in list(parent):
        known = isinstance(child.tag, str)
        kind = child.tag.rpartition("}")[2] if known else ""
        if not known or kind in _DROPPED or "tooltip-overlay" in child.get("class", ""):
            parent.remove(child)
        else:
            _strip(child)
