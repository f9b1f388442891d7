"""The attack matrix: what somebody with power over the database may do, and that it is seen.

The key and the folder of checkpoints are out of their reach; that is what they are for.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from forger import Forged, Forger, by_hand
from sealed import LATER, sealed
from sqlalchemy import Engine, delete, func, insert, select, update

from audit.findings import FindingKind
from audit.log_folder import LogFolder
from audit.sealing import PastChanged, seal
from audit.verification import verify
from models.base import table_of
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LOG_CHAIN, LogCheckpoint, LogEntry, LogLeaf, LogPending, LogTile
from models.plan import Plan, PlanStep
from models.words import FactBasis, Stage, StepState

ENTRY, OWN, LEAF = table_of(HistoryEntry), table_of(LogEntry), table_of(LogLeaf)
WORDS, FILED = table_of(HistoryDisclosure), table_of(Evidence)
Attack = Callable[[Forger], None]
SEEDS = range(3)


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> LogFolder:
    return sealed(engine, tmp_path / "log")


def kinds(engine: Engine, folder: LogFolder) -> set[FindingKind]:
    return set(verify(engine, folder).findings.counts)


def test_a_history_that_nobody_touched_holds(engine: Engine, folder: LogFolder) -> None:
    verdict = verify(engine, folder)
    assert verdict.findings.kept == []
    assert (verdict.plans, verdict.waiting) == (3, 0)
    assert verdict.entries == verdict.sealed == verdict.covered > 20


def change(forger: Forger) -> None:
    """Another person did it."""
    one = forger.any()
    one.said["actor"] = {"id": "person:666", "kind": "person"}
    one.row["actor_id"], one.row["actor_kind"] = "person:666", "person"


def backdate(forger: Forger) -> None:
    """The last thing that happened happened earlier."""
    one = forger.last_of_plan()
    on = date.fromisoformat(one.said["at"]) - timedelta(days=30)
    one.said["at"], one.row["effective_on"] = on.isoformat(), on


def remove(forger: Forger) -> None:
    """One entry never was."""
    forger.log.remove(forger.any(lambda one: one.said["_seq"] > 1))


def remove_tail(forger: Forger) -> None:
    """The end of a plan's history never was."""
    chain = forger.any().chain
    tail = [one for one in forger.log if one.chain == chain][-2:]
    forger.log = [one for one in forger.log if one not in tail]


def remove_plan(forger: Forger) -> None:
    """A plan has no history."""
    chain = forger.any().chain
    forger.log = [one for one in forger.log if one.chain != chain]


def add(forger: Forger) -> None:
    """Something happened that never did."""
    one = forger.any()
    forger.log.insert(forger.log.index(one) + 1, forger.copy_of(one, cause="portal"))


def swap_in_plan(forger: Forger) -> None:
    """Two things happened the other way round."""
    one = forger.any(lambda each: each.said["_seq"] > 1)
    before = next(e for e in forger.log if (e.chain, e.said["_seq"]) == _one_before(one))
    at, to = forger.log.index(one), forger.log.index(before)
    forger.log[at], forger.log[to] = before, one


def swap_between_plans(forger: Forger) -> None:
    """What happened to two plans was recorded the other way round."""
    at = forger.random.choice(
        [n for n, (a, b) in enumerate(_pairs(forger.log)) if a.chain != b.chain]
    )
    forger.log[at], forger.log[at + 1] = forger.log[at + 1], forger.log[at]


def cut(forger: Forger) -> None:
    """The log ends earlier."""
    del forger.log[-forger.random.randint(1, 5) :]


def _one_before(one: Forged) -> tuple[int, int]:
    return one.chain, one.said["_seq"] - 1


def _pairs(log: list[Forged]) -> list[tuple[Forged, Forged]]:
    return list(pairwise(log))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("purge", [False, True], ids=["checkpoints stay", "checkpoints go"])
@pytest.mark.parametrize(
    "attack",
    [
        change, backdate, remove, remove_tail, remove_plan, add, swap_in_plan, swap_between_plans,
        cut,
    ],
)  # fmt: skip
def test_a_past_that_was_forged_and_chained_anew_is_not_the_one_that_was_signed(
    engine: Engine, folder: LogFolder, attack: Attack, purge: bool, seed: int
) -> None:
    forger = Forger(engine, seed)
    attack(forger)
    forger.write_back(purge=purge)
    assert FindingKind.CHECKPOINT in kinds(engine, folder)
    with pytest.raises(PastChanged):
        seal(engine, LATER, folder)


def test_writing_the_same_past_back_is_no_attack(engine: Engine, folder: LogFolder) -> None:
    """The forger's pen changes nothing by itself: what the tests above find is the forgery."""
    Forger(engine, 0).write_back(purge=False)
    assert kinds(engine, folder) == set()


def _some_entry(engine: Engine, seed: int) -> tuple[int, int]:
    one = Forger(engine, seed).any(lambda each: each.said["_seq"] > 1)
    return one.chain, one.row["seq"]


