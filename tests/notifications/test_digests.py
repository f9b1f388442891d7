"""The coordinators' digest: what waits for them is told in it, in both languages."""

from datetime import date, timedelta
from email import message_from_bytes
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, select

from lifecycle import acts, door
from lifecycle.absences import say_absent
from lifecycle.briefing import write_digests
from lifecycle.clock import VirtualClock
from models.database import writing
from models.outbox import OutboxLetter
from models.person import Person
from models.words import CollectivityKind, Language, LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.digests import DIGEST, Digest
from notifications.due import COLUMNS, LETTER, Due
from notifications.mailbox import exact_bytes, open_letter
from notifications.settings import MailSettings

STEP = "adhere_to_charter"  # due on 11 November 2022
MONDAY = date(2022, 10, 24)


@pytest.fixture
def waiting(engine: Engine) -> Engine:
    """A plan that asks for more time, whose deputy is out of reach and whose president is away."""
    at = VirtualClock(builders.FOUNDED).now()
    with writing(engine) as session:
        region = builders.collectivity(session, CollectivityKind.REGION, "05")
        region.region_code = "05"
        plan = builders.plan(session)
        people = builders.people_of(session, builders.collectivity(session))
        door.fire(
            session, plan, acts.ASK_EXTENSION, actor=builders.FOCAL_POINT, at=at, step=STEP,
            due_on=date(2022, 11, 25), reason="fêtes",
        )  # fmt: skip
        away = people[Role.PRESIDENT].id
        say_absent(
            session, plan, away, builders.FOUNDED, builders.FOUNDED + timedelta(days=9),
            actor=acts.focal_point(away), at=at, cause="test",
        )  # fmt: skip
        session.get_one(Person, people[Role.DEPUTY].id).undeliverable_since = builders.FOUNDED
    write_digests(engine, clock=VirtualClock(MONDAY), dry_run=False, cause="test")
    return engine


def facts(engine: Engine, region: str | None, block: Language) -> dict[str, Any]:
    with writing(engine) as session:
        whose = LETTER.c.region_code == region if region else LETTER.c.region_code.is_(None)
        row = session.execute(select(*COLUMNS).where(LETTER.c.kind == DIGEST, whose)).one()
        return Digest(session, Due(*row), MONDAY).facts(block)


@pytest.mark.parametrize("region", ["05", None])
def test_what_waits_is_counted(waiting: Engine, region: str | None) -> None:
    counts = facts(waiting, region, Language.FRENCH)["counts"]
    assert (counts["extensions"], counts["unreachable"], counts["no_focal_point"]) == (1, 1, 0)
    assert counts["plans"] == 1


def test_an_extension_is_told_with_its_two_dates(waiting: Engine) -> None:
    (row,) = facts(waiting, "05", Language.ARABIC)["extensions"]
    assert row["collectivity"] == "جماعة بني ملال"
    assert (row["due_on"], row["asked_until"]) == (date(2022, 11, 11), date(2022, 11, 25))


def test_the_digest_is_written_with_all_of_it(waiting: Engine) -> None:
    deliver_to_mailbox(waiting, clock=VirtualClock(MONDAY), settings=MailSettings())
    with writing(waiting) as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == DIGEST)
        letter = session.scalars(query.where(OutboxLetter.region_code == "05")).one()
        assert (letter.state, letter.cause) == (LetterState.ACCEPTED, None)
        opened = open_letter(session, letter.id)
    assert opened is not None
    text = opened.text.replace("\u200e", "").replace("\u00a0", " ")
    assert "Délais demandés : 1" in text
    assert "25 نونبر 2022" in text
    assert "Délais qui attendent votre réponse" in opened.html
    assert "fêtes" not in opened.text  # the reason is read behind the sign-in


def test_the_digest_shows_the_plots_and_says_their_numbers(waiting: Engine) -> None:
    deliver_to_mailbox(waiting, clock=VirtualClock(MONDAY), settings=MailSettings())
    with writing(waiting) as session:
        query = select(OutboxLetter.id).where(OutboxLetter.kind == DIGEST)
        number = session.scalars(query.where(OutboxLetter.region_code == "05")).one()
        opened, message = open_letter(session, number), exact_bytes(session, number)
    assert opened is not None
    text = opened.text.replace("\u200e", "").replace("\u00a0", " ")
    assert "الأعضاء حسب المرحلة: الانخراط 1" in text
    assert "Les membres par phase : Adhésion 1" in text
    assert "Les retards par région : personne n’est en retard" in text
    parts = message_from_bytes(message or b"").walk()
    named = {part["Content-ID"] for part in parts if part.get_content_type() == "image/png"}
    assert named == {"<stages-ar>", "<stages-fr>", "<lateness-ar>", "<lateness-fr>"}
    assert opened.html.count('src="data:image/png;base64,') == 4
    assert "cid:" not in opened.html
