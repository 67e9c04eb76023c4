"""The documents say what is there: settings, commands, the tree, and no link leads nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from flask import Flask

from app.jobs.schedule import SCHEDULE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
WORDS = "\n".join(file.read_text() for file in DOCS)
LINK = re.compile(r"\]\(([^)\s]+)\)")
LIBRARIES = {"limiter", "routes", "run", "shell"}  # commands of Flask and of Flask-Limiter


def settings() -> set[str]:
    """Every name that the configuration or the supervisor takes from the environment."""
    code = (ROOT / "config.py").read_text() + (ROOT / "bin" / "supervise.py").read_text()
    return set(re.findall(r'"(SIANG_[A-Z_]+|HOST|[A-Z_]*PORT|VAR|DEMO)"', code))


def commands(group: click.Group, before: str = "flask") -> Iterator[str]:
    """``flask db upgrade`` and every other command below ``group``."""
    for name, command in group.commands.items():
        if before == "flask" and name in LIBRARIES:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def anchors(text: str) -> set[str]:
    """The names that a reader's program gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\u0e00-\u0e7f -]", "", h.lower()).replace(" ", "-") for h in headings}


def tree() -> list[str]:
    """What the README's drawing of the tree names at its left edge."""
    block = README.partition("## The tree")[2].split("```")[1]
    lines = [line.split("  ")[0] for line in block.splitlines() if line and line[0] != " "]
    return [name for line in lines for name in line.split()]


def test_every_setting_is_explained() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", WORDS, re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(settings()) > 15
    assert settings() - explained == set()


def test_every_command_is_in_the_documents(app: Flask) -> None:
    there = list(commands(app.cli))
    assert "flask jobs once" in there
    assert [name for name in there if name not in WORDS] == []


def test_every_job_stands_in_the_page_of_operations_with_its_time() -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+ \w+) \|", page, re.MULTILINE))
    units = {"s": 1, "min": 60, "h": 3600, "day": 86400}
    every = {name: int(much.split()[0]) * units[much.split()[1]] for name, much in told.items()}
    assert every == {name: job.every.total_seconds() for name, job in SCHEDULE.items()}


def test_the_documents_name_no_command_that_is_not_there(app: Flask) -> None:
    there = set(commands(app.cli))
    named = {f"flask {g} {c}" for g, c in re.findall(r"`flask ([a-z]+\d*) ([a-z-]+)", WORDS)}
    lines = re.findall(r"^(?:.*&& |.*\$\()?flask ([a-z]+\d*) ([a-z-]+)", WORDS, re.MULTILINE)
    named |= {f"flask {group} {command}" for group, command in lines}
    assert "flask db upgrade" in named
    assert named - there == set()


def test_the_tree_in_the_readme_is_the_one_on_disk() -> None:
    names = tree()
    assert {"app/", "workflows/", "config.py"} <= set(names)
    assert [name for name in names if not list(ROOT.glob(name))] == []
    hidden = {"var", "node_modules"}
    folders = {f"{f.name}/" for f in ROOT.iterdir() if f.is_dir() and f.name[0] not in "._"}
    assert folders - {f"{name}/" for name in hidden} - set(names) == set()


@pytest.mark.parametrize("file", DOCS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_link_leads_nowhere(file: Path) -> None:
    lost = []
    for link in LINK.findall(file.read_text()):
        place, _, anchor = unquote(link).partition("#")
        if re.match(r"[a-z]+:", place):
            continue
        target = (file.parent / place).resolve() if place else file
        text = target.read_text() if target.suffix == ".md" and target.exists() else ""
        if not target.exists() or (anchor and anchor not in anchors(text)):
            lost.append(link)
    assert lost == []
