"""The shape of the table: whatever is changed in it, these hold."""

from pathlib import Path

import pytest

from lifecycle import pathway as table_file
from lifecycle.cohort_calendar import ANCHORS
from lifecycle.guards import sentence
from lifecycle.language import (
    CalendarDate,
    FieldType,
    FiredBy,
    Letter,
    Pathway,
    Rung,
    StepDone,
    StepRule,
    Transition,
)
from lifecycle.pathway import HELD_FOR_A_PERSON, PATHWAY, VERSIONS, WITH_LEGALITY_CONTROL
from models.words import Provenance, Role, Stage, Track, VoteOutcome

LETTERS = Path(__file__).parents[2] / "templates" / "email"
ENDS = {Stage.COMPLETED, Stage.WITHDRAWN}
STEPS = [pytest.param(step, id=step.key) for step in WITH_LEGALITY_CONTROL.steps]
ROWS = [pytest.param(row, id=f"{row.trigger}-{row.dest}") for row in PATHWAY.transitions]
TABLES = [pytest.param(table, id=version) for version, table in VERSIONS.items()]
RULES = [step.deadline for step in WITH_LEGALITY_CONTROL.steps] + [
    row.when for row in PATHWAY.transitions if row.when
]


def every_letter() -> list[Letter]:
    """The letters of the rows, of the ladder, and those of the acts beside the rows."""
    rows: list[Transition | Rung] = [*PATHWAY.transitions, *PATHWAY.ladder]
    beside = [value for value in vars(table_file).values() if _are_letters(value)]
    return [letter for letters in [row.letters for row in rows] + beside for letter in letters]


def _are_letters(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(v, Letter) for v in value)


@pytest.mark.parametrize("table", TABLES)
def test_the_table_has_its_stages_once(table: Pathway) -> None:
    without = set() if table.track == Track.REMACTO else {Stage.COUNCIL_APPROVAL}
    assert sorted(table.stages) == sorted(set(Stage) - without)


@pytest.mark.parametrize("table", TABLES)
def test_no_two_steps_have_the_same_key(table: Pathway) -> None:
    assert len({step.key for step in table.steps}) == len(table.steps) == len(table.by_key)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_waits_for_steps_above_it_of_its_own_stage_or_an_earlier_one(step: StepRule) -> None:
    steps = WITH_LEGALITY_CONTROL.steps
    above = {s.key: s for s in steps[: steps.index(step)]}
    stages = WITH_LEGALITY_CONTROL.stages
    for key in step.after:
        assert stages.index(above[key].stage) <= stages.index(step.stage)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_counts_from_another_opens_after_it(step: StepRule) -> None:
    if isinstance(step.deadline.anchor, StepDone):
        assert step.deadline.anchor.key in step.after


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_waits_for_a_vote_waits_for_an_outcome_that_a_vote_can_have(
    step: StepRule,
) -> None:
    if step.after_outcome is not None:
        assert "council_vote" in step.after
        assert step.after_outcome in tuple(VoteOutcome)


def test_a_step_that_others_wait_for_is_asked_in_every_version() -> None:
    for table in VERSIONS.values():
        waited_for = {key for step in table.steps if step.enabled for key in step.after}
        assert all(table.by_key[key].enabled for key in waited_for)


@pytest.mark.parametrize("step", STEPS)
def test_evidence_says_when_a_step_was_done_and_is_asked_once(step: StepRule) -> None:
    keys = [field.key for field in step.evidence]
    assert len(keys) == len(set(keys))
    assert {"held_on", "done_on", "window_closed_on"} & {
        field.key for field in step.evidence if field.required
    }
    for field in step.evidence:
        assert bool(field.choices) == (field.type == FieldType.CHOICE)


@pytest.mark.parametrize("step", STEPS)
def test_what_moves_a_plan_on_by_a_persons_word_is_reviewed(step: StepRule) -> None:
    """Only attendance, public notices and an agenda are taken without a coordinator's look."""
    unreviewed = {
        "attend_orientation", "attend_training", "consult_on_ideas", "consult_on_projects",
        "put_on_agenda",
    }  # fmt: skip
    assert step.review == (step.key not in unreviewed)


def test_every_date_of_the_calendar_that_a_rule_names_is_one_that_a_calendar_can_have() -> None:
    named = {rule.anchor.name for rule in RULES if isinstance(rule.anchor, CalendarDate)}
    assert named <= set(ANCHORS)


