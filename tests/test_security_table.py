"""The table of docs/security.md: complete, and every test and document that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
TABLE = TESTS.parent / "docs" / "security.md"
# The level of each requirement of ASVS 5.0.0, section by section, in the order of their numbers.
LEVELS = """
1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3
3.2:113 3.3:12223 3.4:11222233 3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222
5.1:2 5.2:112333 5.3:113 5.4:222 6.1:122 6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333
6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:223 7.6:22 8.1:1233 8.2:1123 8.3:133
8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223 10.4:1111122222233333 10.5:22222 10.6:22
10.7:222 11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33 12.1:12233 12.2:11
12.3:22223 13.1:2333 13.2:222223 13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122 15.1:12233
15.2:12233 15.3:1222222 15.4:3333 16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223 17.1:23
17.2:22223333 17.3:22
"""
ASKED = {
    f"{section}.{number}": level
    for section, levels in (one.split(":") for one in LEVELS.split())
    for number, level in enumerate(levels, start=1)
    if level in "12"
}
STATES = ("met", "part", "operator", "not met", "n/a")
A_TEST = re.compile(r"`([\w/]+\.py)::([\w:]+)`")
A_DOCUMENT = re.compile(r"\]\(([^)]+)\)")
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """The lines of the table that speak of a requirement."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    split = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [tuple(row) for row in split if re.match(r"\d+\.\d", row[0])]  # type: ignore[misc]


def numbers(cell: str) -> list[str]:
    """The requirements of a line: `1.2.6, 1.2.7` or `4.4.1–4.4.4`."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        section, _, number = first.rpartition(".")
        until = int((last or first).rpartition(".")[2])
        found += [f"{section}.{one}" for one in range(int(number), until + 1)]
    return found


@cache
def named_in(file: str) -> frozenset[str]:
    """The names of the tests of a file, those of a class with its name before them."""
    found = set()
    for node in ast.parse((TESTS / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            inside = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            found |= {f"{node.name}::{one.name}" for one in inside}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return frozenset(found)


def test_every_requirement_of_the_first_two_levels_stands_in_the_table_once() -> None:
    told = [number for row in rows() for number in numbers(row[0])]
    assert sorted(told) == sorted(ASKED)


def test_a_line_says_its_level_its_state_and_what_shows_it_or_what_is_to_do() -> None:
    for number, level, state, what, shown in rows():
        assert state in STATES, number
        assert set(level.split("–")) == {ASKED[one] for one in numbers(number)}, number
        if state == "met":
            assert A_TEST.findall(shown) or A_DOCUMENT.findall(shown), number
        if state in ("part", "not met"):
            assert "to do" in what.lower(), number


def test_every_test_and_document_that_is_named_exists() -> None:
    for number, *_, shown in rows():
        for file, name in A_TEST.findall(shown):
            assert name in named_in(file), f"{number}: {file}::{name}"
        for document in A_DOCUMENT.findall(shown):
            assert (TABLE.parent / document).is_file(), f"{number}: {document}"
