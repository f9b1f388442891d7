"""The command line: what each command prints, as words and as data, and its exit codes."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, CALENDAR, LARACHE, ORIENTAL, open_few, sheet
from sqlalchemy import func, select, text, update

from flows.cli import main
from lifecycle.clock import VirtualClock
from lifecycle.incident_words import INCIDENT_ADVICE
from lifecycle.incidents import OF_RUNS, close_incidents, record_incident
from models.base import table_of
from models.database import open_database, reading, writing
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.plan import Plan
from models.settings import CHECKOUT
from models.words import IncidentKind, LetterState

REFERENCE = "PAO-2022-050910101-1"
TODAY, MUCH_LATER = "2022-11-14", "2023-03-01"  # two working days


@pytest.fixture(scope="module")
def opened_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which three founders are open."""
    file = tmp_path_factory.mktemp("opened") / "opened.db"
    shutil.copy(sqlite_template, file)
    engine = open_database(f"sqlite:///{file}")
    open_few(engine, BENI_MELLAL, LARACHE, ORIENTAL)
    engine.dispose()
    return file


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code, its words, its errors."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Infitah:
    """The command line on one database."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self._capsys = url, capsys

    def __call__(self, *words: str, db: bool = True) -> Said:
        self._capsys.readouterr()
        try:
            code = main([*words, *(("--db", self.url) if db else ())])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return Said(code, *self._capsys.readouterr())

    def data(self, *words: str) -> Any:
        said = self(*words, "--json")
        assert said.code == 0, said
        return said.data

    def count(self, record: type) -> int:
        engine = open_database(self.url)
        with reading(engine) as session:
            number = session.scalar(select(func.count()).select_from(table_of(record)))
        engine.dispose()
        return int(number or 0)


@pytest.fixture
def infitah(opened_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Infitah:
    file = tmp_path / "cli.db"
    shutil.copy(opened_file, file)
    return Infitah(f"sqlite:///{file}", capsys)


# Reading


def test_the_list_names_every_plan_with_its_stage(infitah: Infitah) -> None:
    said = infitah("plan", "list", "--on", TODAY)
    assert said.code == 0
    assert REFERENCE in said.out
    assert "Commune of Béni Mellal" in said.out
    assert "3 plans on 2022-11-14" in said.out
    rows = infitah.data("plan", "list", "--on", TODAY)
    assert [row["collectivity_code"] for row in rows] == [LARACHE, ORIENTAL, BENI_MELLAL]
    assert {row["stage"] for row in rows} == {"joining"}
    assert rows[0]["entered_on"] == "2022-10-21"


def test_the_list_is_narrowed_by_region_stage_and_lateness(infitah: Infitah) -> None:
    def found(*options: str) -> list[str]:
        rows = infitah.data("plan", "list", "--on", MUCH_LATER, *options)
        return [row["collectivity_code"] for row in rows]

    assert found("--region", "05") == [BENI_MELLAL]
    assert found("--stage", "implementation") == []
    assert len(found("--late")) == 3
    assert len(found("--cohort", "2022-founders")) == 3


def test_a_stage_that_does_not_exist_is_refused_with_those_that_do(infitah: Infitah) -> None:
    said = infitah("plan", "list", "--stage", "voting")
    assert said.code == 1
    assert "co_creation" in said.err
    assert said.out == ""


@pytest.mark.parametrize("name", [REFERENCE, BENI_MELLAL, "beni mellal", "بني ملال"])
def test_a_plan_is_shown_with_its_steps(infitah: Infitah, name: str) -> None:
    said = infitah("plan", "show", name, "--on", TODAY)
    assert said.code == 0
    assert REFERENCE in said.out
    assert "council session 2023-10 opens 2023-10-" in said.out
    data = infitah.data("plan", "show", name, "--on", TODAY)
    assert data["reference"] == REFERENCE
    assert "adhere_to_charter" in {step["key"] for step in data["steps"]}


@pytest.mark.parametrize(("lang", "word"), [("ar", "جماعة بني ملال"), ("fr", "Commune de Béni")])
def test_words_come_in_the_language_that_is_asked(infitah: Infitah, lang: str, word: str) -> None:
    assert word in infitah("plan", "show", BENI_MELLAL, "--lang", lang, "--on", TODAY).out


def test_a_plan_that_does_not_exist_is_refused_with_the_nearest_name(infitah: Infitah) -> None:
    said = infitah("plan", "show", "Beni Melal")
    assert said.code == 1
    assert "Béni Mellal" in said.err
    assert infitah("plan", "show", "Beni Melal", "--json").data["error"] == "NoSuchPlan"


def test_history_is_told_with_its_chain(infitah: Infitah) -> None:
    infitah("plan", "fire", REFERENCE, "suspend", "--reason", "élections", "--on", TODAY)
    said = infitah("plan", "history", REFERENCE)
    assert said.code == 0
    assert "chain: holds; 2 entries" in said.out
    assert "élections" in said.out
    (one,) = infitah.data("plan", "history", BENI_MELLAL)
    assert one["chain"] == "holds"
    assert [entry["trigger"] for entry in one["entries"]] == ["open_plan", "suspend"]


def test_a_history_that_was_changed_is_an_error(infitah: Infitah) -> None:
    engine = open_database(infitah.url)
    with engine.begin() as connection:  # somebody with the file in hand, past every guard
        triggers = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='history_entry'")
        ).scalars()
        for name in list(triggers):
            connection.execute(text(f"DROP TRIGGER {name}"))
        forged = "CAST(replace(canonical, '2022-10-21', '2022-10-20') AS BLOB)"
        connection.execute(text(f"UPDATE history_entry SET canonical = {forged}"))
    engine.dispose()
    said = infitah("plan", "history", REFERENCE)
    assert said.code == 1
    assert "entry 1 was changed" in said.err
    assert infitah("doctor").code == 1


def test_why_names_what_is_in_the_way_and_who_can_unblock_it(infitah: Infitah) -> None:
    said = infitah("plan", "why", "Béni Mellal", "--on", TODAY, "--lang", "fr")
    assert said.code == 0
    data = infitah.data("plan", "why", "Béni Mellal", "--on", TODAY)
    (way,) = data["ways"]
    assert (way["trigger"], way["may"]) == ("open_co_creation", False)
    for reason in way["reasons"]:
        assert set(reason["phrase"]) == {"ar", "fr", "en"}
        assert reason["unblocked_by"]


def test_the_board_counts_members_by_region_and_stage(infitah: Infitah) -> None:
    said = infitah("board", "--on", MUCH_LATER, "--lang", "fr")
    assert said.code == 0
    assert "Béni Mellal-Khénifra" in said.out
    assert "3 (3)" in said.out
    data = infitah.data("board", "--on", MUCH_LATER)
    assert data["on"] == MUCH_LATER
    assert {(cell["region"], cell["plans"], cell["late"]) for cell in data["cells"]} == {
        ("01", 1, 1), ("02", 1, 1), ("05", 1, 1),
    }  # fmt: skip


def test_cohorts_are_listed_with_their_members(infitah: Infitah) -> None:
    assert "2022-founders" in infitah("cohort", "list").out
    (row,) = infitah.data("cohort", "list")
    assert (row["code"], row["members"], row["plans"]) == ("2022-founders", 3, 3)


def test_the_pathway_is_printed_in_each_language_and_written_in_all(
    infitah: Infitah, tmp_path: Path
) -> None:
    said = infitah("pathway", "--lang", "fr")
    assert said.code == 0
    assert "mermaid" in said.out
    data = infitah.data("pathway")
    assert set(data["markdown"]) == {"ar", "fr", "en"}
    assert data["version"] == "1"
    file = tmp_path / "pathway.md"
    assert infitah("pathway", "--write", str(file)).code == 0
    written = file.read_text(encoding="utf-8")
    assert all(part.strip() in written for part in (data["mermaid"],))


def test_a_letter_is_previewed_and_an_unknown_kind_lists_those_there_are(
    infitah: Infitah, tmp_path: Path
) -> None:
    file = tmp_path / "letter.html"
    said = infitah("letter", "preview", "step_reminder", "--html", str(file))
    assert said.code == 0
    assert 'dir="rtl"' in file.read_text(encoding="utf-8")
    assert set(infitah.data("letter", "preview", "welcome")) == {"subject", "text", "html"}
    listed = infitah("letter", "preview")
    unknown = infitah("letter", "preview", "postcard")
    assert (listed.code, unknown.code) == (0, 1)
    assert "step_reminder" in listed.out
    assert "step_reminder" in unknown.out


def test_the_doctor_finds_a_sound_database_sound(infitah: Infitah) -> None:
    infitah.data("deliver", "--on", TODAY)  # else the welcomes of 2022 are late
    data = infitah.data("doctor")
    found = {check["name"]: check["good"] for check in data}
    assert found["history"]
    assert found["append-only triggers"]
    assert "the history of 3 plans holds" in infitah("doctor").out


def test_the_doctor_lists_the_open_incidents_and_how_to_mend_them(infitah: Infitah) -> None:
    engine, clock = open_database(infitah.url), VirtualClock(date.fromisoformat(TODAY))
    with writing(engine) as session:
        record_incident(session, IncidentKind.RUN_FAILED, "deliver-letters", "", clock)
    said = infitah("doctor", "--json")
    (found,) = [check for check in said.data if check["name"] == "incidents"]
    assert (said.code, found["good"]) == (1, False)
    assert found["seen"] == "2022-11-14 deliver-letters: A run failed or crashed."
    assert found["mend"] == INCIDENT_ADVICE[IncidentKind.RUN_FAILED].en
    with writing(engine) as session:
        close_incidents(session, "deliver-letters", OF_RUNS, clock)
    engine.dispose()
    infitah.data("deliver", "--on", TODAY)
    assert infitah("doctor").code == 0


# Moving


def test_a_plan_is_moved_through_the_door(infitah: Infitah) -> None:
    data = infitah.data(
        "plan", "fire", "بني ملال", "suspend", "--reason", "انتخابات", "--on", TODAY
    )  # fmt: skip
    assert (data["from"], data["to"], data["entry"]) == ("joining", "suspended", 2)
    assert data["letters"] >= 1
    (row,) = infitah.data("plan", "list", "--stage", "suspended")
    assert row["reference"] == REFERENCE
    said = infitah("plan", "fire", REFERENCE, "resume", "--reason", "x", "--on", "2022-11-21")
    assert said.code == 0
    assert f"{REFERENCE}: " in said.out


def test_a_suspension_without_a_reason_is_refused_in_three_languages(infitah: Infitah) -> None:
    before = infitah.count(HistoryEntry), infitah.count(OutboxLetter)
    said = infitah("plan", "fire", REFERENCE, "suspend", "--on", TODAY)
    assert said.code == 1
    for sentence in ("suspend needs a reason.", "Un motif est requis.", "يجب ذكر السبب."):
        assert sentence in said.err
    refused = infitah("plan", "fire", REFERENCE, "suspend", "--on", TODAY, "--json")
    assert (refused.code, refused.data["phrase"]["ar"]) == (1, "يجب ذكر السبب.")
    assert (infitah.count(HistoryEntry), infitah.count(OutboxLetter)) == before


def test_a_transition_that_is_not_there_is_refused_with_those_that_are(infitah: Infitah) -> None:
    said = infitah("plan", "fire", REFERENCE, "adopt", "--on", TODAY)
    assert said.code == 1
    assert "withdraw" in said.err


def test_a_guard_that_does_not_hold_is_told_in_arabic_too(infitah: Infitah) -> None:
    said = infitah("plan", "fire", REFERENCE, "open_co_creation", "--on", TODAY, "--json")
    assert (said.code, said.data["error"]) == (1, "GuardRefused")
    assert any("\u0600" <= letter <= "\u06ff" for letter in said.data["phrase"]["ar"])


def test_a_step_is_reported_with_its_evidence_and_then_accepted(infitah: Infitah) -> None:
    report = (
        "plan", "fire", REFERENCE, "report_step", "--step", "adhere_to_charter", "--on", TODAY,
        "--field", "done_on=2022-11-10", "--field", "document=2022/17",
    )  # fmt: skip
    assert infitah(*report).code == 0
    assert infitah.data(
        "plan", "fire", REFERENCE, "accept_step", "--step", "adhere_to_charter", "--on", TODAY
    )["trigger"] == "accept_step"  # fmt: skip
    steps = infitah.data("plan", "show", REFERENCE)["steps"]
    (step,) = [step for step in steps if step["key"] == "adhere_to_charter"]
    assert (step["state"], step["done_on"]) == ("accepted", "2022-11-10")


@pytest.mark.parametrize(
    "options", [("--field", "done_on"), ("--field", "done_on=yesterday"), ("--step", "dance")]
)
def test_evidence_that_is_wrong_is_refused(infitah: Infitah, options: tuple[str, ...]) -> None:
    step = () if "--step" in options else ("--step", "adhere_to_charter")
    said = infitah("plan", "fire", REFERENCE, "report_step", *step, *options, "--on", TODAY)
    assert said.code == 1
    assert said.err.startswith("infitah: ")


def test_a_deadline_is_moved(infitah: Infitah) -> None:
    said = infitah(
        "plan", "fire", REFERENCE, "move_deadline", "--step", "adhere_to_charter",
        "--due", "2022-12-30", "--reason", "asked for", "--on", TODAY,
    )  # fmt: skip
    assert said.code == 0, said
    steps = infitah.data("plan", "show", REFERENCE)["steps"]
    (step,) = [step for step in steps if step["key"] == "adhere_to_charter"]
    assert step["due_on"] == "2022-12-30"
    assert step["original_due_on"] < "2022-12-30"


# Runs


def test_a_sweep_counts_first_and_then_writes_once(infitah: Infitah) -> None:
    before = infitah.count(OutboxLetter)
    dry = infitah.data("sweep", "--on", TODAY, "--dry-run")
    assert dry["letters"] > 0
    assert infitah.count(OutboxLetter) == before
    assert "would be written" in infitah("sweep", "--on", TODAY, "--dry-run").out
    assert infitah.data("sweep", "--on", TODAY)["letters"] == dry["letters"]
    assert infitah.data("sweep", "--on", TODAY)["letters"] == 0
    assert infitah.count(OutboxLetter) > before


def test_advance_moves_what_may_move_and_says_so(infitah: Infitah) -> None:
    for key in ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training"):
        waive = ("--step", key, "--reason", "test", "--on", TODAY)
        assert infitah("plan", "fire", REFERENCE, "waive_step", *waive).code == 0
    dry = infitah.data("advance", "--on", TODAY, "--dry-run")
    assert dry["moved"] == [[REFERENCE, "open_co_creation"]]
    said = infitah("advance", "--on", TODAY)
    assert said.code == 0
    assert REFERENCE in said.out
    assert infitah.data("advance", "--on", TODAY)["moved"] == []


def test_deliver_puts_letters_into_the_mailbox(infitah: Infitah) -> None:
    infitah("sweep", "--on", TODAY)
    data = infitah.data("deliver", "--on", TODAY)
    assert data["states"]["accepted"] > 0
    assert "nothing was due" in infitah("deliver", "--on", TODAY).out


def test_deliver_fails_when_the_mail_server_is_down(
    infitah: Infitah, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"DELIVERY": "smtp", "PORT": "1", "SECURITY": "none", "LIVE": "1"}.items():
        monkeypatch.setenv(f"INFITAH_MAIL_{name}", value)
    infitah("sweep", "--on", TODAY)
    said = infitah("deliver", "--on", TODAY)
    assert said.code == 1
    assert "server_down" in said.out


def test_a_cohort_that_does_not_exist_is_refused(infitah: Infitah) -> None:
    said = infitah("sweep", "--cohort", "2030", "--on", TODAY)
    assert said.code == 1
    assert "2022-founders" in said.err


def test_a_held_letter_is_listed_and_released(infitah: Infitah) -> None:
    engine = open_database(infitah.url)
    with writing(engine) as session:
        letters = table_of(OutboxLetter)
        number = session.scalars(select(OutboxLetter.id)).first()
        session.connection().execute(
            update(letters).where(letters.c.id == number).values(state=LetterState.HELD)
        )
    engine.dispose()
    (row,) = infitah.data("letter", "held")
    assert row["id"] == number
    assert str(number) in infitah("letter", "held").out
    assert infitah("letter", "release", str(number), "--on", TODAY).code == 0
    assert infitah.data("letter", "held") == []
    assert infitah("letter", "release", str(number), "--on", TODAY).code == 1


def test_a_replay_is_asked_for_by_its_last_day(infitah: Infitah) -> None:
    data = infitah.data("replay", "--until", "2022-10-28")
    assert data["days"] >= 1
    assert infitah.data("replay", "--until", "2022-10-28")["days"] == 0


# A cohort's sheet


def opening(tmp_path: Path, **more: Any) -> tuple[str, ...]:
    file = tmp_path / "members.csv"
    file.write_bytes(sheet(BENI_MELLAL, LARACHE, ORIENTAL, "09.581", **more))
    return ("cohort", "open", str(file), "--calendar", str(CALENDAR), "--on", TODAY)


def test_a_sheet_is_checked_and_only_with_apply_opened(infitah: Infitah, tmp_path: Path) -> None:
    words = opening(tmp_path)
    said = infitah(*words)
    assert said.code == 0
    assert "1 new" in said.out
    assert "add --apply" in said.out
    assert infitah.count(Plan) == 3
    assert infitah.data(*words, "--apply")["new"] == ["09.581"]
    assert infitah.count(Plan) == 4
    assert "applied before" in infitah(*words, "--apply").out


def test_a_wrong_sheet_lists_every_problem_in_three_languages(
    infitah: Infitah, tmp_path: Path
) -> None:
    wrong = {LARACHE: {"focal_point_email": "nobody", "kind": "village"}}
    words = opening(tmp_path, changed=wrong)
    said = infitah(*words, "--apply")
    assert said.code == 3
    for word in ("2 problem(s)", "Row 3", "Ligne 3", "السطر 3", "focal_point_email"):
        assert word in said.err
    data = infitah(*words, "--apply", "--json")
    assert (data.code, len(data.data["problems"])) == (3, 2)
    assert infitah.count(Plan) == 3


@pytest.mark.parametrize("missing", ["sheet", "calendar"])
def test_a_file_that_is_not_there_is_a_wrong_file(
    infitah: Infitah, tmp_path: Path, missing: str
) -> None:
    words = opening(tmp_path)
    words = tuple(
        str(tmp_path / "nowhere") if word == words[2 if missing == "sheet" else 4] else word
        for word in words
    )
    said = infitah(*words)
    assert said.code == 3
    assert "nowhere" in said.err


# Help, usage, and what the commands stand on


def test_help_teaches_with_examples_and_exit_codes(infitah: Infitah) -> None:
    said = infitah("--help", db=False)
    assert said.code == 0
    for words in ("examples:", "infitah plan why", "exit codes: 0 done", "cohort open"):
        assert words in said.out
    assert infitah(db=False).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "fire"), ("plan", "list"), ("cohort", "open"), ("sweep",), ("board",), ("up",),
        ("letter", "preview"), ("pathway",), ("replay",), ("doctor",),
    ],
)  # fmt: skip
def test_every_command_has_help_of_its_own(infitah: Infitah, words: tuple[str, ...]) -> None:
    said = infitah(*words, "--help", db=False)
    assert said.code == 0
    assert "--lang" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ("dance",), ("plan",), ("plan", "dance"), ("plan", "fire", REFERENCE),
        ("board", "--on", "14/11/2022"), ("board", "--lang", "de"), ("letter", "release"),
    ],
)  # fmt: skip
def test_wrong_usage_is_two(infitah: Infitah, words: tuple[str, ...]) -> None:
    said = infitah(*words, db=False)
    assert said.code == 2
    assert "usage: infitah" in said.err


def test_a_date_that_is_none_says_how_to_write_one(infitah: Infitah) -> None:
    assert "write YYYY-MM-DD" in infitah("board", "--on", "14/11/2022").err


def test_a_database_that_is_not_there_is_not_ready_and_is_not_made(
    infitah: Infitah, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no" / "such.db"
    infitah.url = f"sqlite:///{nowhere}"
    for words in (("board",), ("plan", "list"), ("sweep",), ("cohort", "list")):
        said = infitah(*words)
        assert said.code == 4, said
        assert "infitah up" in said.err
    assert not nowhere.parent.exists()


def test_an_empty_database_is_not_ready(infitah: Infitah, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    infitah.url = f"sqlite:///{tmp_path / 'empty.db'}"
    assert infitah("board").code == 4


def test_a_server_that_does_not_answer_is_not_ready(infitah: Infitah) -> None:
    infitah.url = "postgresql://postgres:secret@127.0.0.1:1/infitah?connect_timeout=2"
    said = infitah("board")
    assert said.code == 4
    assert "secret" not in said.err


@pytest.mark.parametrize("url", ["infitah.db", "mysql://host/name"])
def test_what_names_no_database_is_refused_with_how_to_name_one(infitah: Infitah, url: str) -> None:
    infitah.url = url
    said = infitah("board")
    assert said.code == 4
    assert "sqlite:///FILE" in said.err


def test_the_doctor_says_that_there_is_no_database(infitah: Infitah, tmp_path: Path) -> None:
    infitah.url = f"sqlite:///{tmp_path / 'none.db'}"
    said = infitah("doctor")
    assert said.code == 1
    assert "infitah up" in said.out


def test_the_doctor_says_of_another_version_which_and_what_to_run(infitah: Infitah) -> None:
    engine = open_database(infitah.url)
    for revision, told in (("0002", "older than"), ("9999", "a newer one made it")):
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :to"),
                               {"to": revision})  # fmt: skip
        (found,) = [one for one in infitah("doctor", "--json").data if one["name"] == "database"]
        assert not found["good"]
        assert f"revision {revision}" in found["seen"]
        assert told in found["seen"]
    engine.dispose()


@pytest.mark.parametrize(
    ("command", "read", "unbuffered"),
    [
        ("pathway", 20, ""), ("cohort list", 0, ""), ("cohort list", 0, "1"),
        ("cohort list --json", 0, ""),
    ],
)  # fmt: skip
def test_a_reader_that_goes_away_is_no_error(
    infitah: Infitah, command: str, read: int, unbuffered: str
) -> None:
    """`infitah plan list | head`."""
    words = [sys.executable, "-m", "flows.cli", *command.split(), "--db", infitah.url]
    child = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(read)
    child.stdout.close()
    said = child.stderr.read().decode()
    child.stderr.close()
    assert (child.wait(), said) == (0, "")


def test_today_is_the_day_that_is_given(infitah: Infitah) -> None:
    assert infitah.data("board", "--on", TODAY)["on"] == TODAY
    assert date.fromisoformat(infitah.data("board")["on"]) > date(2026, 1, 1)


# Tracks


def test_the_board_is_of_one_track_and_the_table_of_ogp_local_is_printed(infitah: Infitah) -> None:
    assert sum(cell["plans"] for cell in infitah.data("board")["cells"]) == 3
    assert infitah.data("board", "--track", "ogp_local")["cells"] == []
    table = infitah("pathway", "--table", "ogp-local-1", db=False)
    assert "The pathway of an OGP Local action plan, version ogp-local-1" in table.out
    listed = {row["version"]: row for row in infitah.data("table", "list")}
    assert listed["ogp-local-1"]["track"] == "ogp_local"
    assert listed["ogp-local-1"]["differs"] == []
