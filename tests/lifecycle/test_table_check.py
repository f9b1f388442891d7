"""A table with a mistake is refused at the start, with every mistake and its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lifecycle.cohort_calendar import ANCHORS, ANCHORS_OF
from lifecycle.evidence_fields import DELIBERATION, DONE_ON, OUTCOME
from lifecycle.facts import PlanFacts
from lifecycle.language import (
    Anchor,
    CalendarDate,
    Finding,
    FiredBy,
    Ladder,
    Letter,
    Pathway,
    StepDone,
)
from lifecycle.pathway import PATHWAY, VERSIONS
from lifecycle.table_check import TableRefused, check_table, problems_of
from lifecycle.table_digest import sealed
from models.words import Role, Stage


def with_step(key: str, **changes: Any) -> Pathway:
    steps = (replace(s, **changes) if s.key == key else s for s in PATHWAY.steps)
    return sealed(replace(PATHWAY, steps=tuple(steps)))


def with_rule(key: str, **changes: Any) -> Pathway:
    return with_step(key, deadline=replace(PATHWAY.by_key[key].deadline, **changes))


def with_row(row: str, **changes: Any) -> Pathway:
    rows = (replace(r, **changes) if r.trigger == row else r for r in PATHWAY.transitions)
    return sealed(replace(PATHWAY, transitions=tuple(rows)))


def without_rows(*triggers: str) -> Pathway:
    rows = tuple(row for row in PATHWAY.transitions if row.trigger not in triggers)
    return sealed(replace(PATHWAY, transitions=rows))


def with_rung(rung: str, **changes: Any) -> Pathway:
    rungs = (replace(r, **changes) if r.key == rung else r for r in PATHWAY.ladder)
    return sealed(replace(PATHWAY, ladder=Ladder(tuple(rungs))))


def a_guard_without_sentences(facts: PlanFacts, today: date) -> Finding:
    """Says nothing that a person could read."""
    return Finding(True)


def a_guard_without_arabic(facts: PlanFacts, today: date) -> Finding:
    """
    en: No.
    fr: Non.
    ar:
    """
    return Finding(True)


DUPLICATED = sealed(replace(PATHWAY, steps=(*PATHWAY.steps, PATHWAY.steps[-1])))
NEW_STEP = replace(PATHWAY.steps[-1], key="plant_a_tree")
NEW_RUNG = replace(PATHWAY.ladder.rungs[-1], key="thunder", number=60)

BROKEN = [
    (
        sealed(replace(PATHWAY, adopted_by="sing")),
        "adopted_by: no step that is asked is called sing",
    ),
    (DUPLICATED, "step publish_evaluation: it stands twice"),
    (
        with_rule("attend_training", anchor=CalendarDate("moon")),
        "step attend_training: no calendar has a date moon; there are: first_workshops_close",
    ),
    (
        with_rule("publish_evaluation", anchor=StepDone("sing")),
        "step publish_evaluation: its deadline counts from sing, which is no earlier step",
    ),
    (
        with_rule("self_evaluate", anchor=StepDone("publish_evaluation")),
        "step self_evaluate: its deadline counts from publish_evaluation, which is no earlier step",
    ),
    (
        with_rule("self_evaluate", anchor="tomorrow"),
        "step self_evaluate: its deadline counts from 'tomorrow', which is no anchor",
    ),
    (with_rule("self_evaluate", source=" "), "step self_evaluate: its deadline names no source"),
    (
        with_step("council_vote", after=("dance",)),
        "step council_vote: it waits for dance, which is no earlier step",
    ),
    (
        with_step("draft_projects", after=("draft_projects",)),
        "step draft_projects: it waits for draft_projects, which is no earlier step",
    ),
    (
        with_step("publish_evaluation", stage=Stage.JOINING),
        "step publish_evaluation: it waits for a step of a later stage",
    ),
    (
        with_step("publish_programme", after_outcome="applause"),
        "step publish_programme: applause is no outcome; there are: adopted, rejected, postponed",
    ),
    (
        with_step("council_vote", evidence=(DONE_ON, DELIBERATION)),
        "step publish_programme: no step that it waits for can end as adopted",
    ),
    (
        with_step("self_evaluate", evidence=(DELIBERATION,)),
        "step self_evaluate: no required field says when it was done",
    ),
    (
        with_step("self_evaluate", evidence=(replace(DONE_ON, required=False),)),
        "step self_evaluate: no required field says when it was done",
    ),
    (
        with_step("self_evaluate", evidence=(DONE_ON, DONE_ON)),
        "step self_evaluate: done_on is asked twice",
    ),
    (
        with_step("self_evaluate", evidence=(DONE_ON, replace(OUTCOME, choices=()))),
        "step self_evaluate: outcome is a choice without choices",
    ),
    (
        sealed(replace(PATHWAY, stages=PATHWAY.stages[:-1])),
        "transition withdraw: there is no stage withdrawn",
    ),
    (
        sealed(replace(PATHWAY, stages=PATHWAY.stages[1:])),
        "step name_focal_point: there is no stage joining",
    ),
    (
        sealed(replace(PATHWAY, stages=(*PATHWAY.stages, Stage.JOINING))),
        "stage joining: it stands twice",
    ),
    (
        with_row("postpone", reopens=("put_on_agenda", "juggle")),
        "transition postpone: it reopens juggle, which is no step of council_approval",
    ),
    (
        with_row("rejoin", reopens=("council_vote",)),
        "transition rejoin: it reopens council_vote, which is no step of joining",
    ),
    (
        with_row("conclude", guards=(a_guard_without_sentences,)),
        "transition conclude: guard a_guard_without_sentences lacks its sentences",
    ),
    (
        with_row("conclude", guards=(a_guard_without_arabic,)),
        "transition conclude: guard a_guard_without_arabic lacks its sentences",
    ),
    (with_row("adopt", fired_by=()), "transition adopt: nobody may fire it"),
    (
        with_row("adopt", fired_by=(FiredBy.TIME,)),
        "transition adopt: time fires it, and it has no date",
    ),
    (
        with_row("adopt", guards=()),
        "transition adopt: the engine fires it, so it needs a guard and can give no reason",
    ),
    (
        with_row("adopt", reason_required=True),
        "transition adopt: the engine fires it, so it needs a guard and can give no reason",
    ),
    (
        with_row("open_evaluation", when=PATHWAY.by_key["attend_training"].deadline),
        None,
    ),
    (
        with_row(
            "open_evaluation",
            when=replace(PATHWAY.by_key["attend_training"].deadline, anchor=CalendarDate("moon")),
        ),
        "transition open_evaluation: no calendar has a date moon",
    ),
    (
        with_row("adopt", letters=(Letter("programme_adopted", ()),)),
        "transition adopt: letter programme_adopted goes to nobody",
    ),
    (
        with_row("resume", guards=()),
        "transition resume: from suspended a row above always takes its place",
    ),
    (without_rows("rejoin", "resume", "withdraw"), "stage suspended: nothing leads out of it"),
    (without_rows("withdraw"), "stage withdrawn: nothing leads to it"),
    (without_rows("conclude"), "stage completed: nothing leads to it"),
    (
        with_rung("near", number=-15),
        "rung near: at -15 it is not later than the rung before, -15",
    ),
    (with_rung("eve", number=None), "rung eve: only the first rung has no number"),
    (with_rung("assign", number=-30), "ladder: its first rung is owed when the step opens"),
    (with_rung("eve", key="near"), "rung near: it stands twice"),
    (sealed(replace(PATHWAY, ladder=Ladder(()))), "ladder: its first rung is owed"),
    (sealed(replace(PATHWAY, least_days=0)), "least_days: 0 would let a deadline be born passed"),
    (
        sealed(replace(PATHWAY, steps=(*PATHWAY.steps, NEW_STEP))),
        "step plant_a_tree: STEP_NAMES lacks it",
    ),
    (
        sealed(replace(PATHWAY, steps=(*PATHWAY.steps, NEW_STEP))),
        "step plant_a_tree: STEP_HOW lacks it",
    ),
    (with_row("adopt", trigger="rejoice"), "transition rejoice: TRIGGER_NAMES lacks it"),
    (with_row("adopt", trigger="rejoice"), "transition rejoice: TRIGGER_DONE lacks it"),
    (
        sealed(replace(PATHWAY, ladder=Ladder((*PATHWAY.ladder.rungs, NEW_RUNG)))),
        "rung thunder: RUNG_NAMES lacks it",
    ),
    (
        replace(PATHWAY, least_days=12),
        "digest: it is not that of the rows; pass the table through `sealed` last",
    ),
]


@pytest.mark.parametrize(
    ("table", "problem"),
    [pytest.param(t, p, id=f"{n}") for n, (t, p) in enumerate(BROKEN) if p],
)
def test_a_mistake_is_found_and_told_with_its_place(table: Pathway, problem: str) -> None:
    found = problems_of(table, ANCHORS)
    assert [each for each in found if each.startswith(f"version {table.version}, {problem}")]


@pytest.mark.parametrize("table", [t for t, p in BROKEN if p is None])
def test_a_change_that_is_no_mistake_is_let_be(table: Pathway) -> None:
    assert problems_of(table, ANCHORS) == []


@pytest.mark.parametrize("table", VERSIONS.values(), ids=VERSIONS)
def test_the_versions_that_run_have_no_problem(table: Pathway) -> None:
    assert problems_of(table, ANCHORS_OF[table.track]) == []


def test_the_calendar_is_what_it_is_said_to_be() -> None:
    fewer = [name for name in ANCHORS if name != "training"]
    (problem,) = problems_of(PATHWAY, fewer)
    assert problem.startswith("version 1, step attend_training: no calendar has a date training;")


def test_the_check_at_the_start_refuses_with_every_problem_of_every_version() -> None:
    first = with_step("council_vote", after=("dance",))
    second = replace(with_row("adopt", fired_by=()), version="2")
    with pytest.raises(TableRefused) as refused:
        check_table([first, sealed(second)])
    assert "version 1, step council_vote: it waits for dance" in str(refused.value)
    assert "version 2, transition adopt: nobody may fire it" in str(refused.value)


def test_the_check_at_the_start_lets_the_tables_that_run_through() -> None:
    check_table()


def test_an_anchor_of_the_plan_itself_needs_no_calendar() -> None:
    table = with_rule("attend_training", anchor=Anchor.STAGE_ENTERED)
    others = [name for name in ANCHORS if name != "training"]
    assert problems_of(table, others) == []


def test_a_letter_may_go_to_any_role() -> None:
    assert problems_of(with_row("adopt", letters=(Letter("a", (Role.AUDITOR,)),)), ANCHORS) == []
