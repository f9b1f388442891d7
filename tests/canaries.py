"""Marked secrets and people, and where they are found: a mark in the wrong place is a leak."""

import re
import secrets
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings
from sqlalchemy import Engine, inspect, text

from audit.notes import SignerKey
from models.settings import CHECKOUT

FLOORS = ("models", "lifecycle", "audit", "notifications", "portal", "flows")
NAME, ADDRESS = "Zakaria Benmarqueur", "zakaria.benmarqueur@canari.example"
COORDINATOR = "amina.benmarqueur@canari.example"
PEOPLE = ("Benmarqueur", "benmarqueur")
PASSWORD = f"canari {secrets.token_hex(8)}"
DATABASE_PASSWORD = f"canari{secrets.token_hex(8)}"
# What is read from the environment without a settings class: what is secret, and what is not.
SECRET_VARIABLES = {"INFITAH_LINK_KEYS", "INFITAH_LOG_KEY", "INFITAH_DATABASE_URL"}
PLAIN_VARIABLES = {"INFITAH_DATA", "INFITAH_LOG_FOLDER", "INFITAH_LOG_NAME", "INFITAH_CLAMD"}
PLAIN_VARIABLES |= {"INFITAH_PASSWORD_LIST", "INFITAH_CHECKOUT", "INFITAH_FAILPOINT", "INFITAH_LOG"}
PLAIN_VARIABLES |= {"INFITAH_STARTED_BY"}


def settings_classes() -> list[type[BaseSettings]]:
    """Every settings class of the engine."""
    for floor in FLOORS:
        for file in (CHECKOUT / floor).glob("*.py"):
            if "BaseSettings" in file.read_text(encoding="utf-8"):
                import_module(f"{floor}.{file.stem}")
    return [one for one in BaseSettings.__subclasses__() if one.__module__.split(".")[0] in FLOORS]


def secret_settings() -> dict[str, str]:
    """A marked value for every secret field of every settings class, by its variable."""
    return {
        f"{one.model_config['env_prefix']}{name}".upper(): f"canari{secrets.token_hex(8)}"
        for one in settings_classes()
        for name, field in one.model_fields.items()
        if field.annotation is SecretStr
    }


def secret_environment() -> tuple[dict[str, str], list[str]]:
    """The environment with every secret marked, and what must be found nowhere."""
    key = SignerKey("infitah.example/log", secrets.token_bytes(32)).secret()
    link = f"canari{secrets.token_hex(20)}"
    marked = secret_settings()
    told = marked | {"INFITAH_LINK_KEYS": f"canari:{link}", "INFITAH_LOG_KEY": key}
    return told, [*marked.values(), link, key.rpartition("+")[2], PASSWORD, DATABASE_PASSWORD]


def variables_read() -> set[str]:
    """The variables that the code names in full, outside of the settings classes."""
    prefixes = tuple(str(one.model_config["env_prefix"]) for one in settings_classes())
    found: set[str] = set()
    for floor in FLOORS:
        for file in (CHECKOUT / floor).glob("*.py"):
            found |= set(re.findall(r"INFITAH_[A-Z_]*[A-Z]", file.read_text(encoding="utf-8")))
    return {one for one in found if not f"{one}_".startswith(prefixes)}


def marks_in(said: str, marks: Iterable[str]) -> list[str]:
    """Which marks stand in a text."""
    return [mark for mark in marks if mark in said]


def columns_with(engine: Engine, marks: Iterable[str]) -> set[tuple[str, str]]:
    """The columns of a database in which a mark stands."""
    found = set()
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                for name, value in row.items():
                    said = value.decode(errors="replace") if isinstance(value, bytes) else value
                    if said is not None and marks_in(str(said), marks):
                        found.add((table, name))
    return found


def files_with(folder: Path, marks: Iterable[str]) -> Iterator[str]:
    """The files of a folder in which a mark stands."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and marks_in(file.read_bytes().decode(errors="replace"), marks):
            yield str(file.relative_to(folder))
