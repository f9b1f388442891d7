"""The table as a machine: the library's dispatch and the compiled one take the same row."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import plan_facts, step_facts
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle.errors import GuardRefused, NoSuchTransition, Refused
from lifecycle.facts import PlanFacts
from lifecycle.machine import StageMachine, machine_for, reasons_against
from lifecycle.pathway import PATHWAY, VERSIONS
from models.words import Role, Stage, StepState, VoteOutcome

TODAY = date(2023, 11, 6)
TRIGGERS = sorted({row.trigger for row in PATHWAY.transitions})
SETTLED = st.sampled_from([StepState.ACCEPTED, StepState.WAIVED])


@st.composite
def plans(draw: st.DrawFn) -> PlanFacts:
    """A plan in any stage; whole stages are settled often enough for rows to be taken."""
    pathway = draw(st.sampled_from(list(VERSIONS.values())))
    stage = draw(st.sampled_from(pathway.stages))
    done = draw(st.booleans())
    steps = []
    for rule in pathway.steps:
        if not draw(st.booleans()) and not done:
            continue
        state = draw(SETTLED if done else st.sampled_from(StepState))
        on = st.dates(date(2022, 10, 21), TODAY)
        steps.append(
            step_facts(
                rule.key,
                state,
                stage=rule.stage,
                opened_on=draw(on),
                done_on=draw(st.none() | on),
                settled_on=draw(on),
                outcome=draw(st.none() | st.sampled_from(VoteOutcome)),
            )
        )
    plan = plan_facts(*steps, stage=stage, pathway=pathway)
    return replace(
        plan,
        resume_stage=draw(st.none() | st.sampled_from(pathway.stages)),
        has_next_cycle=draw(st.booleans()),
        next_calendar=draw(st.sampled_from([None, plan.next_calendar])),
    )


def taken(machine: StageMachine, way: str, plan: PlanFacts, trigger: str, today: date) -> object:
    try:
        return getattr(machine, way)(plan, trigger, today)
    except Refused as refusal:
        return (type(refusal), refusal.phrase, refusal.reasons)


@settings(max_examples=80)
@given(plan=plans(), later=st.integers(-500, 1500))
def test_both_ways_of_deciding_agree_for_every_trigger(plan: PlanFacts, later: int) -> None:
    machine, today = machine_for(plan.pathway), TODAY + timedelta(days=later)
    for trigger in [*TRIGGERS, "to_completed", "nonsense"]:
        compiled = taken(machine, "decide", plan, trigger, today)
        assert compiled == taken(machine, "fire", plan, trigger, today)


@settings(max_examples=40)
@given(plan=plans())
def test_deciding_leaves_the_plan_as_it_was(plan: PlanFacts) -> None:
    before = repr(plan)
    for trigger in TRIGGERS:
        taken(machine_for(plan.pathway), "decide", plan, trigger, TODAY)
        taken(machine_for(plan.pathway), "fire", plan, trigger, TODAY)
    assert repr(plan) == before


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("aim", Stage)
def test_there_is_no_trigger_that_jumps_to_a_stage(stage: Stage, aim: Stage) -> None:
    with pytest.raises(NoSuchTransition):
        machine_for(PATHWAY).fire(plan_facts(stage=stage), f"to_{aim}", TODAY)


@pytest.mark.parametrize("stage", Stage)
def test_the_machine_knows_the_triggers_of_the_table_and_no_other(stage: Stage) -> None:
    of_table = {row.trigger for row in PATHWAY.transitions if stage in row.sources}
    assert set(machine_for(PATHWAY).triggers_from(stage)) == of_table


def test_a_trigger_that_does_not_exist_here_is_refused_with_those_that_do() -> None:
    with pytest.raises(NoSuchTransition) as refused:
        machine_for(PATHWAY).fire(plan_facts(stage=Stage.JOINING), "adopt", TODAY)
    for said in (refused.value.phrase.ar, refused.value.phrase.fr, refused.value.phrase.en):
        assert "open_co_creation, suspend, withdraw" in said


def test_a_refused_guard_says_what_it_looked_at_and_who_can_unblock_it_since_when() -> None:
    plan = plan_facts(step_facts("set_up_committee"))
    with pytest.raises(GuardRefused) as refused:
        machine_for(PATHWAY).fire(plan, "submit_to_council", TODAY)
    (reason,) = refused.value.reasons
    assert reason.guard == "every_step_of_the_stage_is_settled"
    assert reason.looked_at[0] == "set_up_committee"
    assert reason.unblocked_by == Role.PRESIDENT
    assert reason.since == date(2023, 3, 6)
    assert "not settled yet" in refused.value.phrase.en


def test_the_first_row_that_holds_is_taken() -> None:
    plan = plan_facts(stage=Stage.SUSPENDED, resume_stage=Stage.CO_MONITORING)
    assert machine_for(PATHWAY).fire(plan, "resume", TODAY).dest == Stage.CO_MONITORING


def test_a_machine_is_built_once_for_a_version_and_apart_for_another() -> None:
    one, other = VERSIONS["1"], VERSIONS["1-legality"]
    assert machine_for(one) is machine_for(replace(one))
    assert machine_for(one) is not machine_for(other)


def test_nothing_stands_against_a_row_whose_guards_hold() -> None:
    row = next(row for row in PATHWAY.transitions if row.trigger == "open_monitoring_round")
    plan = plan_facts(step_facts("launch_programme", StepState.ACCEPTED))
    assert [reason.guard for reason in reasons_against(row, plan, TODAY)] == ["the_date_has_come"]
    assert reasons_against(row, plan, date(2024, 7, 1)) == ()
