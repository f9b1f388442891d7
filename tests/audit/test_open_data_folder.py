"""The folder of the open data: CSV and JSON say the same, the descriptor is right, all is whole."""

import csv
import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import network
import orjson
import pytest
from sqlalchemy import Engine, select

from audit.inert_text import inert
from audit.open_data import RESOURCES
from audit.open_data_folder import NotOfNow, NotOurFolder, export_open_data
from audit.open_data_licence import LICENCES, licence_of
from audit.open_data_package import NAME
from audit.verification import verify
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from models.database import reading
from models.log import LogEntry
from models.words import LogEntryKind

ODBL = LICENCES["ODbL-1.0"]
FOLLOWED = ("rounds", "progress", "values", "completion")  # tested where a programme is followed
CLOCK = VirtualClock(network.TODAY)
OCCASION = Occasion(acts.coordinator("cli"), CLOCK.now(), "cli")


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    network.open_network(engine)
    export(engine, tmp_path / "open")
    return tmp_path / "open"


def export(engine: Engine, folder: Path) -> None:
    export_open_data(engine, CLOCK, OCCASION, folder, ODBL)


def described(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_bytes())


def tables(folder: Path) -> dict[str, Any]:
    return {one["name"]: one for one in described(folder)["resources"] if one.get("type")}


def read_csv(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_cell(value: Any) -> str:
    """A value of the JSON as the CSV must hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert(value) if isinstance(value, str) else str(value)


def test_csv_and_json_say_the_same(folder: Path) -> None:
    for name in RESOURCES:
        told = json.loads((folder / f"{name}.json").read_bytes())
        assert told or name in FOLLOWED, name
        assert read_csv(folder, name) == [
            {field: as_cell(value) for field, value in row.items()} for row in told
        ]


def test_the_descriptor_names_every_file_with_its_length_and_digest(folder: Path) -> None:
    told = described(folder)
    assert (told["name"], told["created"][:10]) == (NAME, "2024-10-01")
    assert told["licenses"] == [{"name": "ODbL-1.0", "title": ODBL.title, "path": ODBL.path}]
    paths = [one["path"] for one in told["resources"]]
    assert {*paths, "datapackage.json"} == {one.name for one in folder.iterdir()}
    assert len(set(paths)) == len(paths) == 2 * len(RESOURCES)
    for one in told["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["format"] == one["path"].rpartition(".")[2]
        assert one["encoding"] == "utf-8"
        content.decode("utf-8")


CASTS: dict[str, Any] = {
    "string": str, "integer": int, "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}  # fmt: skip


def test_every_row_of_the_csv_fits_the_schema_of_the_descriptor(folder: Path) -> None:
    for name, one in tables(folder).items():
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        for row in read_csv(folder, name):
            assert list(row) == list(fields)
            for field, text in row.items():
                limits = fields[field].get("constraints", {})
                assert text or not limits.get("required"), (name, field)
                if text:
                    CASTS[fields[field]["type"]](text)
                    assert text in limits.get("enum", [text]), (name, field)


def test_every_key_is_unique_and_every_foreign_key_resolves(folder: Path) -> None:
    described_tables = tables(folder)

    def keys(name: str, fields: list[str]) -> list[tuple[str, ...]]:
        return [tuple(row[field] for field in fields) for row in read_csv(folder, name)]

    links = 0
    for name, one in described_tables.items():
        own = keys(name, one["schema"]["primaryKey"])
        assert len(own) == len(set(own)), name
        for link in one["schema"].get("foreignKeys", []):
            of = link["reference"]
            assert set(keys(name, link["fields"])) <= set(keys(of["resource"], of["fields"]))
            assert of["fields"] == described_tables[of["resource"]]["schema"]["primaryKey"]
            links += 1
    assert links == sum(len(one.links) for one in RESOURCES.values())


def test_no_person_and_no_formula_is_in_any_file(folder: Path) -> None:
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        for word in ("Testouri", "Testardi", "personne.example", "person:", "@"):
            assert word not in text, file
    titles = [row["title_fr"] for row in read_csv(folder, "projects")]
    assert '\'=HYPERLINK("http://x.example")' in titles
    assert '"title_fr": "=HYPERLINK(' in (folder / "projects.json").read_text(encoding="utf-8")


def test_the_log_says_what_was_handed_out_and_the_history_holds(
    engine: Engine, folder: Path
) -> None:
    with reading(engine) as session:
        own = session.scalars(select(LogEntry).where(LogEntry.kind == LogEntryKind.EXPORTED)).one()
    told = orjson.loads(own.canonical)["body"]
    content = (folder / "datapackage.json").read_bytes()
    assert (told["scope"], told["form"]) == ("open-data", "datapackage")
    assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert verify(engine).holds


def test_an_earlier_export_is_replaced_and_what_it_had_more_goes(
    engine: Engine, folder: Path
) -> None:
    told = described(folder)
    told["resources"].append({"name": "old", "path": "old.csv"})
    (folder / "datapackage.json").write_text(json.dumps(told))
    (folder / "old.csv").write_text("code\r\n")
    before = (folder / "plans.csv").read_bytes()
    (folder / "plans.csv").write_text("spoilt")
    export(engine, folder)
    assert (folder / "plans.csv").read_bytes() == before
    assert not (folder / "old.csv").exists()
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(".")] == []


def test_a_folder_with_anything_else_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    cases = {"notes.txt": "mine", "datapackage.json": '{"name": "another", "resources": []}'}
    for name, text in cases.items():
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        (folder / name).write_text(text)
        with pytest.raises(NotOurFolder, match=name):
            export(engine, folder)
        assert {one.name: one.read_text() for one in folder.iterdir()} == {name: text}
    with pytest.raises(NotOurFolder, match="is a file"):
        export(engine, tmp_path / "notes-txt" / "notes.txt")


def test_an_earlier_export_to_which_somebody_added_a_file_is_left_alone(
    engine: Engine, folder: Path
) -> None:
    (folder / "my-notes.txt").write_text("mine")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(NotOurFolder, match=r"my-notes\.txt"):
        export(engine, folder)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_data_of_an_earlier_date_are_refused_and_not_mixed_with_those_of_now(
    engine: Engine, tmp_path: Path
) -> None:
    network.open_network(engine)
    earlier = VirtualClock(date(2024, 9, 30))
    with pytest.raises(NotOfNow, match=r"2024-10-01.*infitah count --on"):
        export_open_data(engine, earlier, OCCASION, tmp_path / "open", ODBL)
    assert not (tmp_path / "open").exists()


def test_an_export_that_breaks_leaves_no_half_of_a_file(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.open_network(engine)

    def full(*_: Any) -> None:
        raise OSError("no space left on the device")

    with monkeypatch.context() as patched:
        patched.setattr("audit.open_data_folder.descriptor", full)
        with pytest.raises(OSError, match="no space"):
            export(engine, tmp_path / "open")
    assert os.listdir(tmp_path / "open") == []
    assert [one for one in os.listdir(tmp_path) if one.startswith(".open")] == []
    with reading(engine) as session:
        assert not session.scalars(select(LogEntry)).all()


def test_a_licence_is_one_of_those_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert licence_of() == ODBL
    monkeypatch.setenv("INFITAH_OPEN_DATA_LICENCE", "CC-BY-4.0")
    assert licence_of().path == "https://creativecommons.org/licenses/by/4.0/"
    monkeypatch.setenv("INFITAH_OPEN_DATA_LICENCE", "all rights reserved")
    with pytest.raises(Refused, match="ODbL"):
        licence_of()
