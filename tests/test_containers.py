"""The container files: whole, without secrets, and in step with the settings and the commands."""

import fnmatch
import inspect
import json
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import prefect.settings
import pytest
import yaml
from pydantic_settings import BaseSettings

from flows.arguments import parser
from models.settings import CHECKOUT
from notifications.settings import MailSettings
from portal.metrics_settings import MetricsSettings
from portal.settings import PortalSettings

FILE = (CHECKOUT / "Containerfile").read_text()
COMPOSE = yaml.safe_load((CHECKOUT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
FLOORS = ("audit", "flows", "lifecycle", "models", "notifications", "portal")
# Of Python, of libraries, of PostgreSQL's image: named there, not here.
THEIRS = {
    "PATH", "PYTHONTZPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DO_NOT_TRACK",
    "MPLCONFIGDIR", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE",
    "POSTGRES_INITDB_ARGS", "INFITAH_CHECKOUT",
}  # fmt: skip
PREFECT = {"server": "server", "worker": "worker", "work-pool": "work_pool"}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile: their word and the rest, as one line."""
    text = re.sub(r"^\s*#.*\n", "", FILE, flags=re.MULTILINE).replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [(line.split()[0], line.partition(" ")[2]) for line in lines if line]


def of(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def variables() -> Iterator[str]:
    """Every variable that a process of ours is given."""
    yield from (part.partition("=")[0] for rest in of("ENV") for part in shlex.split(rest))
    for service in SERVICES.values():
        yield from service.get("environment", {})
        for secret in service.get("secrets", []):
            if isinstance(secret, dict):
                yield secret["target"]


def settings_of(kind: type[BaseSettings]) -> set[str]:
    prefix = kind.model_config.get("env_prefix", "")
    return {f"{prefix}{name}".upper() for name in kind.model_fields}


def known() -> set[str]:
    """Every variable that the engine reads: of its settings, or by its own name."""
    texts = (file.read_text() for floor in FLOORS for file in (CHECKOUT / floor).glob("*.py"))
    named = {name for text in texts for name in re.findall(r'"(INFITAH_[A-Z_]+)"', text)}
    kinds = (MailSettings, PortalSettings, MetricsSettings)
    return named.union(*map(settings_of, kinds)) | THEIRS


@pytest.mark.parametrize("name", sorted(set(variables())))
def test_every_variable_is_one_that_somebody_reads(name: str) -> None:
    if name.startswith("PREFECT_"):
        assert hasattr(prefect.settings, name)
    else:
        assert name in known()


def commands() -> dict[str, list[str]]:
    """What each service runs, and what its scripts run; the image's own for those without."""
    (own,) = of("CMD")
    told = {
        name: one.get("command", json.loads(own))
        for name, one in SERVICES.items()
        if name != "database"
    }
    for file in (CHECKOUT / "container").glob("*.sh"):
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            if line.startswith(("infitah ", "prefect ")):
                told[f"{file.name}:{number}"] = shlex.split(line.partition("|")[0])
    return told


@pytest.mark.parametrize("name", commands())
def test_every_command_exists(name: str) -> None:
    match commands()[name]:
        case ["infitah", *words]:
            assert hasattr(parser().parse_args(words), "command")
        case ["python", "-m", module, *_]:
            assert find_spec(module) is not None
        case ["prefect", *words]:
            told = [word for word in words if not word.startswith("--no-prompt")]
            check_prefect(told)
        case ["/bin/sh", script]:
            assert (CHECKOUT / Path(script).relative_to("/opt/infitah")).is_file()
        case other:
            pytest.fail(f"{other} is no command of ours")


def check_prefect(words: list[str]) -> None:
    """A command of Prefect's, by the function that it calls, with its options."""
    if words[0] == "deploy":
        assert words == ["deploy", "--all"]
        return
    group, name, *rest = words
    function = getattr(import_module(f"prefect.cli.{PREFECT[group]}"), name)
    options = {word[2:].replace("-", "_") for word in rest if word.startswith("--")}
    takes = set(inspect.signature(function).parameters)
    assert options <= takes | {one.removeprefix("work_").removesuffix("_name") for one in takes}


def test_no_image_is_just_the_latest() -> None:
    images = [*of("FROM"), *(one["image"] for one in SERVICES.values())]
    for image in images:
        tag = re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", image).rpartition("/")[2].partition(":")[2]
        assert re.match(r"\d", tag), f"{image} has no tag with a number"


def test_nothing_runs_as_root_and_everything_from_the_hashed_lock() -> None:
    (user,) = of("USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    words = [name for name, _ in instructions()]
    assert words.index("USER") > max(i for i, word in enumerate(words) if word in ("RUN", "COPY"))
    installs = [part for rest in of("RUN") for part in rest.split("&&") if "pip install" in part]
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)
    for service in (one for name, one in SERVICES.items() if name != "database"):
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert "user" not in service
        assert "privileged" not in service


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for one in SERVICES.values() for port in one.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_health_is_asked_of_the_portal_and_of_prefect() -> None:
    (check,) = of("HEALTHCHECK")
    assert "/healthz" in check
    assert "/api/health" in SERVICES["prefect-server"]["healthcheck"]["test"][-1]
    others = set(SERVICES) - {"database", "portal", "prefect-server"}
    assert all(SERVICES[name]["healthcheck"] == {"disable": True} for name in others)


def test_what_is_copied_is_there_and_is_all_that_the_engine_is_made_of() -> None:
    copied = [word for rest in of("COPY") for word in shlex.split(rest)[:-1]]
    let_in = (CHECKOUT / ".containerignore").read_text().splitlines()
    assert let_in == (CHECKOUT / ".dockerignore").read_text().splitlines()
    for name in copied:
        assert (CHECKOUT / name).exists()
        assert f"!{name}" in let_in
    pyproject = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    packages = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert set(packages) <= set(copied)
    assert not any(fnmatch.fnmatch("secrets/app-url", line.removeprefix("!"))
                   for line in let_in if line.startswith("!"))  # fmt: skip


def test_secrets_come_from_files_that_are_not_in_the_repository() -> None:
    for name, told in COMPOSE["secrets"].items():
        assert told == {"file": f"./secrets/{name}"}
    assert "secrets/" in (CHECKOUT / ".gitignore").read_text().splitlines()
    used = {
        one if isinstance(one, str) else one["source"]
        for service in SERVICES.values()
        for one in service.get("secrets", [])
    }
    assert used == set(COMPOSE["secrets"])
    given = [
        value for service in SERVICES.values() for name, value in
        service.get("environment", {}).items() if re.search("PASSWORD|TOKEN|SECRET|KEY", name)
    ]  # fmt: skip
    assert given == ["/run/secrets/owner-password"]
    for text in (FILE, (CHECKOUT / "compose.yaml").read_text()):
        assert not re.search(r"://[^/\s:]+:[^@\s]+@", text)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "INFITAH_DATABASE_URL").write_text("postgresql://x:it's $HOME \\n@database/y\n")
    (folder / "app-password").write_text("not a variable")
    return folder


def started(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    script = CHECKOUT / "container" / "with-secrets.sh"
    return subprocess.run(
        ["/bin/sh", str(script), *words], env=os.environ | {"SECRETS_FOLDER": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_secret_becomes_the_variable_of_its_name_as_it_is(secrets: Path) -> None:
    said = started(secrets, "printenv", "INFITAH_DATABASE_URL")
    assert said.stdout == "postgresql://x:it's $HOME \\n@database/y\n"
    assert "not a variable" not in started(secrets, "env").stdout


def test_no_secrets_at_all_is_no_error(tmp_path: Path) -> None:
    assert started(tmp_path / "none", "echo", "runs").stdout == "runs\n"


def test_an_empty_secret_is_refused_by_its_name(secrets: Path) -> None:
    (secrets / "INFITAH_MAIL_PASSWORD").touch()
    said = started(secrets, "echo", "runs")
    assert (said.returncode, said.stdout) == (1, "")
    assert "INFITAH_MAIL_PASSWORD is empty" in said.stderr
