"""The letters that answer people's own acts, from the door to the words their readers get."""

from datetime import date

import pytest
from builders import COORDINATOR, FOCAL_POINT
from sqlalchemy import Engine, select
from story import Story, begun

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.onboarding import load_register
from lifecycle.succession import name_successor
from models.database import reading, writing
from models.link import SignedLink
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.words import Language, LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.found_links import send_new_link
from notifications.mailbox import OpenedLetter, open_letter
from notifications.settings import MailSettings


@pytest.fixture
def story(engine: Engine) -> Story:
    with writing(engine) as session:
        load_register(session)
    told = begun(engine)
    deliver_to_mailbox(engine, clock=told.clock, settings=MailSettings())
    told.on("2022-10-24")
    deliver_to_mailbox(engine, clock=told.clock, settings=MailSettings())
    return told


def opened(story: Story, kind: str, role: Role = Role.FOCAL_POINT) -> OpenedLetter:
    """The newest letter of a kind to a role, after today's delivery."""
    deliver_to_mailbox(story.engine, clock=story.clock, settings=MailSettings())
    with reading(story.engine) as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == kind, OutboxLetter.role == role)
        (letter,) = session.scalars(query)
        assert letter.state == LetterState.ACCEPTED, letter.cause
        found = open_letter(session, letter.id)
    assert found is not None
    return found


def holder(story: Story, role: Role) -> Person:
    with reading(story.engine) as session:
        query = select(Person).join(RoleHolding).where(RoleHolding.role == role)
        return session.scalars(query).one()


def name_khalaf(story: Story, actor: Actor) -> str:
    """Somebody new is named for the focal point's role; gives their address."""
    address = "khalaf@pao.example"
    with writing(story.engine) as session:
        name_successor(
            session, story.plan, Role.FOCAL_POINT, "خلف مثالي", address, Language.BOTH,
            actor=actor, at=story.clock.now(), cause="test",
        )  # fmt: skip
    return address


def test_who_asks_for_more_time_is_named_to_the_coordinator_with_both_dates(story: Story) -> None:
    asked = {"step": "adhere_to_charter", "due_on": date(2022, 12, 9), "reason": "عطلة المجلس"}
    story.fire(acts.ASK_EXTENSION, actor=FOCAL_POINT, **asked)
    letter = opened(story, "extension_asked", Role.REGION_COORDINATOR)
    assert "9 دجنبر 2022" in letter.text
    assert "11 نونبر 2022" in letter.text
    assert "عطلة المجلس" in letter.text
    assert any("/work/plans/" in link for link in letter.links)


@pytest.mark.parametrize("answer", [acts.GRANT_EXTENSION, acts.REFUSE_EXTENSION])
def test_a_decision_made_before_the_letter_left_is_not_asked_for(story: Story, answer: str) -> None:
    asked = {"step": "adhere_to_charter", "due_on": date(2022, 12, 9), "reason": "عطلة المجلس"}
    story.fire(acts.ASK_EXTENSION, actor=FOCAL_POINT, **asked)
    story.fire(answer, step="adhere_to_charter", reason="x")
    deliver_to_mailbox(story.engine, clock=story.clock, settings=MailSettings())
    with reading(story.engine) as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == "extension_asked")
        letter = session.scalars(query).one()
    assert (letter.state, "answered" in (letter.cause or "")) == (LetterState.CANCELLED, True)


def test_a_report_is_confirmed_to_whoever_made_it_and_to_nobody_else(story: Story) -> None:
    deputy = holder(story, Role.DEPUTY)
    story.fire(
        acts.REPORT, actor=FOCAL_POINT, step="attend_orientation",
        evidence={"held_on": "2022-10-24"}, confirm_to=deputy.id,
    )  # fmt: skip
    letter = opened(story, "step_reported")
    assert letter.row.to_address == deputy.email
    assert "Participation à la rencontre de communication" in letter.text


@pytest.mark.parametrize(
    ("actor", "by"),
    [
        (FOCAL_POINT, ["من طرف الجماعة الترابية", "par la collectivité"]),
        (COORDINATOR, ["من طرف تنسيق الشبكة", "par la coordination du réseau"]),
    ],
)
def test_a_successor_reads_what_is_proposed_and_by_whom(
    story: Story, actor: Actor, by: list[str]
) -> None:
    address = name_khalaf(story, actor)
    letter = opened(story, "successor_named")
    assert letter.row.to_address == address
    assert [words for words in by if words not in letter.text] == []
    assert "«نقطة الارتكاز»" in letter.text
    (link,) = {one for one in letter.links if "/l/" in one}
    with reading(story.engine) as session:
        bound = select(Person.email).join(SignedLink, SignedLink.person_id == Person.id)
        asked = bound.where(SignedLink.succession_id.is_not(None))
        assert session.scalars(asked).all() == [address]
    assert letter.html.count(link) == 2


def test_a_hand_over_says_which_role_passed(story: Story) -> None:
    story.fire(acts.HAND_OVER, said={"role": "deputy"})
    letter = opened(story, "hand_over_done", Role.PRESIDENT)
    assert "«نائب نقطة الارتكاز»" in letter.text
    assert "«\u00a0Suppléant du point focal\u00a0»" in letter.text


def test_a_hand_over_that_names_no_role_is_still_told(story: Story) -> None:
    story.fire(acts.HAND_OVER)
    assert "le rôle qui lui était proposé" in opened(story, "hand_over_done", Role.PRESIDENT).text


@pytest.mark.parametrize("of_step", [True, False])
def test_a_new_link_replaces_the_old_one_and_says_so(story: Story, of_step: bool) -> None:
    with writing(story.engine) as session:
        links = session.scalars(select(SignedLink).order_by(SignedLink.id)).all()
        old = next(link for link in links if (link.step_key is not None) == of_step)
        owner = session.get_one(Person, old.person_id)
        address, step = owner.email, old.step_key
        send_new_link(session, old, story.clock.now(), "asked on its page")
    with reading(story.engine) as session:
        (letter,) = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "new_link"))
    found = opened(story, "new_link", letter.role)
    assert found.row.to_address == address
    assert "لم يعد الرابط القديم صالحا" in found.text
    assert ("pour l’étape" in found.text) == (step is not None)
    fresh = {one for one in found.links if "/l/" in one}
    assert len(fresh) == 1
