"""A plan replayed from its entries alone: what each of them makes of it."""

from pathlib import Path
from typing import Any

import builders
import orjson
import pytest
from builders import COORDINATOR
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from audit import check_state
from audit.log_folder import LogFolder
from audit.replaying import SAID_LATER, ReplayedPlan, begun, told_of
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.acts import Act
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import writing
from models.history import HistoryEntry

STEP = "adhere_to_charter"


def entries(session: Session, number: int) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(HistoryEntry.canonical)
        .where(HistoryEntry.plan_id == number)
        .order_by(HistoryEntry.seq)
    )
    return [orjson.loads(content) for content in rows]


def replayed(said: list[dict[str, Any]]) -> ReplayedPlan:
    plan = begun(said[0])
    for one in said[1:]:
        plan.take(one)
    return plan


def test_a_suspension_remembers_where_the_plan_stood_and_since_when(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, clock=clock)
        for day, trigger in ((3, "suspend"), (9, "resume")):
            clock.on = clock.on.replace(month=11, day=day)
            door.fire(
                session, number, trigger, actor=COORDINATOR, at=clock.now(), reason="elections"
            )
        said = entries(session, number)
        stands, back = replayed(said[:2]), replayed(said)
    assert (stands.stage, stands.resume_stage) == ("suspended", "joining")
    assert (stands.suspended_on, stands.entered_on) == ("2022-11-03", "2022-10-21")
    assert (back.stage, back.resume_stage, back.suspended_on) == ("joining", None, None)
    assert back.entered_on == "2022-10-21"


def test_each_of_many_acts_on_a_plan_says_how_it_stood_after_that_act(engine: Engine) -> None:
    """Written together all the same: the second is decided before the first is written."""
    at = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(session, clock=at)
        facts = builders.facts_of(session, number)
        filed = builders.evidence(STEP, at.today())
        both = [
            Act(number, acts.REPORT, step=STEP, fields=filed),
            Act(number, acts.ACCEPT, step=STEP),
        ]
        occasion = Occasion(COORDINATOR, at.now(), "test")
        door.fire_many(session, both, occasion, facts={number: facts})
        _, reported, accepted = entries(session, number)
    states = [one["body"]["steps"][0]["state"] for one in (reported, accepted)]
    assert states == ["reported", "accepted"]
    assert reported["body"]["steps"][0]["settled"] is None
    assert accepted["body"]["steps"][0]["settled"] == "2022-10-21"


def test_the_opening_says_whose_plan_it_is(engine: Engine) -> None:
    with writing(engine) as session:
        number = builders.plan(session)
        facts = builders.facts_of(session, number)
        plan = replayed(entries(session, number))
    assert plan.opening == {
        "cycle": 1,
        "collectivity": facts.collectivity_code,
        "cohort": facts.cohort_id,
    }
    assert plan.table == facts.pathway.digest


@pytest.mark.parametrize("name", SAID_LATER)
def test_what_an_older_entry_does_not_say_is_not_taken_for_empty(name: str) -> None:
    said = {"key": STEP, "n": 1, "state": "open", "due": None, "original": None, "done": None}
    assert name not in told_of(said)
    assert told_of(said | {name: None})[name] is None


def test_a_table_that_was_reworded_since_says_nothing_against_a_plan(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release gave the same version another digest: no plan that was written before is broken."""
    with writing(engine) as session:
        builders.plan(session)
    monkeypatch.setattr(check_state, "TABLES", {"1": "0" * 64})
    assert verify(engine, LogFolder(tmp_path / "log")).findings.kept == []
