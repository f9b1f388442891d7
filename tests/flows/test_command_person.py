"""`infitah person`: what an operator reads and what is done; without --yes nothing is destroyed."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from known_person import EMAIL, MARKS, NAME, REASON, Known, a_known_person
from sqlalchemy import Engine, func, select

from audit.person_reasons import Because
from flows.arguments_person import REASONS
from flows.cli import main
from lifecycle.plans import history_of
from models.bounce import Bounce
from models.database import open_database, reading, writing
from models.log import LogEntry
from models.person import Person
from models.plan import Plan
from models.settings import data_folder

TODAY = "2022-10-26"


class Operator:
    """The command line on the database of a known person."""

    def __init__(self, known: Known, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.known, self._url, self._capsys = known, url, capsys

    def __call__(self, *words: str, on: str = TODAY) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(["person", *words, "--db", self._url, "--on", on])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def data(self, *words: str, on: str = TODAY) -> Any:
        code, out, err = self(*words, "--json", on=on)
        assert code == 0, err
        return json.loads(out)

    def entries(self) -> int:
        with reading(self.known.engine) as session:
            return session.scalar(select(func.count()).select_from(LogEntry)) or 0

    def person(self) -> Person:
        with reading(self.known.engine) as session:
            return session.get_one(Person, self.known.person)


@pytest.fixture
def infitah(
    engine: Engine,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Operator]:
    """A command ends with its process; here its connections are closed by the test."""
    opened: list[Engine] = []

    def remembered(url: str) -> Engine:
        opened.append(open_database(url))
        return opened[-1]

    monkeypatch.setattr("flows.connect.open_database", remembered)
    yield Operator(a_known_person(engine), database_url, capsys)
    for one in opened:
        one.dispose()


def test_the_words_for_a_reason_are_those_of_the_log() -> None:
    assert tuple(Because) == REASONS


def test_show_prints_where_each_thing_lies_and_why_it_is_kept(infitah: Operator) -> None:
    code, out, _ = infitah("show", EMAIL, "--lang", "fr")
    assert code == 0
    assert f"{infitah.known.number}: what is held" in out
    for words in (NAME, REASON, "history_entry", "pièce officielle", "charte.pdf"):
        assert words in " ".join(out.split()), words
    told = infitah.data("show", NAME)
    assert told["person"] == infitah.known.number
    assert {one["where"] for one in told["held"]} >= {"person", "bounce", "operation_record"}


def test_nobody_is_a_refusal_with_a_hint(infitah: Operator) -> None:
    code, _, err = infitah("show", "nobody")
    assert code == 1
    assert "person:NUMBER" in err


def test_correct_changes_and_says_so(infitah: Operator) -> None:
    right = ("--name", "Zineb Right", "--reason", "wrong")
    assert infitah.data("correct", infitah.known.number, *right)["fields"] == ["name"]
    assert infitah.person().name == "Zineb Right"
    assert infitah.entries() == 1


def test_a_reason_in_free_words_is_wrong_usage(infitah: Operator) -> None:
    with pytest.raises(SystemExit) as wrong:
        infitah("erase", EMAIL, "--reason", f"{NAME} wrote to me", "--yes")
    assert wrong.value.code == 2


def test_erase_without_yes_shows_all_and_does_nothing(infitah: Operator) -> None:
    code, out, _ = infitah("erase", EMAIL, "--reason", "asked")
    assert code == 0
    assert "would be destroyed" in out
    assert "nothing was done" in out
    assert infitah.person().email == EMAIL
    assert infitah.entries() == 0


def test_erase_does_exactly_what_it_showed(infitah: Operator) -> None:
    shown = infitah.data("erase", EMAIL, "--reason", "asked")
    done = infitah.data("erase", EMAIL, "--reason", "asked", "--yes")
    assert (shown["done"], done["done"]) == (False, True)
    assert done["destroyed"] == shown["destroyed"] | {"files of bounces": 0}
    assert (done["words"], done["kept"]) == (shown["words"], shown["kept"])
    assert done["bytes"]["done"]
    assert infitah.person().name == infitah.known.number
    assert infitah.entries() == 1
    printed = json.dumps(infitah.data("show", infitah.known.number), ensure_ascii=False)
    assert [mark in printed for mark in MARKS] == [False] * 3


def test_erase_destroys_the_files_of_their_bounces(infitah: Operator) -> None:
    raw = f"Final-Recipient: {EMAIL}".encode()
    with writing(infitah.known.engine) as session:
        session.scalars(select(Bounce)).one().sha256 = hashlib.sha256(raw).hexdigest()
    read = data_folder() / "bounces" / "read"
    read.mkdir(parents=True)
    (read / "a.eml").write_bytes(raw)
    infitah("erase", EMAIL, "--reason", "asked")
    assert [path.name for path in read.iterdir()] == ["a.eml"]
    done = infitah.data("erase", EMAIL, "--reason", "asked", "--yes")
    assert done["destroyed"]["files of bounces"] == 1
    assert list(read.iterdir()) == []


def test_who_holds_a_role_is_refused_in_three_languages(infitah: Operator) -> None:
    code, _, err = infitah("erase", f"person:{infitah.known.successor}", "--reason", "asked")
    assert code == 1
    assert "Name a successor first" in err
    assert "Désignez d’abord un successeur" in err
    assert "عينوا خلفا أولا" in err


def test_erase_words_shows_them_and_with_yes_destroys_them(infitah: Operator) -> None:
    with reading(infitah.known.engine) as session:
        reference = session.get_one(Plan, infitah.known.plan).reference
        entries = history_of(session, infitah.known.plan)
    seq = str(next(row.seq for row in entries if row.reason == REASON))
    words = ("erase-words", reference, seq, "reason", "--reason", "names_somebody")
    code, out, _ = infitah(*words)
    assert code == 0
    assert f"it says: {REASON}" in out
    assert infitah.entries() == 0
    done = infitah.data(*words, "--yes")
    assert done["words"] == [[reference, int(seq), "reason"]]
    assert "value" not in done
    assert infitah.entries() == 1
    assert infitah(*words)[0] == 1


def test_retention_counts_and_with_apply_destroys(infitah: Operator) -> None:
    later = "2028-01-03"
    told = infitah.data("retention", on=later)
    assert told["people"] == [infitah.known.number]
    assert told["settings"] == {
        "letter_bytes_months": 24,
        "people_months": 60,
        "sessions_days": 30,
    }
    assert infitah.person().erased_on is None
    code, out, _ = infitah("retention", "--apply", on=later)
    assert code == 0
    assert f"erased: {infitah.known.number}" in out
    assert infitah.person().erased_on is not None
    assert "nothing was done" in infitah("retention", on=later)[1]


def test_a_wrong_setting_is_a_sentence(infitah: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_KEEP_SESSIONS_DAYS", "soon")
    code, _, err = infitah("retention")
    assert code == 1
    assert "INFITAH_KEEP_SESSIONS_DAYS=soon" in err
