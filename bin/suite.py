"""Runs every check in turn and ends with the sum: N passed, N failed, N skipped."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree  # nosec B405

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
OURS = "app workflows migrations bin config.py wsgi.py"
STEPS = {
    "lint": "ruff check .",
    "format": "ruff format --check .",
    "import contracts": "lint-imports --no-cache --no-logo",
    "types": "mypy",
    "security": f"bandit --quiet --recursive --configfile pyproject.toml {OURS}",
}
SHARED = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # in tests/conftest.py's order
ENGINES = {"sqlite": (), "postgresql": ("-m", "not browser")}


def main(paths: Sequence[str]) -> int:
    """0 if everything passed."""
    began = time.monotonic()
    total: Counter[str] = Counter()
    if not paths:
        for name, command in STEPS.items():
            total[step(name, command)] += 1
    for engine, options in ENGINES.items():
        total += tests(engine, (*options, *paths))
    if not total["passed"]:
        total["failed"] += 1  # nothing ran: a wrong path, or a broken suite
    print(f"\n{time.monotonic() - began:.0f} s")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or total["skipped"] else 0


def step(name: str, command: str) -> str:
    """The word for how it went."""
    program, *arguments = command.split()
    outcome = "failed" if call(name, (str(TOOLS / program), *arguments)) else "passed"
    print(f"{name}: {outcome}", flush=True)
    return outcome


def tests(engine: str, options: Sequence[str]) -> Counter[str]:
    """How many tests passed, failed and were skipped on this engine."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.xml"
        pytest = ("-m", "pytest", "-q", *SHARED, f"--junit-xml={result}")
        code = call(f"tests on {engine}", (sys.executable, *pytest, *options), engine)
        if not result.exists():
            return Counter(failed=1)
        # our own pytest wrote it: nothing hostile is in there
        suite = ElementTree.parse(result).getroot()[0]  # nosec B314
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    if code not in (0, 5) and not failed:  # 5: none of these tests is for this engine
        failed = 1
    passed = count["tests"] - failed - count["skipped"]
    return Counter(passed=max(passed, 0), failed=failed, skipped=count["skipped"])


def call(title: str, command: Sequence[str], engine: str = "sqlite") -> int:
    """The exit code of ``command``, its words shown under a title."""
    print(f"\n== {title}", flush=True)
    environ = {**os.environ, "SIANG_TEST_ENGINE": engine}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles all of it anew
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
