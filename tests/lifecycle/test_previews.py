"""What an act would change is told before it is done, and is done only if it is still that."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lifecycle.acts import Act
from lifecycle.clock import VirtualClock
from lifecycle.door import Answer, fire, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.foreseen import MovedDeadline
from lifecycle.previews import PreviewChanged, do_as_shown, preview
from lifecycle.session_moves import move_session
from models.base import Base
from models.database import writing
from models.words import CollectivityKind, Role, Stage

TODAY = date(2023, 5, 2)
AT = VirtualClock(TODAY).now()
ASKED = {"code": "2023-10"}
Work = Callable[[Session], list[Answer]]


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def moved(opens_on: date | None = date(2023, 10, 30), **more: Any) -> Work:
    told: dict[str, Any] = {"kind": CollectivityKind.COMMUNE, "code": "2023-10",
                            "reason": "منشور", "source": "circular"}  # fmt: skip
    occasion = Occasion(builders.COORDINATOR, AT, "test")
    return lambda session: move_session(
        session, opens_on=opens_on, occasion=occasion, **told | more
    )


def suspended(*numbers: int) -> Work:
    acts = [Act(number, "suspend", reason="انتخابات") for number in numbers]
    return lambda session: fire_many(session, acts, Occasion(builders.COORDINATOR, AT, "test"))


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table."""
    session.flush()
    return {
        table.name: sorted(map(repr, session.execute(select(table))))
        for table in Base.metadata.sorted_tables
    }


def before_the_vote(session: Session) -> int:
    clock = VirtualClock(builders.FOUNDED)
    number = builders.plan(session, clock=clock)
    builders.drive_to(session, number, clock, step="validate_programme")
    return number


def test_a_preview_tells_the_session_the_deadlines_and_the_letters(session: Session) -> None:
    number = before_the_vote(session)
    (told,) = preview(session, moved(), ASKED).plans
    facts = builders.facts_of(session, number)
    due_on = facts.steps["validate_programme"].due_on
    assert told.reference == facts.reference
    assert told.session == ("2023-10", facts.session_on)
    assert told.to_session == ("2023-10", date(2023, 10, 30))
    assert told.deadlines == (MovedDeadline("validate_programme", due_on, date(2023, 10, 5)),)
    assert ("session_moved", Role.FOCAL_POINT) in told.letters
    assert told.refusal is None


def test_a_preview_leaves_no_trace_in_any_table(session: Session) -> None:
    number = before_the_vote(session)
    before = everything(session)
    assert preview(session, moved(), ASKED).done
    assert preview(session, suspended(number), ASKED).done
    assert everything(session) == before


def test_a_preview_that_is_refused_leaves_no_trace_and_the_transaction_goes_on(
    session: Session,
) -> None:
    number = before_the_vote(session)
    before = everything(session)
    with pytest.raises(Refused):
        preview(session, moved(reason=" "), ASKED)
    assert everything(session) == before
    fire(session, number, "suspend", actor=builders.COORDINATOR, at=AT, reason="انتخابات")
    assert builders.facts_of(session, number).stage == Stage.SUSPENDED


def test_what_is_done_is_what_was_shown(session: Session) -> None:
    number = before_the_vote(session)
    shown = preview(session, moved(), ASKED)
    _, answers = do_as_shown(session, moved(), ASKED, shown.digest)
    (told,), facts = shown.plans, builders.facts_of(session, number)
    assert (facts.session_code, facts.session_on) == told.to_session
    assert {s.key: s.due_on for s in facts.steps.values()} | {
        one.step: one.due_on for one in told.deadlines
    } == {s.key: s.due_on for s in facts.steps.values()}
    (answer,) = answers
    assert answer.change is not None
    assert [(o.kind, o.role) for o in answer.change.letters] == list(told.letters)


def test_a_plan_that_changed_in_between_is_not_touched(session: Session) -> None:
    number = before_the_vote(session)
    shown = preview(session, moved(), ASKED)
    fire(session, number, "suspend", actor=builders.COORDINATOR, at=AT, reason="انتخابات")
    before = everything(session)
    with pytest.raises(PreviewChanged) as changed:
        do_as_shown(session, moved(), ASKED, shown.digest)
    assert changed.value.preview.done == []
    assert everything(session) == before


def test_another_question_has_another_digest(session: Session) -> None:
    before_the_vote(session)
    digests = {
        preview(session, moved(), ASKED).digest,
        preview(session, moved(), ASKED | {"reason": "x"}).digest,
        preview(session, moved(date(2023, 10, 23)), ASKED).digest,
    }
    assert len(digests) == 3
    again = preview(session, moved(), dict(reversed(list((ASKED | {"a": 1}).items()))))
    assert again.digest == preview(session, moved(), ASKED | {"a": 1}).digest


def test_a_refused_plan_stands_beside_those_that_change(session: Session) -> None:
    first, second = builders.plans(session, 2)
    fire(session, second, "suspend", actor=builders.COORDINATOR, at=AT, reason="انتخابات")
    shown = preview(session, suspended(first, second), {})
    assert [one.plan_id for one in shown.done] == [first]
    assert [one.plan_id for one in shown.refused] == [second]
    assert shown.done[0].to_stage == Stage.SUSPENDED
    assert shown.letters()["plan_suspended", Role.FOCAL_POINT] == 1
    do_as_shown(session, suspended(first, second), {}, shown.digest)
    assert builders.facts_of(session, first).stage == Stage.SUSPENDED


def test_what_another_writer_commits_between_showing_and_doing_is_seen(engine: Engine) -> None:
    with writing(engine) as session:
        number = before_the_vote(session)
        shown = preview(session, moved(), ASKED)
    with writing(engine) as session:
        fire(session, number, "suspend", actor=builders.COORDINATOR, at=AT, reason="انتخابات")
    with pytest.raises(PreviewChanged), writing(engine) as session:
        do_as_shown(session, moved(), ASKED, shown.digest)
    with writing(engine) as session:
        kept = session.scalar(
            select(func.count()).select_from(Base.metadata.tables["council_session"])
        )
    assert kept == 0
