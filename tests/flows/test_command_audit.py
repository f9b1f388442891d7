"""`infitah audit`: what an operator and an auditor read, and the exit codes that scripts use."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from forger import by_hand
from sealed import lived
from sqlalchemy import Engine, update

from audit.checkpoints import check_checkpoint
from audit.log_folder import folder_of
from audit.notes import read_verifier_key
from flows.cli import main
from models.base import table_of
from models.database import open_database, writing
from models.plan import Plan
from models.words import Stage


class Auditor:
    """The command line on one database."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self._capsys = url, capsys
        self.engine: Engine = open_database(url)

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(["audit", *words, "--db", self.url])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def data(self, *words: str) -> Any:
        code, out, err = self(*words, "--json")
        assert code in (0, 1), err
        return json.loads(out)


@pytest.fixture
def auditor(database_url: str, capsys: pytest.CaptureFixture[str]) -> Iterator[Auditor]:
    one = Auditor(database_url, capsys)
    lived(one.engine, 2)
    yield one
    one.engine.dispose()


def test_sealing_says_how_many_are_signed_and_the_second_time_nothing_is_new(
    auditor: Auditor,
) -> None:
    first, second = auditor.data("seal"), auditor.data("seal")
    assert first["added"] == first["size"] > 10
    assert (second["added"], second["root"]) == (0, first["root"])
    assert auditor("seal")[1].startswith("0 entries got their place")


def test_a_history_that_holds_is_said_to(auditor: Auditor) -> None:
    auditor("seal")
    code, out, _ = auditor("verify")
    assert code == 0
    assert "the history holds" in out
    assert auditor.data("verify")["holds"] is True


def test_a_history_that_does_not_hold_ends_with_1_and_names_where(auditor: Auditor) -> None:
    auditor("seal")
    by_hand(auditor.engine, update(table_of(Plan)).values(stage=Stage.COMPLETED))
    code, out, _ = auditor("verify")
    assert code == 1
    assert "2 findings" in out
    assert "PAO-2022-" in out
    found = auditor.data("verify")["findings"]
    assert {one["kind"] for one in found} == {"state"}


def test_the_keys_are_shown_and_the_fresh_one_signs(auditor: Auditor) -> None:
    assert "none signed yet" in auditor("key")[1]
    auditor("seal")
    first = auditor.data("key")["keys"]
    fresh = auditor.data("rotate-key")["key"]
    assert auditor.data("key")["keys"] == [*first, fresh]
    note = folder_of(auditor.engine).last_note() or ""
    assert check_checkpoint(note, read_verifier_key(fresh))


def test_a_lost_folder_is_a_refusal_that_says_what_to_do_and_a_note_mends_it(
    auditor: Auditor, tmp_path: Path
) -> None:
    auditor("seal")
    folder = folder_of(auditor.engine)
    (tmp_path / "kept.txt").write_text(folder.last_note() or "", encoding="utf-8")
    (folder.path / "checkpoints.jsonl").unlink()
    code, _, err = auditor("seal")
    assert code == 1
    assert "infitah audit resume" in err
    assert auditor("resume", str(tmp_path / "kept.txt"))[0] == 0
    with writing(auditor.engine) as session:
        builders.plan(session, code="05.091.07.66")
    assert auditor.data("seal")["added"] == 1


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "pdf"])
def test_each_form_is_written_whole(auditor: Auditor, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"history.{form}"
    more = ["--plan", "PAO-2022-050910701-1"] if form == "pdf" else []
    code, out, err = auditor("export", str(file), *more)
    assert (code, err) == (0, "")
    assert f"{file.stat().st_size} bytes" in out
    begins = {"jsonl": b'{"export"', "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "pdf": b"%PDF"}
    assert file.read_bytes().startswith(begins[form])
    assert [one.name for one in tmp_path.glob(".*.part")] == []


def test_an_export_as_known_on_a_date_holds_what_had_been_recorded_by_then(
    auditor: Auditor, tmp_path: Path
) -> None:
    def lines(*more: str) -> int:
        file = tmp_path / f"h{len(more)}.csv"
        assert auditor("export", str(file), *more)[0] == 0
        return len(file.read_text(encoding="utf-8-sig").splitlines())

    assert 1 < lines("--known", builders.FOUNDED.isoformat()) < lines()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["h.txt"], "ends in .jsonl"),
        (["h"], "ends in .jsonl"),
        (["h.pdf"], "name the plan"),
        (["h.csv", "--region", "05"], "--region is for .jsonl"),
        (["h.jsonl", "--known", "2022-10-25"], "--known is for"),
        (["h.csv", "--known", "2199-01-01"], "2199"),
        (["h.jsonl", "--plan", "nowhere"], "nowhere"),
        (["h.jsonl", "--cohort", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_leaves_no_file(
    auditor: Auditor, tmp_path: Path, words: list[str], told: str
) -> None:
    file, *rest = words
    code, _, err = auditor("export", str(tmp_path / file), *rest)
    assert code == 1
    assert told in err
    assert not (tmp_path / file).exists()
    assert list(tmp_path.glob(".*.part")) == []


def test_the_verifier_is_handed_out_as_it_is(auditor: Auditor, tmp_path: Path) -> None:
    from audit import infitah_verify

    auditor("verifier", str(tmp_path / "check.py"))
    assert (tmp_path / "check.py").read_bytes() == Path(infitah_verify.__file__).read_bytes()


def test_the_grants_can_be_piped_to_the_database(auditor: Auditor) -> None:
    code, out, _ = auditor("grants", "infitah_app")
    assert code == 0
    assert all(line.endswith(";") for line in out.splitlines())
    assert auditor("grants", "x; DROP TABLE plan")[0] == 1


def test_the_doctor_looks_at_the_log(auditor: Auditor, capsys: pytest.CaptureFixture[str]) -> None:
    def checks() -> dict[str, Any]:
        capsys.readouterr()
        main(["doctor", "--db", auditor.url, "--json"])
        return {one["name"]: one for one in json.loads(capsys.readouterr().out)}

    auditor("seal")
    seen = checks()
    assert seen["the log"]["good"]
    assert ", 0 waiting" in seen["the log"]["seen"]
    assert seen["verification"]["good"]
    (folder_of(auditor.engine).path / "verifier-keys").write_text("nonsense\n")
    assert not checks()["the log"]["good"]
