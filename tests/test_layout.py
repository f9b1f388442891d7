"""The house: its floors, who owns their names, and what no file may do."""

import ast
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from models.settings import CHECKOUT

FLOORS = ("models", "lifecycle", "audit", "notifications", "portal", "flows")
PACKAGES = (*FLOORS, "templates")
CLOCK = CHECKOUT / "lifecycle" / "clock.py"
# What reads the machine's clock, by its last two names.
READS_THE_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.localtime", "time.gmtime", "func.now", "func.current_date", "func.current_timestamp",
}  # fmt: skip


def sources(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in (CHECKOUT / folder).rglob("*.py")]
    assert len(found) > len(folders)
    return sorted(found)


def dotted(node: ast.expr) -> str:
    """The last two names of an attribute: `datetime.datetime.now` is `datetime.now`."""
    if isinstance(node, ast.Attribute):
        before = node.value
        owner = before.attr if isinstance(before, ast.Attribute) else getattr(before, "id", "")
        return f"{owner}.{node.attr}"
    return ""


def clock_reads(source: str) -> list[int]:
    """The lines on which a source reads the machine's clock, called or handed on."""
    return [
        node.lineno for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and dotted(node) in READS_THE_CLOCK
    ]  # fmt: skip


def imports(source: str) -> set[str]:
    """The modules that a source imports, by their first name."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_floor_is_the_one_of_this_checkout(package: str) -> None:
    places = {Path(place).resolve() for place in import_module(package).__path__}
    assert places == {CHECKOUT / package}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_the_name_of_a_floor(package: str) -> None:
    owners = set(packages_distributions().get(package, ["infitah"]))
    assert owners <= {"infitah"}
    for place in map(Path, sys.path):
        if place.resolve() != CHECKOUT and place.is_dir():
            assert not (place / package / "__init__.py").exists(), place


@pytest.mark.parametrize(
    "file", [file for file in sources(*FLOORS) if file.name == "__init__.py"], ids=str
)
def test_a_package_says_what_it_is_and_does_nothing(file: Path) -> None:
    body = ast.parse(file.read_text()).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Constant)
    assert isinstance(body[0].value.value, str)


def test_there_is_no_package_under_the_tests() -> None:
    assert list((CHECKOUT / "tests").rglob("__init__.py")) == []


def test_imports_go_down_the_floors_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CHECKOUT)
    assert lint_imports() == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("file", sources(*FLOORS), ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_only_the_clock_reads_the_clock(file: Path) -> None:
    lines = clock_reads(file.read_text())
    assert bool(lines) == (file == CLOCK), f"{file}: lines {lines}"


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("import datetime\ndatetime.datetime.now()", [2]),
        ("from datetime import date\nx = date.today", [2]),
        ("import time\ntime.time()", [2]),
        ("clock.today()\nself.now()\ntime.monotonic()", []),
    ],
)
def test_a_reading_of_the_clock_would_be_seen(source: str, reads: list[int]) -> None:
    assert clock_reads(source) == reads


def test_no_floor_sends_mail_but_by_the_door_of_notifications() -> None:
    for file in sources(*FLOORS):
        known = imports(file.read_text())
        assert "smtplib" not in known, file
        assert "aiosmtplib" not in known or file.parent.name == "notifications", file


def test_only_the_machine_knows_the_library_of_state_machines() -> None:
    knowing = [file for file in sources(*FLOORS) if "transitions" in imports(file.read_text())]
    assert [file.name for file in knowing] == ["machine.py"]


def test_the_clock_of_a_deadline_is_never_a_fixed_offset() -> None:
    for file in sources("models", "lifecycle", "notifications"):
        text = file.read_text()
        assert "timezone(timedelta" not in text, file
