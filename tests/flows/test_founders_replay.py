"""The real founders, replayed to the day of the published totals, as their history tells it."""

from datetime import date
from typing import Any

import orjson
from conftest import NewDatabase
from small_cohort import BENI_MELLAL, FOLDER, FOUNDED
from sqlalchemy import Engine, select

from audit.as_of import as_of
from audit.check_state import CheckState
from audit.count_differences import What, differences
from audit.counts import By, counts, records
from audit.findings import Findings
from audit.log_walk import without_a_place
from audit.moments import Moment
from audit.scope import Scope
from flows.founding import open_founders, replay_founders, replayed_until
from flows.replay import replay_engine
from flows.scenario import read_scenario
from lifecycle.history import broken_link
from lifecycle.plans import chain_of, plan_rows
from lifecycle.stage_flow import read_stage_flow
from models.database import reading
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.plan import Plan
from models.words import FactBasis, Stage

COUNTED = date(2024, 2, 8)


def test_the_replay_of_the_founders_ends_with_the_published_totals(
    new_database: NewDatabase,
) -> None:
    with new_database("sqlite") as url:
        engine = replay_engine(url)
        assert open_founders(engine)
        assert not open_founders(engine)
        assert replayed_until(engine) is None
        report = replay_founders(engine, COUNTED)
        assert replayed_until(engine) == COUNTED
        assert report.refused == []
        entries = _entries(engine)
        _check_totals(entries)
        _check_what_is_documented(engine, entries)
        _check_chains_and_salts(engine)
        _check_look_back(engine)
        engine.dispose()


def _entries(engine: Engine) -> list[dict[str, Any]]:
    """Every entry as its hashed bytes tell it, with the code of the collectivity."""
    with reading(engine) as session:
        rows = session.execute(
            select(HistoryEntry.canonical, Plan.collectivity_code).join(
                Plan, Plan.id == HistoryEntry.plan_id
            )
        )
        return [orjson.loads(canonical) | {"code": code} for canonical, code in rows]


def _check_totals(entries: list[dict[str, Any]]) -> None:
    """66 founders; 63 still taking part, 52 had co-created, 44 had adopted: METH and the press."""

    def of(trigger: str) -> set[str]:
        return {entry["code"] for entry in entries if entry["type"] == trigger}

    opened, withdrawn = of("open_plan"), of("withdraw")
    assert len(opened) == 66
    assert len(opened - withdrawn) == 63
    assert len(of("submit_to_council") - withdrawn) == 52
    assert len(of("adopt")) == 44
    assert not of("adopt") & withdrawn
    assert max(entry["at"] for entry in entries) <= COUNTED.isoformat()


def _check_what_is_documented(engine: Engine, entries: list[dict[str, Any]]) -> None:
    documented = [entry for entry in entries if entry["basis"] == FactBasis.DOCUMENTED]
    known = read_scenario(FOLDER / "2022-founders-scenario.yaml").documented
    told = {(one["code"], one["body"]["step"]): one for one in documented}
    assert set(told) == set(known)
    for key, entry in told.items():
        assert entry["at"] == known[key].on.isoformat()
        assert entry["body"]["source"] == known[key].source
    in_beni_mellal = {entry["at"] for (code, _), entry in told.items() if code == BENI_MELLAL}
    assert {"2023-03-14", "2023-07-11"} <= in_beni_mellal
    with reading(engine) as session:
        filed = {
            (code, step): fields
            for code, step, fields in session.execute(
                select(Plan.collectivity_code, Evidence.step_key, Evidence.fields)
                .join(Plan, Plan.id == Evidence.plan_id)
            )
        }  # fmt: skip
    for key, act in known.items():
        assert filed[key] == act.fields, "a documented entry holds what its source states, no more"
    rest = {entry["basis"] for entry in entries if entry not in documented}
    assert rest == {FactBasis.ILLUSTRATIVE}


def _check_chains_and_salts(engine: Engine) -> None:
    with reading(engine) as session:
        for number in session.scalars(select(Plan.id)):
            assert broken_link(chain_of(session, number)) is None
        salts = session.scalars(select(HistoryDisclosure.salt)).all()
    assert len(salts) >= 3
    assert len(set(salts)) == len(salts)


def _check_look_back(engine: Engine) -> None:
    """The published totals, and the 66 of the first day, each with the records behind it."""
    with reading(engine) as session:
        told = records(session, Moment(COUNTED, COUNTED))
        stages = {one.key: len(one.members) for one in counts(told, By.STAGE)}
        assert sum(stages.values()) == 63
        assert stages["council_approval"] + stages["implementation"] == 52
        assert stages["implementation"] == 44
        flow = read_stage_flow(session, until=COUNTED).on_last_day()
        assert flow == {**stages, Stage.WITHDRAWN: 3}
        first = records(session, Moment(FOUNDED, COUNTED))
        assert sum(one.member for one in first) == 66
        gone = differences(first, told, By.COHORT)
        assert [(one.what, one.entry.trigger) for one in gone] == [(What.WENT, "withdraw")] * 3
        plans = as_of(session, Scope("all"), Moment(COUNTED, COUNTED))
        late = {row.reference: row.late_steps for row in plan_rows(session, on=COUNTED)}
        assert {one.reference: len(one.late) for one in plans} == late
        found, references = Findings(), {one.id: one.reference for one in plans}
        state = CheckState(session, references, found)
        for entry in without_a_place(session):
            state.see(entry)
        state.end()
        assert found.kept == []
