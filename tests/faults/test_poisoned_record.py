"""One record that nobody can read: the others go on, and a person is told which and why."""

import asyncio
from collections.abc import Iterator
from typing import Any

import builders
import pytest
from forger import by_hand
from post_office import PostOffice, came_back
from reading_back import letters, plan_of
from sqlalchemy import Engine, delete, select, text

from flows.artifacts import moves_markdown
from lifecycle.advance import AdvanceReport, advance
from lifecycle.broken_records import BrokenRecords
from lifecycle.clock import VirtualClock
from lifecycle.incidents import incident_rows, open_incidents
from lifecycle.sweep import sweep
from models.base import table_of
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.words import CollectivityKind, IncidentKind, LetterState, Stage
from notifications.bounce_sources import FileDrop
from notifications.bounces import read_bounces
from notifications.delivery import deliver, deliver_to_mailbox
from notifications.report import DeliveryReport
from notifications.settings import MailSettings

JOINING = ("adhere_to_charter", "name_focal_point", "attend_orientation", "attend_training")
PLANS = 3
BROKEN = IncidentKind.RECORD_BROKEN


@pytest.fixture
def numbers(engine: Engine, clock: VirtualClock) -> list[int]:
    """Plans that may go on to co-creation, each with people."""
    with writing(engine) as session:
        found = builders.plans(session, PLANS, clock=clock)
        for one in range(1, PLANS + 1):
            where = builders.collectivity(
                session, CollectivityKind.COMMUNE, f"05.091.07.{one:02}"
            )  # fmt: skip
            builders.people_of(session, where)
        for number in found:
            for step in JOINING:
                builders.settle(session, number, step, clock)
    return found


def spoil(engine: Engine, what: str, number: int) -> None:
    """Change a row as no code of ours does: by hand, or by a release that is not this one."""
    with engine.begin() as connection:
        connection.execute(text(what), {"n": number})


