"""The history as rows: one an entry, as its bytes say it, in one statement."""

from datetime import date, timedelta

import builders
import pytest
from reading_back import history
from sqlalchemy import Engine, delete, event, func, select
from story import Story, begun

from audit.entry_bytes import UnreadableEntry, entry_said
from audit.history_rows import EntryRow, history_rows
from audit.history_scope import Scope, chosen
from audit.set_deadlines import DeadlineSet
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.entries import Occasion
from lifecycle.errors import LifecycleError
from lifecycle.plans import NoSuchPlan
from lifecycle.rulebook import read_rulebook
from models.database import reading, writing
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogLeaf
from models.words import ActorKind, FactBasis, Stage

WHY = "a letter of the president"


def rows(engine: Engine, scope: Scope) -> list[EntryRow]:
    with reading(engine) as session:
        return list(history_rows(session, chosen(session, scope, on=builders.FOUNDED)))


def reference(engine: Engine) -> str:
    """The plan that was opened first."""
    with reading(engine) as session:
        first = session.scalar(select(func.min(HistoryEntry.plan_id)))
        assert first is not None
        return builders.facts_of(session, first).reference


def suspended(engine: Engine) -> Story:
    """A plan that was suspended with a reason, and came back a week later with another."""
    one = begun(engine)
    one.on("2022-11-02")
    one.fire("suspend", reason=WHY)
    one.on("2022-11-09")
    one.fire("resume", reason="it came back")
    return one


def test_there_is_one_row_an_entry_and_it_says_what_the_columns_say(engine: Engine) -> None:
    one = begun(engine)
    one.to_the_council()
    found, told = rows(engine, Scope()), history(engine, one.plan)
    assert len(found) == len(told) > 20
    for row, entry in zip(found, told, strict=True):
        assert (row.seq, row.trigger, row.step_key or None) == (
            entry.seq, entry.trigger, entry.step_key,
        )  # fmt: skip
        assert (row.from_stage, row.to_stage) == (entry.from_stage, entry.to_stage)
        assert (row.effective_on, row.recorded_at) == (entry.effective_on, entry.recorded_at)
        assert (row.actor_kind, row.actor_id) == (entry.actor_kind, entry.actor_id)
        assert (row.basis, row.cause, row.leaf_hash) == (entry.basis, entry.cause, entry.leaf_hash)
        assert row.session_code == entry.body["session"]


def test_a_row_names_the_plan_and_its_collectivity(engine: Engine) -> None:
    begun(engine)
    row = rows(engine, Scope())[0]
    assert (row.reference, row.collectivity_code) == ("PAO-2022-05091010-1", "05.091.01.0")
    assert (row.name_ar, row.name_fr, row.region_code) == ("بني ملال", "Béni Mellal", "05")
    assert (row.cohort, row.cycle, row.seq) == ("2022-founders", 1, 1)
    assert (row.from_stage, row.to_stage) == (None, Stage.JOINING)
    assert row.actor_kind is ActorKind.ENGINE


def test_deadlines_are_told_from_the_entry_before(engine: Engine) -> None:
    one = suspended(engine)
    before = date.fromisoformat("2022-11-11")
    found = {row.trigger: row for row in rows(engine, Scope(plan=reference(engine)))}
    assert DeadlineSet("adhere_to_charter", 1, None, before) in found["open_plan"].deadlines
    assert found["suspend"].deadlines == ()
    moved = {one.step_key: one for one in found["resume"].deadlines}["adhere_to_charter"]
    assert (moved.was, moved.moved) == (before, True)
    assert moved.due_on == date.fromisoformat(one.due("adhere_to_charter"))
    assert moved.due_on == before + timedelta(days=7)


def test_deadlines_of_one_plan_are_not_told_from_those_of_another(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 2)
    first, second = rows(engine, Scope())
    assert first.deadlines == second.deadlines
    assert first.deadlines
    assert not any(one.moved for one in second.deadlines)


def test_an_erased_reason_is_told_from_one_that_was_never_given(engine: Engine) -> None:
    suspended(engine)
    with writing(engine) as session:
        session.execute(delete(HistoryDisclosure).where(HistoryDisclosure.value == WHY))
    found = {row.trigger: row for row in rows(engine, Scope())}
    assert (found["suspend"].reason, found["suspend"].erased) == ("", True)
    assert (found["resume"].reason, found["resume"].erased) == ("it came back", False)
    assert (found["open_plan"].reason, found["open_plan"].erased) == ("", False)


def test_an_entry_has_its_place_in_the_log_or_none_yet(engine: Engine) -> None:
    one = suspended(engine)
    with writing(engine) as session:
        session.add(LogLeaf(n=41, chain=one.plan, seq=1, leaf=b"\x01" * 32))
    assert [row.place for row in rows(engine, Scope())] == [41, None, None]


def test_a_scope_takes_one_plan_one_cohort_or_all(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 2)
        facts = builders.facts_of_new_plan(session, code="05.091.09.01")
        facts.cohort_id = builders.cohort(session, "2024-second").id
        when = Occasion(acts.ENGINE, VirtualClock(builders.FOUNDED).now(), "test")
        door.open_plans(session, [facts], when, read_rulebook(session))
    mine = reference(engine)
    assert {row.reference for row in rows(engine, Scope(plan=mine))} == {mine}
    assert len(rows(engine, Scope())) == 3
    assert {row.cohort for row in rows(engine, Scope(cohort="2024-second"))} == {"2024-second"}
    assert len(rows(engine, Scope(cohort="2022-founders"))) == 2


def test_entries_recorded_later_are_left_out(engine: Engine) -> None:
    suspended(engine)
    until = VirtualClock(date(2022, 11, 5)).now()
    found = rows(engine, Scope(until=until))
    assert [row.trigger for row in found] == ["open_plan", "suspend"]


def test_what_is_not_there_is_refused(engine: Engine) -> None:
    begun(engine)
    with pytest.raises(NoSuchPlan):
        rows(engine, Scope(plan="nowhere"))
    with pytest.raises(NoSuchCohort):
        rows(engine, Scope(cohort="2099"))
    with pytest.raises(LifecycleError, match="not for both"):
        Scope(plan="a", cohort="b")


def test_the_number_of_statements_does_not_grow_with_the_plans(engine: Engine) -> None:
    counts = []
    for more in (1, 8):
        with writing(engine) as session:
            for number in range(more):
                builders.plan(session, code=f"05.091.{more:02}.{number:02}")
        seen: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *told, seen=seen: seen.append(told[2]))
        assert len(rows(engine, Scope())) == (1 if more == 1 else 9)
        counts.append(sum(told.startswith("SELECT") for told in seen))
    assert counts == [1, 1]


def test_an_entry_whose_bytes_are_none_any_more_is_named() -> None:
    for content in (b"{", b"[]", b'{"type": "adopt"}'):
        with pytest.raises(UnreadableEntry, match=r"Entry 3 of PAO-1 cannot be read"):
            entry_said(content, "PAO-1", 3)


def test_the_basis_and_the_source_of_a_replayed_act_are_told(engine: Engine) -> None:
    one = begun(engine)
    one.fire(
        acts.REPORT, actor=builders.FOCAL_POINT, step="adhere_to_charter",
        evidence=builders.evidence("adhere_to_charter", one.clock.on),
        basis=FactBasis.ILLUSTRATIVE, source="https://example.org/pv",
    )  # fmt: skip
    last = rows(engine, Scope())[-1]
    assert (last.basis, last.source) == (FactBasis.ILLUSTRATIVE, "https://example.org/pv")
    assert last.step_key == "adhere_to_charter"
