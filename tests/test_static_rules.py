"""What the code may not contain, read from its syntax; ruff's rules "S" say the rest."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
FLOORS = ("models", "lifecycle", "audit", "notifications", "portal", "flows")
SOURCES = {
    str(file.relative_to(CHECKOUT)): file.read_text(encoding="utf-8")
    for floor in FLOORS
    for file in sorted((CHECKOUT / floor).rglob("*.py"))
    if "migrations" not in file.parts
}
RUN = {"eval", "exec", "compile", "__import__"}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "xmlrpc", "telnetlib", "ftplib", "random"}
SHELL = {"system", "popen", "spawnl", "spawnv", "execv", "execl", "execvp", "execlp"}
SQL = {"text", "exec_driver_sql", "execute", "executescript", "DDL"}
# Each with what its text is made of: names of our own tables, numbers, settings of this file.
BUILT_SQL = {"models/database.py", "models/append_only.py", "audit/bytes_gone.py"}
STARTS_PROGRAMS = {
    "audit/database_copy.py", "flows/children.py", "flows/production.py",
    "lifecycle/sheet_child.py",
}  # fmt: skip
MAKES_TEMPLATES = {
    "notifications/constant_words.py",
    "portal/pages.py",
    "notifications/stationery.py",
}
READS_YAML = {"lifecycle/cohort_yaml.py", "flows/scenario.py"}
BUILDS_MARKUP = {"notifications/letters.py"}  # of what its own templates have escaped
ASKS_ADDRESSES = {"flows/up.py", "flows/doctor_machine.py"}  # our own server's
STATIONERY = "notifications.constant_words"  # its environment is Jinja's, not a sandbox either
SCRIPT = re.compile(r"""<script|\son[a-z]+=["']|javascript:""", re.IGNORECASE)
LOCKED = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[\w.+!]+( ; [^;:/@]+)? \\")


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_built(node: ast.expr) -> bool:
    """Whether a text is put together: an f-string with values, a sum, a format, a join."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return not (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant))
    return isinstance(node, ast.Call) and called(node) in ("format", "join", "replace")


def names_from(tree: ast.AST, module: str) -> set[str]:
    """What a file imports from a module."""
    found = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
    return {name.name for one in found if one.module == module for name in one.names}


def breaches(source: str) -> Iterator[str]:
    """The rules that a file breaks: `rule:line`."""
    tree = ast.parse(source)
    jinja = names_from(tree, "jinja2") | names_from(tree, "string")
    makers = {"Environment"} & jinja | {"Stationery"} & names_from(tree, STATIONERY)
    sql = SQL if names_from(tree, "sqlalchemy") or "sqlite3" in source else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in {*names, getattr(node, "module", None) or ""}:
                if name.partition(".")[0] in UNSAFE:
                    yield f"unsafe:{node.lineno}"
                if name.partition(".")[0] == "subprocess":
                    yield f"program:{node.lineno}"
                if name in ("urllib.request", "http.client") or name in ("httpx", "requests"):
                    yield f"address:{node.lineno}"
        if isinstance(node, ast.ClassDef) and makers & {
            getattr(base, "id", "") for base in node.bases
        }:
            yield f"templates:{node.lineno}"
        if not isinstance(node, ast.Call):
            continue
        name, first = called(node), node.args[0] if node.args else None
        given = {one.arg: one.value for one in node.keywords}
        plain = isinstance(node.func, ast.Name)
        if name in RUN and (plain or name == "__import__"):
            yield f"run:{node.lineno}"
        if name in SHELL or isinstance(given.get("shell"), ast.Constant):
            yield f"shell:{node.lineno}"
        if name in ("from_string", "render_template_string") or name == "Template" in jinja:
            yield f"template:{node.lineno}"
        if name in makers:
            yield f"templates:{node.lineno}"
        if getattr(getattr(node.func, "value", None), "id", "") == "yaml":
            loader = given.get("Loader")
            safe = isinstance(loader, ast.Attribute) and loader.attr == "BaseLoader"
            yield f"{'yaml' if safe else 'unsafe yaml'}:{node.lineno}"
        if name == "Markup" and not isinstance(first, ast.Constant):
            yield f"markup:{node.lineno}"
        if name in sql and first is not None and is_built(first):
            yield f"sql:{node.lineno}"


ALLOWED = {
    "sql": BUILT_SQL, "program": STARTS_PROGRAMS, "templates": MAKES_TEMPLATES,
    "yaml": READS_YAML, "markup": BUILDS_MARKUP, "address": ASKS_ADDRESSES,
}  # fmt: skip


def test_nothing_is_run_loaded_or_put_together_where_it_may_not_be() -> None:
    found = [
        f"{file}:{breach}"
        for file, source in SOURCES.items()
        for breach in breaches(source)
        if file not in ALLOWED.get(breach.partition(":")[0], ())
    ]
    assert found == []


def test_every_place_that_is_allowed_something_still_needs_it() -> None:
    for rule, files in ALLOWED.items():
        for file in files:
            assert any(one.startswith(f"{rule}:") for one in breaches(SOURCES[file])), (rule, file)


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("eval('1')", "run:1"),
        ("import pickle", "unsafe:1"),
        ("from random import choice", "unsafe:1"),
        ("import subprocess\nsubprocess.run('ls', shell=True)", "shell:2"),
        ("import os\nos.system('ls')", "shell:2"),
        ("import yaml\nyaml.load(x, Loader=yaml.Loader)", "unsafe yaml:2"),
        ("import yaml\nyaml.safe_load(x)", "unsafe yaml:2"),
        ("from jinja2 import Template\nTemplate(x)", "template:2"),
        ("made.from_string(x)", "template:1"),
        ("from jinja2 import Environment\nEnvironment()", "templates:2"),
        ("from jinja2 import Environment\nclass Own(Environment): ...", "templates:2"),
        (f"from {STATIONERY} import Stationery\nStationery()", "templates:2"),
        ("from sqlalchemy import text\ntext(f'SELECT {x}')", "sql:2"),
        ("from sqlalchemy import text\nc.execute('SELECT ' + x)", "sql:2"),
        ("from sqlalchemy import text\ntext('SELECT {}'.format(x))", "sql:2"),
        ("import httpx", "address:1"),
        ("Markup(x)", "markup:1"),
    ],
)
def test_a_breach_would_be_seen(source: str, breach: str) -> None:
    assert breach in set(breaches(source))


def test_no_template_switches_escaping_off_or_brings_a_script() -> None:
    for file in (CHECKOUT / "templates").rglob("*.*"):
        if file.suffix in (".html", ".txt"):
            said = file.read_text(encoding="utf-8")
            assert not re.search(r"\|\s*safe\b|autoescape", said), file
            assert not SCRIPT.search(said), file


def test_no_page_styles_itself_where_the_policy_forbids_it() -> None:
    for file in (CHECKOUT / "templates" / "pages").glob("*.html"):
        assert not re.search(r"<style|\sstyle=", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("lock", [
    "requirements.lock", "requirements-dev.lock", "benchmarks/peers/requirements.lock",
])  # fmt: skip
def test_every_package_of_a_lock_has_its_digests_and_no_address(lock: str) -> None:
    """A line is a package with its version, or one of its digests; nothing says where from."""
    said = (CHECKOUT / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", said.strip())
    assert len(packages) > 10
    for one in packages:
        first, *digests = one.split("\n")
        assert LOCKED.fullmatch(first), first
        assert digests, first
        for digest in digests:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", digest), first
    assert "://" not in said
