"""What must be true before a plan may move on, and what a person reads when it is not."""

from datetime import date, timedelta

import pytest
from builders import plan_facts, step_facts

from lifecycle import guards
from lifecycle.guards import its_date_has_come, sentence, was_suspended_in
from lifecycle.language import CalendarDate, Deadline, Guard, Unit
from lifecycle.pathway import PATHWAY, VERSIONS
from models.words import Provenance, Role, Stage, StepState, VoteOutcome

TODAY = date(2023, 9, 1)
TRAINING = Deadline(0, Unit.CALENDAR_DAYS, CalendarDate("training"), Provenance.POLICY, "a test")
SETTLED = (StepState.ACCEPTED, StepState.WAIVED)
NEEDED = [rule.key for rule in PATHWAY.steps_of(Stage.CO_CREATION)]


def vote(outcome: str | None, state: StepState = StepState.ACCEPTED) -> object:
    return plan_facts(
        step_facts("council_vote", state, outcome=outcome), stage=Stage.COUNCIL_APPROVAL
    )


@pytest.mark.parametrize("state", SETTLED)
def test_a_stage_is_done_when_every_needed_step_is_settled(state: StepState) -> None:
    done = plan_facts(*(step_facts(key, state) for key in NEEDED))
    assert guards.every_step_of_the_stage_is_settled(done, TODAY)


@pytest.mark.parametrize("missing", NEEDED)
@pytest.mark.parametrize("state", [state for state in StepState if state not in SETTLED])
def test_one_step_that_is_not_settled_holds_the_plan_and_is_named(
    missing: str, state: StepState
) -> None:
    steps = [step_facts(key, state if key == missing else StepState.ACCEPTED) for key in NEEDED]
    found = guards.every_step_of_the_stage_is_settled(plan_facts(*steps), TODAY)
    assert not found
    assert found.looked_at == (missing,)
    assert found.since == date(2023, 3, 6)
    reviewer = state == StepState.REPORTED
    actor = PATHWAY.by_key[missing].actor
    assert found.unblocked_by == (Role.REGION_COORDINATOR if reviewer else actor)


def test_a_step_that_was_never_asked_holds_the_plan_since_it_entered_the_stage() -> None:
    found = guards.every_step_of_the_stage_is_settled(plan_facts(), TODAY)
    assert found.looked_at == tuple(NEEDED)
    assert found.since == date(2023, 3, 6)


def test_a_late_publication_does_not_hold_a_programme_that_was_voted() -> None:
    plan = plan_facts(
        step_facts("put_on_agenda", StepState.ACCEPTED),
        step_facts("council_vote", StepState.ACCEPTED, outcome="adopted"),
        step_facts("publish_programme"),
        stage=Stage.COUNCIL_APPROVAL,
    )
    assert guards.every_step_of_the_stage_is_settled(plan, TODAY)


def test_the_control_of_legality_holds_only_a_plan_of_the_table_that_asks_for_it() -> None:
    steps = (
        step_facts("put_on_agenda", StepState.ACCEPTED),
        step_facts("council_vote", StepState.ACCEPTED, outcome="adopted"),
    )
    asked = plan_facts(*steps, stage=Stage.COUNCIL_APPROVAL, pathway=VERSIONS["1-legality"])
    found = guards.every_step_of_the_stage_is_settled(asked, TODAY)
    assert found.looked_at == ("legality_control",)


@pytest.mark.parametrize("outcome", [*VoteOutcome, None])
@pytest.mark.parametrize("state", StepState)
def test_a_vote_opens_one_way_and_only_once_it_is_settled(
    outcome: VoteOutcome | None, state: StepState
) -> None:
    ways = {
        VoteOutcome.ADOPTED: guards.the_council_adopted_the_programme,
        VoteOutcome.REJECTED: guards.the_council_rejected_the_programme,
        VoteOutcome.POSTPONED: guards.the_council_postponed_the_vote,
    }
    held = {way for way, guard in ways.items() if guard(vote(outcome, state), TODAY)}  # type: ignore[arg-type]
    assert held == ({outcome} if outcome and state in SETTLED else set())


@pytest.mark.parametrize(
    ("guard", "key"),
    [
        (guards.the_programme_was_launched, "launch_programme"),
        (guards.the_programme_is_published, "publish_programme"),
        (guards.a_monitoring_round_was_closed, "report_monitoring_round"),
    ],
)
def test_a_guard_about_one_step_looks_at_that_step(guard: Guard, key: str) -> None:
    assert guard(plan_facts(step_facts(key, StepState.ACCEPTED)), TODAY)
    assert not guard(plan_facts(step_facts(key)), TODAY)
    assert guard(plan_facts(), TODAY).looked_at == (key,)


def test_a_date_has_come_on_its_day_and_not_the_day_before() -> None:
    guard, training = its_date_has_come(TRAINING), date(2023, 2, 22)
    assert guard(plan_facts(), training)
    assert not guard(plan_facts(), training - timedelta(days=1))
    assert guard(plan_facts(), TODAY).looked_at == ("2023-02-22",)


def test_a_date_that_is_not_known_has_not_come() -> None:
    unknown = its_date_has_come(
        Deadline(0, Unit.MONTHS, CalendarDate("nowhere"), Provenance.POLICY, "a test")
    )
    assert unknown(plan_facts(), TODAY).looked_at == ("no date",)
    assert not unknown(plan_facts(), TODAY)


def test_the_next_cycle_needs_a_calendar_and_opens_once() -> None:
    assert guards.the_next_cycle_has_a_calendar(plan_facts(), TODAY)
    assert not guards.the_next_cycle_has_a_calendar(plan_facts(next_calendar=None), TODAY)
    assert guards.no_next_cycle_was_opened(plan_facts(), TODAY)
    assert not guards.no_next_cycle_was_opened(plan_facts(has_next_cycle=True), TODAY)


def test_a_plan_comes_back_to_the_stage_it_was_suspended_in() -> None:
    plan = plan_facts(stage=Stage.SUSPENDED, resume_stage=Stage.IMPLEMENTATION)
    back = [stage for stage in Stage if was_suspended_in(stage)(plan, TODAY)]
    assert back == [Stage.IMPLEMENTATION]


EVERY_GUARD = {
    guard.__name__: guard
    for table in VERSIONS.values()
    for row in table.transitions
    for guard in row.guards
}


@pytest.mark.parametrize("name", EVERY_GUARD)
def test_a_guard_says_in_three_languages_why_it_does_not_hold(name: str) -> None:
    said = sentence(EVERY_GUARD[name])
    for text in (said.ar, said.fr, said.en):
        assert text.endswith(".")
    assert any("\u0600" <= letter <= "\u06ff" for letter in said.ar)
    assert "'" not in said.fr
