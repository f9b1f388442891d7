"""Which council session a plan will make: the rest of its way, at three paces. Pure."""

from datetime import date, timedelta
from typing import Any

import pytest
from builders import plan_facts, step_facts
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.forecast import PlanForecast, forecast
from lifecycle.paces import Basis, Pace, Paces
from lifecycle.pathway import PATHWAY
from lifecycle.rulebook import rulebook
from lifecycle.survival import Durations, Spell
from models.words import Outlook, Stage, StepState

RULES = rulebook()
OCTOBER, FEBRUARY = "2023-10", "2024-02"
DRAFTING = ("set_up_committee", "choose_axes", "hold_first_workshop", "consult_on_ideas")
ALL_OF_CO_CREATION = tuple(rule.key for rule in PATHWAY.steps_of(Stage.CO_CREATION))


def seen(*days: int, number: int = 10) -> Durations:
    return Durations([Spell(one, True) for one in days] * number)


def paces(shares: Durations | None = None, **cohort: Durations) -> Paces:
    return Paces(RULES.days, cohort, {}, shares or Durations([]))


def settled(*keys: str, on: date = date(2023, 6, 1)) -> list[StepFacts]:
    return [step_facts(key, StepState.ACCEPTED, settled_on=on, done_on=on) for key in keys]


def validating(opened_on: date, due_on: date = date(2023, 9, 7), **more: Any) -> PlanFacts:
    """A plan of which only the committee's validation is left before the council."""
    last = step_facts("validate_programme", opened_on=opened_on, due_on=due_on)
    return plan_facts(*settled(*ALL_OF_CO_CREATION[:-1], on=opened_on), last, **more)


def told(facts: PlanFacts, today: date, seen_so_far: Paces) -> PlanForecast:
    found = forecast(facts, today, seen_so_far, RULES)
    assert found is not None
    return found


def sessions(of: PlanForecast) -> list[str]:
    return [of.sessions[pace].code for pace in Pace]


def test_a_plan_with_one_short_step_left_is_on_track() -> None:
    found = told(validating(date(2023, 7, 3)), date(2023, 7, 4), paces(shares=seen(30, 50, 80)))
    assert (found.target.code, found.outlook) == (OCTOBER, Outlook.ON_TRACK)
    assert sessions(found) == [OCTOBER] * 3
    assert found.holding is None
    # The table's three working days, and not a day less.
    assert found.submits_on[Pace.QUICKEST] == date(2023, 7, 6)


def test_a_plan_that_needs_more_days_than_are_left_will_miss_it() -> None:
    found = told(validating(date(2023, 9, 11)), date(2023, 9, 11), paces())
    assert found.outlook == Outlook.WILL_MISS
    assert found.sessions[Pace.QUICKEST].code == FEBRUARY
    assert found.holding == "validate_programme"


def test_between_the_two_it_is_at_risk() -> None:
    shares = seen(50, 100, 300)  # in hundredths of the time that the table gives
    found = told(validating(date(2023, 8, 28)), date(2023, 8, 29), paces(shares))
    assert found.outlook == Outlook.AT_RISK
    assert sessions(found)[0] == OCTOBER
    assert sessions(found)[-1] == FEBRUARY


def test_the_cohort_speaks_for_itself_once_enough_of_it_was_seen() -> None:
    facts, today = validating(date(2023, 7, 3)), date(2023, 7, 4)
    # Tied to the council's session: counted from its deadline, 7 September.
    quick = told(facts, today, paces(validate_programme=seen(-60, -50, -40)))
    slow = told(facts, today, paces(validate_programme=seen(-20, -10, 120)))
    few = told(facts, today, paces(validate_programme=seen(120, number=7)))
    assert (quick.steps[0].basis, quick.steps[0].seen) == (Basis.COHORT, 30)
    assert quick.steps[0].ends[Pace.USUAL] == date(2023, 9, 7) - timedelta(days=50)
    assert (quick.outlook, slow.outlook) == (Outlook.ON_TRACK, Outlook.AT_RISK)
    assert few.steps[0].basis == Basis.TABLE


def test_a_step_that_lasts_longer_than_any_seen_is_expected_to_last_as_long_again() -> None:
    facts = plan_facts(
        *settled(*DRAFTING), step_facts("draft_projects", opened_on=date(2023, 3, 6))
    )
    found = told(facts, date(2023, 6, 14), paces(draft_projects=seen(20, 30)))
    drafting = found.steps[0]
    assert drafting.ends[Pace.USUAL] == date(2023, 6, 14) + timedelta(days=50)
    assert drafting.ends[Pace.QUICKEST] == date(2023, 6, 14)


