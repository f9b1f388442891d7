"""The same work by several processes at once, and once more much later: the effects of one run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import NewDatabase
from databases import opened
from forked import Nursery, nursery
from post_office import PostOffice
from reading_back import everything
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, RABAT, TIZNIT, open_few
from sqlalchemy import Engine, select
from whole import check_history

from lifecycle.clock import VirtualClock
from lifecycle.rows import PLAN
from models.database import writing

JOINING = ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")
HANDS = 3
LATER = date(2022, 11, 14)
# The order of rows, and who had them, are no effects.
NO_EFFECT = {"id", "claimed_by", "fence", "person_id", "plan_id"}
# Two deliveries that hold letters to one person race for her row, and the winner's letter is the
# letter of her day: how many leave and when is an effect, which of hers is first is none.
WHICH_IS_FIRST = {
    "state", "next_at", "language", "subject", "to_address", "attempts",
    "accepted_at", "accepted_on",
}  # fmt: skip
WHICH_A_PERSON = {"role", "collectivity_code", "state", "next_at", "accepted_on", "attempts"}


@pytest.fixture(scope="module")
def children(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("children"), sqlite_template) as made:
        yield made


def begin(engine: Engine) -> None:
    """Four members; two of them may go on, the others are late by the day of the test."""
    open_few(engine, BENI_MELLAL, LARACHE, RABAT, TIZNIT)
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        for number in session.scalars(select(PLAN.id).order_by(PLAN.id).limit(2)).all():
            for step in JOINING:
                builders.settle(session, number, step, clock)


def effects(engine: Engine) -> dict[str, list[Any]]:
    """Every row that the door, the sweep and the delivery write, in an order of its own."""
    rows = everything(engine)
    found = {table: _sorted(some, NO_EFFECT) for table, some in rows.items()}
    letters = rows["outbox_letter"]
    found["outbox_letter"] = _sorted(letters, NO_EFFECT | WHICH_IS_FIRST)
    found["letters of a person"] = _sorted(letters, set(letters[0]) - WHICH_A_PERSON)
    return found


def _sorted(rows: list[dict[str, Any]], without: set[str]) -> list[dict[str, Any]]:
    kept = ({name: value for name, value in row.items() if name not in without} for row in rows)
    return sorted(kept, key=repr)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_at_once_and_a_late_one_have_the_effects_of_one(
    children: Nursery,
    kind: str,
    new_database: NewDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INFITAH_DATA", str(tmp_path))
    found = {}
    for hands in (1, HANDS):
        office = PostOffice()
        with new_database(kind) as url, opened(url) as engine, office.open() as env:
            begin(engine)
            env |= {"INFITAH_DATA": str(tmp_path), "INFITAH_MAIL_BATCH": "3"}
            job = {"work": "runs", "url": url, "on": LATER.isoformat(), "env": env}
            assert all(children.run(*[job] * hands))
            assert all(children.run(*[job | {"hour": 10}] * hands))
            found[hands] = effects(engine)
            assert all(children.run(job | {"hour": 14}))
            assert effects(engine) == found[hands]
            assert check_history(engine) == len(found[hands]["history_entry"])
            taken = [len(copies) for copies in office.copies.values()]
            assert set(taken) == {1}
            found[hands]["copies"] = taken
    assert found[1] == found[HANDS]
