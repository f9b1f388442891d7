"""Who answers for a plan changes: reminders follow the role, and what comes back finds another."""

from datetime import timedelta

import builders
from reading_back import letters
from sqlalchemy import Engine, select
from story import Story, begun

from lifecycle import acts
from lifecycle.absences import say_absent
from lifecycle.succession import confirm_succession, name_successor
from models.database import reading, writing
from models.person import Person, RoleHolding
from models.words import CollectivityKind, Language, Role
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

STEP = "adhere_to_charter"  # due on Friday 11 November 2022


def holder(story: Story, role: Role) -> Person:
    with reading(story.engine) as session:
        query = select(Person).join(RoleHolding, RoleHolding.person_id == Person.id)
        return session.scalars(query.where(RoleHolding.role == role)).one()


def deliver(story: Story) -> None:
    deliver_to_mailbox(story.engine, clock=story.clock, settings=MailSettings())


def told(engine: Engine) -> Story:
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05")
    return begun(engine)


def written_to(story: Story) -> set[str]:
    """The addresses of the focal point's letters that left today."""
    of_focal_points = letters(story.engine, role=Role.FOCAL_POINT, accepted_on=story.clock.on)
    return {str(one.to_address) for one in of_focal_points}


def readers(story: Story, kind: str) -> list[str]:
    """The addresses to which letters of a kind about the step went."""
    return sorted({str(one.to_address) for one in letters(story.engine, kind, step_key=STEP)
                   if one.to_address})  # fmt: skip


def test_from_the_day_of_the_yes_reminders_go_to_the_successor(engine: Engine) -> None:
    story = told(engine)
    leaver = holder(story, Role.FOCAL_POINT)
    deliver(story)
    assert written_to(story) == {leaver.email}
    with writing(engine) as session:
        named = name_successor(
            session, story.plan, Role.FOCAL_POINT, "Successeur", "next@commune.example",
            Language.FRENCH, actor=acts.focal_point(leaver.id), at=story.clock.now(), cause="test",
        )  # fmt: skip
        number = named.id
    deliver(story)
    (asked,) = letters(engine, "successor_named")
    assert asked.to_address == "next@commune.example"
    story.on("2022-10-26")
    with writing(engine) as session:
        confirm_succession(session, number, at=story.clock.now(), cause="test")
    deliver(story)
    assert "next@commune.example" in {
        str(one.to_address) for one in letters(engine, "hand_over_done")
    }
    story.on("2022-11-10")
    deliver(story)
    assert readers(story, "step_eve") == ["next@commune.example"]
    assert story.is_whole()


def test_while_a_focal_point_is_away_the_deputy_is_written_to_and_then_no_more(
    engine: Engine,
) -> None:
    story = told(engine)
    focal, deputy = holder(story, Role.FOCAL_POINT), holder(story, Role.DEPUTY)
    story.on("2022-11-09")
    with writing(engine) as session:
        today = story.clock.on
        say_absent(
            session, story.plan, focal.id, today, today + timedelta(days=2),
            actor=acts.focal_point(focal.id), at=story.clock.now(), cause="test",
        )  # fmt: skip
    story.on("2022-11-10")
    deliver(story)
    assert readers(story, "step_eve") == [deputy.email]
    assert focal.email not in written_to(story)
    story.on("2022-11-15")
    deliver(story)
    assert focal.email in written_to(story)