@pytest.mark.parametrize("seed", SEEDS)
def test_bytes_that_were_edited_are_named(engine: Engine, folder: LogFolder, seed: int) -> None:
    plan, seq = _some_entry(engine, seed)
    here = (ENTRY.c.plan_id == plan) & (ENTRY.c.seq == seq)
    with engine.connect() as connection:
        content, reference = connection.execute(
            select(ENTRY.c.canonical, table_of(Plan).c.reference)
            .join(Plan, table_of(Plan).c.id == ENTRY.c.plan_id)
            .where(here)
        ).one()
    edited = content.replace(b'"v":1', b'"v":2')
    assert by_hand(engine, update(ENTRY).where(here).values(canonical=edited)) == 1
    findings = verify(engine, folder).findings
    assert {FindingKind.ENTRY, FindingKind.CHECKPOINT} <= set(findings.counts)
    assert f"{reference}, entry {seq}" in {one.place for one in findings.kept}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_entry_that_was_deleted_is_named(engine: Engine, folder: LogFolder, seed: int) -> None:
    plan, seq = _some_entry(engine, seed)
    gone = (ENTRY.c.plan_id == plan) & (ENTRY.c.seq == seq)
    assert by_hand(engine, delete(ENTRY).where(gone)) == 1
    assert FindingKind.ENTRY in kinds(engine, folder)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_entry_and_its_leaf_that_were_deleted_are_missed(
    engine: Engine, folder: LogFolder, seed: int
) -> None:
    plan, seq = _some_entry(engine, seed)
    by_hand(
        engine,
        delete(ENTRY).where((ENTRY.c.plan_id == plan) & (ENTRY.c.seq == seq)),
        delete(LEAF).where((LEAF.c.chain == plan) & (LEAF.c.seq == seq)),
    )
    assert {FindingKind.TREE, FindingKind.CHAIN, FindingKind.CHECKPOINT} <= kinds(engine, folder)


def test_all_tables_emptied_at_once_are_missed(engine: Engine, folder: LogFolder) -> None:
    tables = (ENTRY, OWN, LEAF, table_of(LogTile), table_of(LogCheckpoint), table_of(LogPending))
    by_hand(engine, *map(delete, tables))
    assert {FindingKind.CHECKPOINT, FindingKind.CHAIN} <= kinds(engine, folder)