def test_a_rule_names_its_source_and_law_names_its_article() -> None:
    for rule in RULES:
        assert rule.source.strip()
        assert (rule.provenance == Provenance.LAW) == ("art." in rule.source)


def test_a_law_whose_text_was_not_read_is_not_called_verified() -> None:
    assert [r for r in RULES if "not read" in r.source and r.verified] == []
    assert [r for r in RULES if r.provenance == Provenance.POLICY and r.verified] == []


@pytest.mark.parametrize("row", ROWS)
def test_every_guard_says_its_refusal_in_three_languages(row: Transition) -> None:
    for guard in row.guards:
        said = sentence(guard)
        assert all(text.endswith(".") for text in (said.ar, said.fr, said.en))


@pytest.mark.parametrize("row", ROWS)
def test_what_a_transition_asks_again_belongs_to_the_stage_it_leads_to(row: Transition) -> None:
    assert all(PATHWAY.by_key[key].stage == row.dest for key in row.reopens)


@pytest.mark.parametrize("row", ROWS)
def test_the_engine_fires_only_what_a_guard_can_refuse(row: Transition) -> None:
    if {FiredBy.ENGINE, FiredBy.TIME} & set(row.fired_by):
        assert row.guards
        assert not row.reason_required
    assert (FiredBy.TIME in row.fired_by) == (row.when is not None)


def test_every_stage_is_reached_from_the_first() -> None:
    reached = {PATHWAY.stages[0]}
    for _ in PATHWAY.stages:
        reached |= {row.dest for row in PATHWAY.transitions if reached & set(row.sources)}
    assert reached == set(PATHWAY.stages)


def test_from_every_stage_an_end_is_reached() -> None:
    reaching = {Stage.COMPLETED}
    for _ in PATHWAY.stages:
        reaching |= {s for r in PATHWAY.transitions if r.dest in reaching for s in r.sources}
    assert reaching == set(PATHWAY.stages)


def test_every_stage_but_an_end_can_be_left_withdrawn_and_suspended() -> None:
    for stage in set(PATHWAY.stages) - ENDS:
        ways = {row.trigger for row in PATHWAY.transitions if stage in row.sources}
        assert "withdraw" in ways
        assert ("suspend" in ways) == (stage != Stage.SUSPENDED)


def test_a_suspended_plan_can_be_resumed_in_each_stage_it_can_be_suspended_in() -> None:
    suspended_in = {s for r in PATHWAY.transitions if r.trigger == "suspend" for s in r.sources}
    assert {r.dest for r in PATHWAY.transitions if r.trigger == "resume"} == suspended_in


@pytest.mark.parametrize("letter", every_letter(), ids=lambda letter: letter.kind)
def test_a_letter_of_the_table_has_its_words_in_arabic_and_in_french(letter: Letter) -> None:
    for language in ("ar", "fr"):
        folder = LETTERS / letter.kind / language
        assert {file.name for file in folder.iterdir()} >= {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("letter", every_letter(), ids=lambda letter: letter.kind)
def test_a_letter_goes_to_people_who_can_act_on_it(letter: Letter) -> None:
    assert letter.to
    assert not {Role.MAILBOX, Role.AUDITOR, Role.COMMITTEE} & set(letter.to)
    assert len(set(letter.to)) == len(letter.to)


def test_no_letter_to_a_president_about_lateness_leaves_by_itself() -> None:
    late = [letter for r in PATHWAY.ladder if (r.number or 0) > 0 for letter in r.letters]
    to_presidents = {letter.kind for letter in late if Role.PRESIDENT in letter.to}
    assert to_presidents == HELD_FOR_A_PERSON


def test_the_ladder_begins_when_the_step_opens_and_climbs() -> None:
    rungs = list(PATHWAY.ladder)
    numbers = [rung.number for rung in rungs[1:] if rung.number is not None]
    assert rungs[0].number is None
    assert len(numbers) == len(rungs) - 1
    assert numbers == sorted(set(numbers))


def test_the_versions_differ_by_legality_control_alone() -> None:
    assert PATHWAY.digest != WITH_LEGALITY_CONTROL.digest
    differing = [
        a.key for a, b in zip(PATHWAY.steps, WITH_LEGALITY_CONTROL.steps, strict=True) if a != b
    ]
    assert differing == ["legality_control"]
    assert PATHWAY.transitions == WITH_LEGALITY_CONTROL.transitions
