"""One collectivity on both pathways at once: its openness plan and its OGP Local action plan."""

from datetime import date
from pathlib import Path

import builders
from reading_back import plan_of
from sqlalchemy import Engine
from story import Story

from audit.log_folder import LogFolder
from audit.sealing import seal
from audit.verification import verify
from lifecycle.clock import VirtualClock
from lifecycle.facts import ASKED
from models.database import writing
from models.words import Stage


def both(engine: Engine) -> tuple[Story, Story]:
    """The two plans of Béni Mellal, opened on the same day, with the same people."""
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        own = builders.plan(session, clock=clock)
        other = builders.ogp_plan(session, clock)
        builders.people_of(session, builders.collectivity(session))
    return Story(engine, clock, own), Story(engine, clock, other)


def one_step(story: Story) -> bool:
    """The first step that is asked is settled today; False when nothing can be done."""
    facts = plan_of(story.engine, story.plan)
    sits_on = facts.session_on or date.min
    for step in facts.steps.values():
        if step.state in ASKED and (step.key != "council_vote" or story.clock.on > sits_on):
            with writing(story.engine) as session:
                builders.settle(session, story.plan, step.key, story.clock)
            return True
    return False


def to_the_end(*stories: Story) -> None:
    """Day after day each plan does what is asked of it, until all are completed."""
    own = stories[0]
    while any(story.stage != Stage.COMPLETED for story in stories):
        if any([one_step(story) for story in stories]):  # noqa: C419 - each does its step
            builders.tomorrow(own.clock)
        else:
            own.clock.on = own._next_morning()
        own.morning()


def test_both_plans_reach_their_ends_and_each_history_holds(engine: Engine, tmp_path: Path) -> None:
    own, other = both(engine)
    to_the_end(own, other)
    assert own.is_whole()
    assert other.is_whole()
    assert "adopt" in own.triggers()
    assert "start_implementation" not in own.triggers()
    told = other.triggers()
    assert told[:3] == ["open_plan", "open_co_creation", "start_implementation"]
    assert told[-2:] == ["open_evaluation", "conclude"]
    assert told.count("open_monitoring_round") == told.count("close_monitoring_round") == 5
    assert other.session == (None, "None")
    assert other.letters().count("action_plan_submitted") == 3
    assert "programme_adopted" not in other.letters()
    kept = LogFolder(tmp_path)
    seal(engine, VirtualClock(date(2026, 11, 23)), kept)
    verdict = verify(engine, kept)
    assert verdict.holds, list(verdict.findings)
    assert verdict.plans >= 2
    assert verdict.sealed == verdict.entries