def test_a_copy_of_last_week_put_in_its_place_is_seen(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    """The rolled-back database agrees with itself: only what is held outside tells."""
    forger = Forger(engine, 1)
    forger.log = [one for one in forger.log if one.chain != LOG_CHAIN]
    forger.write_back(purge=True)
    assert kinds(engine, LogFolder(tmp_path / "empty")) == set()
    assert kinds(engine, folder) == {FindingKind.CHECKPOINT}


def test_an_entry_written_past_the_door_is_owed_no_place(engine: Engine, folder: LogFolder) -> None:
    plan, seq = _some_entry(engine, 0)
    by_hand(engine, delete(LEAF).where((LEAF.c.chain == plan) & (LEAF.c.seq == seq)))
    assert FindingKind.WAITING in kinds(engine, folder)


def test_a_place_that_is_owed_to_nothing_is_seen(engine: Engine, folder: LogFolder) -> None:
    by_hand(engine, insert(table_of(LogPending)).values(chain=1, seq=99))
    assert kinds(engine, folder) == {FindingKind.WAITING}


PLAN, STEP = table_of(Plan), table_of(PlanStep)
STATE_ONLY = {
    "a stage": update(PLAN).values(stage=Stage.CO_EVALUATION),
    "a deadline": update(STEP).where(STEP.c.due_on.is_not(None)).values(due_on=date(2030, 1, 1)),
    "a step": update(STEP).where(STEP.c.state == StepState.RETURNED).values(
        state=StepState.ACCEPTED
    ),
    "a step that was never asked": delete(STEP).where(STEP.c.state == StepState.RETURNED),
    "a session": update(PLAN).values(session_code="2031-02"),
    "a suspension": update(PLAN).values(suspended_on=date(2023, 1, 1)),
    "a version of the table": update(PLAN).values(pathway_version="2"),
    "a version that never was": update(PLAN).values(pathway_version="none"),
    "a cycle": update(PLAN).values(cycle=7),
    "a member": update(PLAN).where(PLAN.c.id == 1).values(
        collectivity_code="05.091.07.03", cycle=2
    ),
    "what a plan rests on": update(PLAN).values(basis=FactBasis.DOCUMENTED),
    "the day of an opening": update(STEP).values(opened_on=date(2022, 10, 22)),
    "the day of a settling": update(STEP).values(settled_on=date(2030, 1, 1)),
    "the rule of a deadline": update(STEP).values(due_rule="none"),
    "why a deadline moved": update(STEP).values(moved_because="extension"),
    "the stage of a step": update(STEP).values(stage=Stage.CO_EVALUATION),
}  # fmt: skip


@pytest.mark.parametrize("what", STATE_ONLY)
def test_a_table_changed_without_history_is_seen(
    engine: Engine, folder: LogFolder, what: str
) -> None:
    assert by_hand(engine, STATE_ONLY[what]) > 0
    assert kinds(engine, folder) == {FindingKind.STATE}


def test_the_head_of_a_plan_that_was_changed_is_seen(engine: Engine, folder: LogFolder) -> None:
    by_hand(engine, update(PLAN).values(head_seq=PLAN.c.head_seq - 1))
    assert kinds(engine, folder) == {FindingKind.CHAIN}


def test_words_that_were_edited_swapped_or_lost_are_seen(engine: Engine, folder: LogFolder) -> None:
    some = select(func.min(WORDS.c.id)).scalar_subquery()
    by_hand(engine, update(WORDS).where(WORDS.c.id == some).values(value="he was not there"))
    assert kinds(engine, folder) == {FindingKind.WORDS}


def test_words_of_two_entries_that_were_swapped_are_seen(engine: Engine, folder: LogFolder) -> None:
    with engine.connect() as connection:
        one, other = connection.execute(select(WORDS.c.id, WORDS.c.value, WORDS.c.salt)).all()[:2]
    by_hand(
        engine,
        update(WORDS).where(WORDS.c.id == one.id).values(value=other.value, salt=other.salt),
        update(WORDS).where(WORDS.c.id == other.id).values(value=one.value, salt=one.salt),
    )
    assert kinds(engine, folder) == {FindingKind.WORDS}


def test_words_that_went_without_an_erasure_are_seen(engine: Engine, folder: LogFolder) -> None:
    by_hand(engine, delete(WORDS))
    assert kinds(engine, folder) == {FindingKind.WORDS}


@pytest.mark.parametrize(
    "statement",
    [update(FILED).values(fields={"present": 0}), delete(FILED), update(FILED).values(sha256="0")],
    ids=["edited", "deleted", "given another digest"],
)
def test_evidence_that_was_changed_is_seen(
    engine: Engine, folder: LogFolder, statement: object
) -> None:
    by_hand(engine, statement)
    assert kinds(engine, folder) == {FindingKind.EVIDENCE}


@pytest.mark.parametrize("column", ["actor_id", "trigger", "effective_on", "recorded_at"])
def test_a_column_that_is_searched_by_must_not_lie(
    engine: Engine, folder: LogFolder, column: str
) -> None:
    other = {
        "actor_id": "person:666", "trigger": "withdraw", "effective_on": date(2020, 1, 1),
        "recorded_at": LATER.now(),
    }  # fmt: skip
    by_hand(engine, update(ENTRY).where(ENTRY.c.seq == 2).values({column: other[column]}))
    assert kinds(engine, folder) == {FindingKind.COLUMNS}


def test_a_checkpoint_that_somebody_else_signed_is_none(engine: Engine, folder: LogFolder) -> None:
    from audit.checkpoints import make_checkpoint
    from audit.log_folder import new_key

    name = folder.signer().name
    note = make_checkpoint(3, bytes(32), new_key(name))
    row = {"size": 3, "root": bytes(32).hex(), "note": note, "made_at": LATER.now()}
    by_hand(engine, insert(table_of(LogCheckpoint)).values(row))
    assert kinds(engine, folder) == {FindingKind.CHECKPOINT}


def test_a_checkpoint_whose_columns_lie_is_seen(engine: Engine, folder: LogFolder) -> None:
    by_hand(engine, update(table_of(LogCheckpoint)).values(root="0" * 64))
    assert kinds(engine, folder) == {FindingKind.CHECKPOINT}


def test_triggers_that_were_dropped_are_missed(engine: Engine, folder: LogFolder) -> None:
    from forger import no_triggers

    with engine.begin() as connection:
        no_triggers(connection)
    assert kinds(engine, folder) == {FindingKind.TRIGGERS}


def test_content_that_is_no_entry_stops_no_verification(engine: Engine, folder: LogFolder) -> None:
    forger = Forger(engine, 2)
    one = forger.any()
    one.said["body"] = {"evidence": {"x": 1}, "steps": 3}
    one.said["pii"] = ["reason"]
    forger.write_back(purge=False)
    assert {FindingKind.CHECKPOINT, FindingKind.ENTRY} <= kinds(engine, folder)


def test_an_insider_with_the_key_is_seen_by_who_holds_a_checkpoint(
    engine: Engine, folder: LogFolder, tmp_path: Path
) -> None:
    """Whoever has the key too can sign another past: the note in an auditor's hands remains."""
    mine = folder.last_note()
    assert mine is not None
    forger = Forger(engine, 4)
    change(forger)
    forger.write_back(purge=True)
    (folder.path / "checkpoints.jsonl").unlink()
    seal(engine, LATER, folder)
    assert kinds(engine, folder) == set()
    folder.hold(0, mine)
    assert kinds(engine, folder) == {FindingKind.CHECKPOINT}
    assert json.loads((folder.path / "checkpoints.jsonl").read_text().splitlines()[-1])
