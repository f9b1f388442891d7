"""The operator's commands: the worklist, bounces, links."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_cohort import BENI_MELLAL, LARACHE, open_few
from sqlalchemy import Engine, select

from flows.cli import main
from lifecycle.clock import VirtualClock
from lifecycle.plans import find_plan
from models.database import open_database, reading, writing
from models.link import SignedLink
from models.person import Person, RoleHolding
from models.settings import data_folder
from models.words import LinkAct, Role
from notifications.link_keys import load_keys
from notifications.links import Bound, LinkDesk

FOUNDED, LATE = date(2022, 10, 21), "2023-03-01"
REFERENCE = "PAO-2022-050910101-1"


@pytest.fixture(scope="module")
def opened_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which two founders are open."""
    file = tmp_path_factory.mktemp("opened") / "opened.db"
    shutil.copy(sqlite_template, file)
    engine = open_database(f"sqlite:///{file}")
    open_few(engine, BENI_MELLAL, LARACHE)
    engine.dispose()
    return file


@dataclass
class Operator:
    """The command line on one database."""

    url: str
    engine: Engine
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = main([*words, "--db", self.url])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def data(self, *words: str) -> Any:
        code, out, err = self(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def links(self) -> dict[str, int]:
        """A link to each plan for its focal point; gives their numbers by reference."""
        made = {}
        with writing(self.engine) as session:
            clock = VirtualClock(FOUNDED)
            desk = LinkDesk(session, load_keys(), clock.now(), clock.today())
            for code in (BENI_MELLAL, LARACHE):
                plan = find_plan(session, code, on=FOUNDED)
                made[plan.reference] = self._focal(session, plan.collectivity_code)
                desk.token(Bound(LinkAct.FOLLOW, made[plan.reference], plan.id))
            desk.store()
        return made

    def _focal(self, session: Any, code: str) -> int:
        query = select(RoleHolding.person_id).where(
            RoleHolding.collectivity_code == code, RoleHolding.role == Role.FOCAL_POINT
        )
        return int(session.scalar(query))

    def revoked(self) -> list[tuple[int, str | None]]:
        with reading(self.engine) as session:
            query = select(SignedLink.person_id, SignedLink.revoked_because)
            rows = session.execute(query.where(SignedLink.revoked_at.is_not(None)))
            return [tuple(row) for row in rows]  # type: ignore[misc]


@pytest.fixture
def infitah(
    opened_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Operator]:
    file = tmp_path / "operator.db"
    shutil.copy(opened_file, file)
    engine = open_database(f"sqlite:///{file}")
    yield Operator(f"sqlite:///{file}", engine, capsys)
    engine.dispose()


def test_the_worklist_is_data_with_its_counts(infitah: Operator) -> None:
    found = infitah.data("worklist", "--on", LATE)
    assert found["counts"]["stalled"] == 2
    line = next(one for one in found["stalled"] if one["reference"] == REFERENCE)
    assert (line["todo"], line["name_fr"], line["region_code"]) == ("unblock", "Béni Mellal", "05")
    assert line["working_days"] >= 30


def test_the_worklist_of_a_region_holds_its_own_plans_only(infitah: Operator) -> None:
    found = infitah.data("worklist", "--on", LATE, "--region", "05")
    assert [line["reference"] for line in found["stalled"]] == [REFERENCE]
    assert infitah.data("worklist", "--on", LATE, "--region", "12")["counts"]["stalled"] == 0


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "move the deadline"), ("fr", "reportez"), ("ar", "علقوا البرنامج")]
)
def test_the_worklist_says_what_to_do_in_the_language_that_is_asked(
    infitah: Operator, lang: str, word: str
) -> None:
    code, out, _ = infitah("worklist", "--on", LATE, "--lang", lang)
    assert code == 0
    assert word in " ".join(out.split())
    assert "2 plans thirty working days late" in out


def test_a_worklist_without_lines_says_so(infitah: Operator) -> None:
    _, out, _ = infitah("worklist", "--on", "2022-10-21", "--region", "12")
    assert out == "2022-10-21: nothing waits.\n"


def test_no_address_and_no_name_of_a_person_is_in_the_worklist(infitah: Operator) -> None:
    with writing(infitah.engine) as session:
        people = session.scalars(select(Person)).all()
        for person in people:
            person.undeliverable_since = FOUNDED
        known = [(person.name, person.email) for person in people]
    shown = json.dumps(infitah.data("worklist", "--on", LATE), ensure_ascii=False)
    assert '"mend_address"' in shown
    for name, email in known:
        assert email not in shown
        assert name not in shown


def test_bounces_are_read_once_and_counted(infitah: Operator) -> None:
    assert infitah("bounces")[:2] == (0, "bounces: nothing was there\n")
    drop = data_folder() / "bounces"
    drop.mkdir(parents=True)
    (drop / "1.eml").write_text("Subject: absence\n\nJe suis absent.\n")
    assert infitah("bounces")[1] == "bounces: 1 not_ours\n"
    assert infitah.data("bounces") == {}


def test_a_fresh_key_signs_new_links_and_the_old_one_stays(infitah: Operator) -> None:
    before = load_keys()
    name = infitah.data("links", "rotate", "--on", "2026-11-23")["key"]
    assert list(load_keys().secrets) == [name, *before.secrets]
    assert "go on working" in infitah("links", "rotate")[1]


def test_keys_of_the_settings_are_not_rotated_here(
    infitah: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFITAH_LINK_KEYS", f"one:{'s' * 40}")
    code, _, err = infitah("links", "rotate")
    assert code == 1
    assert "INFITAH_LINK_KEYS" in err


def test_the_links_of_a_plan_are_taken_back(infitah: Operator) -> None:
    people = infitah.links()
    assert infitah.data("links", "revoke", REFERENCE, "--reason", "lost phone") == {"revoked": 1}
    assert infitah.revoked() == [(people[REFERENCE], "lost phone")]
    assert infitah.data("links", "revoke", REFERENCE) == {"revoked": 0}


def test_the_links_of_a_person_are_taken_back_by_number_or_address(infitah: Operator) -> None:
    people = infitah.links()
    number, other = people.values()
    assert infitah.data("links", "revoke", f"person:{number}") == {"revoked": 1}
    with reading(infitah.engine) as session:
        address = session.get_one(Person, other).email
    assert infitah.data("links", "revoke", address.upper()) == {"revoked": 1}
    assert sorted(who for who, _ in infitah.revoked()) == sorted(people.values())


@pytest.mark.parametrize("target", ["person:99999", "person:me", "nobody@commune.example"])
def test_a_person_who_is_nobody_is_refused(infitah: Operator, target: str) -> None:
    infitah.links()
    code, _, err = infitah("links", "revoke", target)
    assert code == 1
    assert "nobody answers to" in err
    assert infitah.revoked() == []