def test_spreads_of_steps_in_a_row_add_up_as_variances_do() -> None:
    facts = plan_facts(
        *settled(*DRAFTING), step_facts("draft_projects", opened_on=date(2023, 6, 1))
    )
    one = told(facts, date(2023, 6, 1), paces(draft_projects=seen(20, 30, 60)))
    drafting, workshop = one.steps[0], one.steps[1]
    margin = (drafting.ends[Pace.SLOW] - drafting.ends[Pace.USUAL]).days
    assert margin == 30
    both = (workshop.ends[Pace.SLOW] - workshop.ends[Pace.USUAL]).days
    assert margin < both < margin + 60


def test_nobody_holds_a_workshop_before_its_season() -> None:
    facts = plan_facts(*settled(*DRAFTING, "draft_projects"), entered_on=date(2023, 3, 6))
    facts.steps["hold_second_workshop"] = step_facts(
        "hold_second_workshop", opened_on=date(2023, 4, 20), due_on=date(2023, 9, 15)
    )
    found = told(facts, date(2023, 5, 2), paces())
    workshop = next(step for step in found.steps if step.key == "hold_second_workshop")
    assert workshop.ends[Pace.QUICKEST] == facts.calendar.dates["second_workshops_open"]


def test_the_last_dates_count_back_from_the_close_of_the_agenda() -> None:
    found = told(validating(date(2023, 7, 3)), date(2023, 7, 4), paces())
    validated, on_agenda = found.steps
    assert validated.last.safe_on == date(2023, 10, 2) - timedelta(days=20)
    assert (on_agenda.key, on_agenda.last.latest_on) == ("put_on_agenda", date(2023, 10, 2))


def test_the_usual_pace_of_what_follows_makes_the_safe_date_earlier_than_the_last_one() -> None:
    facts = plan_facts(
        *settled("set_up_committee", "choose_axes", "hold_first_workshop"),
        step_facts("consult_on_ideas", opened_on=date(2023, 5, 2)),
    )
    found = told(facts, date(2023, 5, 3), paces(draft_projects=seen(40, 50, 60)))
    ideas = found.steps[0]
    assert ideas.last.safe_on < ideas.last.latest_on
    # Exactly what the drafting usually takes before its own last date.
    drafting = next(step for step in found.steps if step.key == "draft_projects")
    assert ideas.last.safe_on == drafting.last.safe_on - timedelta(days=50)


def test_a_plan_before_the_council_keeps_its_session_until_that_has_opened() -> None:
    agenda = step_facts("put_on_agenda", opened_on=date(2023, 8, 1), due_on=date(2023, 9, 12))
    facts = plan_facts(agenda, stage=Stage.COUNCIL_APPROVAL)
    before, after = (told(facts, on, paces()) for on in (date(2023, 9, 1), date(2023, 10, 3)))
    assert (before.outlook, sessions(before)[0]) == (Outlook.AT_RISK, OCTOBER)
    assert (after.outlook, sessions(after)) == (Outlook.WILL_MISS, [FEBRUARY] * 3)


@pytest.mark.parametrize("stage", [Stage.IMPLEMENTATION, Stage.SUSPENDED, Stage.COMPLETED])
def test_of_a_plan_without_a_vote_before_it_nothing_is_foreseen(stage: Stage) -> None:
    assert forecast(plan_facts(stage=stage), date(2024, 3, 1), paces(), RULES) is None


def test_once_the_council_has_voted_nothing_is_foreseen() -> None:
    vote = step_facts("council_vote", StepState.REPORTED, done_on=date(2023, 10, 4))
    facts = plan_facts(vote, stage=Stage.COUNCIL_APPROVAL)
    assert forecast(facts, date(2023, 10, 5), paces(), RULES) is None


def test_the_facts_that_were_given_are_left_as_they_were() -> None:
    facts = validating(date(2023, 7, 3))
    before = {key: repr(step) for key, step in facts.steps.items()}
    told(facts, date(2023, 7, 4), paces())
    assert {key: repr(step) for key, step in facts.steps.items()} == before
    assert facts.entered_on == date(2023, 3, 6)


@given(
    st.integers(0, 300),
    st.lists(st.integers(1, 150), min_size=8, max_size=20),
    st.sampled_from([Stage.JOINING, Stage.CO_CREATION]),
)
def test_a_slower_pace_never_makes_an_earlier_session(
    after: int, lasted: list[int], stage: Stage
) -> None:
    pool = Durations([Spell(days, True) for days in lasted])
    cohort = {rule.key: pool for rule in PATHWAY.steps}
    facts = plan_facts(stage=stage, entered_on=date(2022, 10, 21))
    today = date(2022, 10, 21) + timedelta(days=after)
    found = told(facts, today, Paces(RULES.days, cohort, {}, pool))
    opens = [found.sessions[pace].opens_on for pace in Pace]
    assert opens == sorted(opens)
    for step in found.steps:
        ends = [step.ends[pace] for pace in Pace]
        assert ends == sorted(ends)
        assert ends[0] >= today
        assert step.last.safe_on <= step.last.latest_on
