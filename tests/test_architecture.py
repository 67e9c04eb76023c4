"""What no linter sees: short files, whole packages, and a product that stands alone."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
# Put together here, so that this file does not name them itself.
NEIGHBOUR = "../" + "shared"
FORBIDDEN = re.compile(
    "|".join(
        (
            re.escape(NEIGHBOUR),
            r"(?<![\w.])/(?:work|home|root|Users)/\w",
            r"\b(?:files\.)?python" + r"hosted\.org",
            r"\bpypi\.(?:python\.)?" + "org",
            r"\bregistry\.(?:npm" + r"js|yarn" + r"pkg)\.\w+",
        )
    )
)
NOT_OURS = {".venv", ".venv-boot", ".git", "var", "node_modules", "__pycache__", ".hypothesis"}


def ours(pattern: str) -> list[Path]:
    """The product's own files, as a fresh clone has them."""
    return [
        file
        for file in sorted(ROOT.glob(pattern))
        if file.is_file()
        and not NOT_OURS & set(file.relative_to(ROOT).parts)
        and not any(
            part.endswith("_cache") or part == ".hypothesis"
            for part in file.relative_to(ROOT).parts
        )
    ]


def test_every_file_holds_one_idea() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in ours("**/*.py")
        if (lines := len(file.read_text().splitlines())) > LONGEST
        and "versions" not in file.parts  # a migration is one step, however many tables it makes
    }
    assert not long, f"which second idea lives here? {long}"


@pytest.mark.parametrize("room", ["app", "workflows"])
def test_every_package_is_seen_by_the_import_contracts(room: str) -> None:
    folders = {file.parent for file in ours(f"{room}/**/*.py")}
    unseen = [folder for folder in folders if not (folder / "__init__.py").exists()]
    assert folders
    assert not unseen, f"without __init__.py nobody guards their floor: {unseen}"


def test_the_product_stands_alone() -> None:
    leaning = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in ours("**/*")
        if (text := words_of(file)) and (found := FORBIDDEN.search(text))
    ]
    assert not leaning


def test_a_file_that_leans_on_its_surroundings_would_be_found() -> None:
    assert FORBIDDEN.search(f"open('{NEIGHBOUR}/data.yaml')")
    assert FORBIDDEN.search("cd /ho" + "me/somebody")
    assert not FORBIDDEN.search("GET /api/v1/cases, then /track/open/abc and href='/home'")


def test_migrations_import_nothing_of_ours() -> None:
    modules = {
        name.split(".")[0]
        for file in ours("migrations/versions/*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported_by(node)
    }
    assert "alembic" in modules
    assert not modules & {"app", "workflows", "config"}


@pytest.mark.parametrize("command", ["bin/serve", "bin/check", ".ci/run"])
def test_a_command_can_be_typed(command: str) -> None:
    file = ROOT / command
    shell = file.read_text().splitlines()[0].split()[-1].rpartition("/")[2]
    assert file.stat().st_mode & 0o111 == 0o111
    assert subprocess.run([shell, "-n", str(file)], check=False).returncode == 0


def imported_by(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules named in one import."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or "."]
    return [name.name for name in node.names]


def words_of(file: Path) -> str:
    """The text of a file; empty for pictures and fonts."""
    try:
        return file.read_text()
    except UnicodeDecodeError:
        return ""


def test_every_letter_to_colleagues_asks_who_may_know_of_the_case() -> None:
    """The others write to the agency that sent a case, or choose among those who may know."""
    writers = {
        file.name for file in ours("app/**/*.py")
        if "outbox.put(" in file.read_text() and file.parent.name == "actions"
    }  # fmt: skip
    assert writers == {"tell.py", "report_referral.py", "praise.py"}