def told(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [one.told for one in open_incidents(incident_rows(session)) if one.kind == BROKEN]


def reference(engine: Engine, number: int) -> str:
    with reading(engine) as session:
        query = text("SELECT reference FROM plan WHERE id = :n")
        return str(session.scalar(query, {"n": number}))


def stages(engine: Engine) -> dict[int, str]:
    with reading(engine) as session:
        rows = session.execute(text("SELECT id, stage FROM plan"))
        return {row.id: row.stage for row in rows}


@pytest.mark.parametrize(
    ("what", "mended"),
    [
        (
            "UPDATE plan SET pathway_version = '99' WHERE id = :n",
            "UPDATE plan SET pathway_version = '1' WHERE id = :n",
        ),
        (
            "UPDATE plan SET cycle = 7 WHERE id = :n",
            "UPDATE plan SET cycle = 1 WHERE id = :n",
        ),
        (
            "UPDATE plan_step SET state = 'lost' WHERE plan_id = :n AND key = 'attend_training'",
            "UPDATE plan_step SET state = 'accepted' WHERE plan_id = :n"
            " AND key = 'attend_training'",
        ),
    ],
    ids=["a table that is none", "a cycle without a calendar", "a step in no state"],
)
def test_one_plan_that_cannot_be_read_stops_no_other_and_goes_on_when_it_is_mended(
    engine: Engine, clock: VirtualClock, numbers: list[int], what: str, mended: str
) -> None:
    bad, version = numbers[2], plan_of(engine, numbers[2]).pathway.version
    spoil(engine, what, bad)
    report = advance(engine, on=clock.on, clock=clock)
    assert list(report.broken) == [reference(engine, bad)]
    assert len(report.moved) == PLANS - 1
    stood = stages(engine)
    assert stood.pop(bad) == Stage.JOINING
    assert set(stood.values()) == {Stage.CO_CREATION}
    (incident,) = told(engine)
    assert reference(engine, bad) in incident
    assert advance(engine, on=clock.on, clock=clock).broken == report.broken
    assert len(letters(engine, "incident")) == 2  # told once a day, to coordinator and admin
    spoil(engine, mended.replace("'1'", f"'{version}'"), bad)
    assert moved(advance(engine, on=clock.on, clock=clock)) == [reference(engine, bad)]
    assert told(engine) == []


def moved(report: AdvanceReport) -> list[str]:
    assert report.broken == {}
    return [reference for reference, _ in report.moved]


def test_a_dry_run_names_the_plan_and_the_rest(
    engine: Engine, clock: VirtualClock, numbers: list[int]
) -> None:
    spoil(engine, "UPDATE plan SET pathway_version = '99' WHERE id = :n", numbers[0])
    report = advance(engine, on=clock.on, clock=clock, dry_run=True)
    assert (len(report.moved), len(report.broken)) == (PLANS - 1, 1)
    assert set(stages(engine).values()) == {Stage.JOINING}
    shown = moves_markdown(report, dry_run=True)
    assert f"| {reference(engine, numbers[0])} | KeyError: '99' |" in shown


def test_what_breaks_every_plan_is_told_in_one_line(
    engine: Engine, clock: VirtualClock, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifecycle.broken_records.SHOWN", PLANS - 1)
    by_hand(engine, text("UPDATE plan SET pathway_version = '99'"))
    assert len(advance(engine, on=clock.on, clock=clock).broken) == PLANS
    (incident,) = told(engine)
    assert incident.startswith(f"{PLANS} could not be looked at")
    assert incident.endswith(" ...")


def test_a_replay_stops_and_says_which(
    engine: Engine, clock: VirtualClock, numbers: list[int]
) -> None:
    spoil(engine, "UPDATE plan SET pathway_version = '99' WHERE id = :n", numbers[0])
    with pytest.raises(BrokenRecords, match=reference(engine, numbers[0])):
        advance(engine, on=clock.on, clock=clock, cause="replay:test")


@pytest.fixture
def asked(engine: Engine, clock: VirtualClock) -> list[int]:
    """Plans whose first steps are late."""
    with writing(engine) as session:
        found = builders.plans(session, PLANS, clock=clock)
        builders.people_of(session, builders.collectivity(session))
    clock.on = builders.FOUNDED.replace(month=12)
    return found


@pytest.mark.parametrize(
    "what",
    [
        "UPDATE plan_step SET state = 'lost' WHERE plan_id = :n AND key = 'adhere_to_charter'",
        "UPDATE plan SET pathway_version = '99' WHERE id = :n",
    ],
    ids=["a step in no state", "a table that is none"],
)
def test_one_step_that_cannot_be_read_keeps_no_other_from_its_reminders(
    engine: Engine, clock: VirtualClock, asked: list[int], what: str
) -> None:
    bad = asked[1]
    spoil(engine, what, bad)
    report = sweep(engine, on=clock.on, clock=clock)
    assert list(report.broken) == [reference(engine, bad)]
    reminded = {one.plan_id for one in letters(engine, "step_overdue")}
    assert set(asked) - {bad} <= reminded
    (incident,) = told(engine)
    assert reference(engine, bad) in incident
    assert sweep(engine, on=clock.on, clock=clock).letters == 0


def test_batches_go_on_past_what_stays_due(
    engine: Engine, clock: VirtualClock, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifecycle.sweep.BATCH", 3)
    spoil(engine, "UPDATE plan SET pathway_version = '99' WHERE id = :n", asked[0])
    sweep(engine, on=clock.on, clock=clock)
    reminded = {one.plan_id for one in letters(engine, "step_overdue")}
    assert reminded == set(asked[1:])


@pytest.fixture
def owed(engine: Engine, clock: VirtualClock) -> Iterator[list[str]]:
    """Letters that are due, of as many plans."""
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05")
        builders.plans(session, PLANS, clock=clock)
        for one in range(1, PLANS + 1):
            where = builders.collectivity(session, CollectivityKind.COMMUNE, f"05.091.07.{one:02}")
            builders.people_of(session, where)
    with reading(engine) as session:
        query = select(OutboxLetter.id).where(
            OutboxLetter.kind == "welcome", OutboxLetter.role == "focal_point"
        )
        yield list(session.scalars(query.order_by(OutboxLetter.plan_id)))


def states(engine: Engine, numbers: list[str]) -> list[str]:
    table = table_of(OutboxLetter)
    with reading(engine) as session:
        rows = session.execute(select(table.c.id, table.c.state).where(table.c.id.in_(numbers)))
        found: dict[str, str] = {row.id: row.state for row in rows}
    return [found[number] for number in numbers]


def cause_of(engine: Engine, number: str) -> str:
    with reading(engine) as session:
        query = text("SELECT cause FROM outbox_letter WHERE id = :n")
        return str(session.scalar(query, {"n": number}))


SPOILT = [
    "UPDATE outbox_letter SET context = '[1, 2]' WHERE id = :n",
    "UPDATE outbox_letter SET role = 'sultan' WHERE id = :n",
    "UPDATE outbox_letter SET occurrence = 1, step_key = 'x', kind = 'step_opened',"
    " context = '\"x\"' WHERE id = :n",
]


@pytest.mark.parametrize("what", SPOILT, ids=["facts that are none", "a role that is none", "both"])
def test_one_letter_that_cannot_be_read_is_held_and_the_others_leave_the_mailbox_way(
    engine: Engine, clock: VirtualClock, owed: list[str], what: str
) -> None:
    spoil_letter(engine, what, owed[1])
    report = deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    held_with_its_cause(engine, owed, report)


def held_with_its_cause(engine: Engine, owed: list[str], report: DeliveryReport) -> None:
    expected = [LetterState.ACCEPTED] * PLANS
    expected[1] = LetterState.HELD
    assert states(engine, owed) == expected
    assert report.states[LetterState.HELD] == 1
    assert cause_of(engine, owed[1]).startswith("it could not be read: ")


def spoil_letter(engine: Engine, what: str, number: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(what), {"n": number})


def by_wire(engine: Engine, clock: VirtualClock, office: PostOffice) -> DeliveryReport:
    with office.open() as env:
        settings = MailSettings(
            delivery="smtp", port=int(env["INFITAH_MAIL_PORT"]), security="none", live=True
        )
        return asyncio.run(deliver(engine, clock=clock, settings=settings))


def test_one_letter_that_cannot_be_read_is_held_and_the_others_leave_by_wire(
    engine: Engine, clock: VirtualClock, owed: list[str]
) -> None:
    spoil_letter(engine, SPOILT[1], owed[1])
    office = PostOffice()
    report = by_wire(engine, clock, office)
    held_with_its_cause(engine, owed, report)
    assert {*owed} - {owed[1]} <= office.copies.keys()
    assert owed[1] not in office.copies


def test_a_letter_whose_bytes_are_gone_is_held_and_the_others_leave(
    engine: Engine, clock: VirtualClock, owed: list[str]
) -> None:
    spoil_letter(
        engine, "UPDATE outbox_letter SET state = 'deferred', attempts = 1 WHERE id = :n", owed[1]
    )  # it was tried: the bytes that were stored then go again
    messages = table_of(LetterMessage)
    by_hand(engine, delete(messages).where(messages.c.letter_id == owed[1]))
    report = by_wire(engine, clock, PostOffice())
    held_with_its_cause(engine, owed, report)


def test_a_dead_delivery_s_letter_that_cannot_be_read_is_held_and_the_others_are_taken_back(
    engine: Engine, clock: VirtualClock, owed: list[str]
) -> None:
    for number in owed:
        spoil_letter(
            engine, "UPDATE outbox_letter SET state = 'claimed', claimed_by = 'a:1:dead'"
            " WHERE id = :n", number,
        )  # fmt: skip
    spoil_letter(engine, SPOILT[1], owed[1])
    report = by_wire(engine, clock, PostOffice())
    assert report.reclaimed == PLANS
    held_with_its_cause(engine, owed, report)


def test_what_breaks_every_letter_holds_none(
    engine: Engine, clock: VirtualClock, owed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise PermissionError("link-keys.txt")

    monkeypatch.setattr("notifications.preparation.load_keys", refuse)
    with pytest.raises(PermissionError):
        deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    assert set(states(engine, owed)) == {LetterState.QUEUED}


def test_one_report_that_cannot_be_recorded_stops_no_other(
    engine: Engine, clock: VirtualClock, owed: list[str], tmp_path: Any
) -> None:
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    for at, number in enumerate(owed[:3]):
        with reading(engine) as session:
            address = session.get_one(OutboxLetter, number).to_address or ""
        (tmp_path / f"{at}.eml").write_bytes(came_back(number, address))
    spoil_letter(engine, "UPDATE outbox_letter SET role = 'sultan' WHERE id = :n", owed[1])
    counts = read_bounces(engine, [FileDrop(tmp_path)], clock)
    assert counts == {"failed": 1, "address": 2}
    assert [path.name for path in tmp_path.glob("*.eml")] == ["1.eml"]
    assert states(engine, owed[:3])[::2] == [LetterState.UNDELIVERABLE] * 2
    spoil_letter(engine, "UPDATE outbox_letter SET role = 'focal_point' WHERE id = :n", owed[1])
    assert read_bounces(engine, [FileDrop(tmp_path)], clock) == {"address": 1}
