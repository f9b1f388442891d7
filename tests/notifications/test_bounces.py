"""Letters that came back: what a report says, what becomes of the letter, and where files go."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from sqlalchemy import Engine, func, select, update

from lifecycle.clock import VirtualClock
from models.bounce import Bounce
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.words import BounceKind, CollectivityKind, LetterState, Role
from notifications.bounce_report import LARGEST, classify, read_report
from notifications.bounce_sources import BounceSettings, FileDrop, Maildir, bounce_sources
from notifications.bounces import read_bounces, read_one
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings

OPENED = builders.FOUNDED
# As Postfix 3.7 writes it, with the lines that are not looked at left out.
REPORT = """\
Return-Path: <>
Date: Fri, 21 Oct 2022 10:00:00 +0000
From: MAILER-DAEMON@relay.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: coordination@infitah.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
{envelope}
Arrival-Date: Fri, 21 Oct 2022 09:59:00 +0000

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.commune.example
Diagnostic-Code: smtp; {diagnostic}

--b1
Content-Type: text/rfc822-headers

To: {returned_to}
{header}

--b1--
"""
VACATION = b"""\
From: focal@commune.example
To: coordination@infitah.example
Subject: Absence du bureau
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

Je suis absent jusqu'au 4 novembre.
"""


def bounce(letter: str = "", **changed: str) -> bytes:
    told = {
        "envelope": f"Original-Envelope-Id: {letter}",
        "header": f"X-Infitah-Delivery: {letter}",
        "address": "focal@commune.example",
        "action": "failed",
        "status": "5.1.1",
        "diagnostic": "550 5.1.1 <focal@commune.example>: Recipient address rejected",
    } | changed
    told.setdefault("returned_to", told["address"])
    return REPORT.format(**told).encode()


ID = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("keys"),
    [
        {"envelope": f"Original-Envelope-Id: {ID}", "header": "X-Other: 1"},
        {"envelope": "X-Postfix-Queue-ID: 1", "header": f"X-Infitah-Delivery: {ID}"},
        {"envelope": "X-Postfix-Queue-ID: 1", "header": f"Message-ID: <{ID}@infitah.example>"},
    ],
    ids=["envelope", "header", "message-id"],
)
def test_each_of_the_three_keys_names_the_letter(keys: dict[str, str]) -> None:
    report = read_report(bounce(**keys))
    assert report is not None
    assert report.letters == (ID,)
    assert report.addresses == ("focal@commune.example",)
    assert (report.kind, report.action, report.status) == (BounceKind.ADDRESS, "failed", "5.1.1")
    assert "Recipient address rejected" in report.diagnostic


def test_a_whole_returned_letter_names_it_as_well() -> None:
    raw = bounce(envelope="X-Postfix-Queue-ID: 1", header=f"X-Infitah-Delivery: {ID}")
    report = read_report(raw.replace(b"text/rfc822-headers", b"message/rfc822"))
    assert report is not None
    assert report.letters == (ID,)


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", BounceKind.ADDRESS),
        ("failed", "5.1.10", BounceKind.ADDRESS),
        ("failed", "5.2.1", BounceKind.ADDRESS),
        ("failed", "5.4.4", BounceKind.ADDRESS),
        ("failed", "5.1.8", BounceKind.POLICY),
        ("failed", "5.2.2", BounceKind.FULL),
        ("failed", "4.2.2", BounceKind.FULL),
        ("failed", "5.7.1", BounceKind.POLICY),
        ("failed", "5.3.4", BounceKind.CONTENT),
        ("failed", "5.6.1", BounceKind.CONTENT),
        ("failed", "4.4.1", BounceKind.OTHER),
        ("failed", "4.1.1", BounceKind.OTHER),
        ("failed", "5.0.0", BounceKind.OTHER),
        ("failed", "nonsense", BounceKind.OTHER),
        ("delayed", "4.4.1", BounceKind.DELAY),
        ("delayed", "5.1.1", BounceKind.DELAY),
        ("delivered", "2.1.5", BounceKind.OTHER),
        ("relayed", "5.1.1", BounceKind.OTHER),
    ],
)
def test_a_report_is_classified_by_its_action_and_status(
    action: str, status: str, kind: BounceKind
) -> None:
    assert classify(action, status) == kind


def test_a_general_status_is_made_precise_by_the_servers_words() -> None:
    report = read_report(bounce(ID, status="5.0.0", diagnostic="550 5.2.2 mailbox full"))
    assert report is not None
    assert (report.kind, report.status) == (BounceKind.FULL, "5.2.2")


def test_a_number_in_the_words_is_no_status_when_one_is_given() -> None:
    report = read_report(bounce(ID, status="5.2.2", diagnostic="550 5.1.1 see 192.5.1.1"))
    assert report is not None
    assert report.kind == BounceKind.FULL


@pytest.mark.parametrize(
    "raw",
    [
        VACATION,
        b"",
        b"\xff\xfe\x00 no mail",
        b"Content-Type: multipart/report; boundary=x\n\n--x\n\nno status\n--x--\n",
        b"Content-Type: multipart/report\n\nno boundary",
        bounce(ID) + b" " * LARGEST,
        b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n)
                 for n in range(3000)),
    ],
    ids=["vacation", "empty", "noise", "no status", "no boundary", "too large", "nested"],
)  # fmt: skip
def test_what_is_no_report_is_none(raw: bytes) -> None:
    assert read_report(raw) is None


class Sent:
    """One letter to a focal point of a commune that was accepted by a mail server."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.clock = engine, VirtualClock(OPENED)
        with writing(engine) as session:
            builders.collectivity(session, CollectivityKind.REGION, "05")
            builders.plan(session, clock=self.clock)
            self.people = {
                role: who.id
                for role, who in builders.people_of(session, builders.collectivity(session)).items()
            }
        self.deliver()
        with reading(engine) as session:
            query = select(OutboxLetter).where(
                OutboxLetter.state == LetterState.ACCEPTED,
                OutboxLetter.person_id == self.people[Role.FOCAL_POINT],
            )
            letter = session.scalars(query).first()
            assert letter is not None
            self.id, self.address = letter.id, str(letter.to_address)

    def deliver(self) -> None:
        deliver_to_mailbox(self.engine, clock=self.clock, settings=MailSettings())

    def read(self, **changed: str) -> str:
        raw = bounce(self.id, **{"address": self.address} | changed)
        return read_one(self.engine, raw, self.clock.now())

    def letter(self, key: str | None = None) -> OutboxLetter:
        with reading(self.engine) as session:
            return session.scalars(
                select(OutboxLetter).where(
                    OutboxLetter.key == key if key else OutboxLetter.id == self.id
                )
            ).one()

    def focal_point(self) -> Person:
        with reading(self.engine) as session:
            return session.get_one(Person, self.people[Role.FOCAL_POINT])

    def change(self, **values: Any) -> None:
        with writing(self.engine) as session:
            session.execute(update(OutboxLetter).where(OutboxLetter.id == self.id).values(**values))

    def bounces(self) -> list[Bounce]:
        with reading(self.engine) as session:
            return list(session.scalars(select(Bounce).order_by(Bounce.id)))


@pytest.fixture
def sent(engine: Engine) -> Sent:
    return Sent(engine)


def test_a_wrong_address_is_marked_and_the_letter_goes_to_who_stands_in(sent: Sent) -> None:
    assert sent.read() == "address"
    (noted,) = sent.bounces()
    assert (noted.letter_id, noted.kind, noted.status) == (sent.id, BounceKind.ADDRESS, "5.1.1")
    focal = sent.focal_point()
    assert focal.undeliverable_since == OPENED
    assert "5.1.1" in str(focal.undeliverable_cause)
    letter = sent.letter()
    assert letter.state == LetterState.UNDELIVERABLE
    assert str(letter.cause).startswith("came back (address): 5.1.1")
    sent.clock.on = date(2022, 10, 24)
    sent.deliver()
    again = sent.letter(letter.key + ":again")
    assert (again.state, again.person_id) == (LetterState.ACCEPTED, sent.people[Role.DEPUTY])


@pytest.mark.parametrize(
    ("status", "kind"),
    [("5.2.2", "full"), ("5.7.1", "policy"), ("5.3.4", "content"), ("4.4.1", "other")],
)
def test_any_other_failure_shows_the_letter_and_keeps_the_address(
    sent: Sent, status: str, kind: str
) -> None:
    assert sent.read(status=status) == kind
    assert sent.letter().state == LetterState.UNDELIVERABLE
    assert f"came back ({kind}): {status}" in str(sent.letter().cause)
    assert sent.focal_point().undeliverable_since is None


def test_a_delay_leaves_the_letter_accepted_and_says_so(sent: Sent) -> None:
    assert sent.read(action="delayed", status="4.4.1", diagnostic="timed out") == "delay"
    letter = sent.letter()
    assert (letter.state, letter.cause) == (
        LetterState.ACCEPTED, "came back (delay): 4.4.1 smtp; timed out",
    )  # fmt: skip


def test_the_good_news_of_a_delivery_change_nothing(sent: Sent) -> None:
    sent.read(action="delivered", status="2.1.5")
    assert (sent.letter().state, sent.letter().cause) == (LetterState.ACCEPTED, None)


def test_the_same_report_read_twice_counts_once(sent: Sent) -> None:
    assert (sent.read(), sent.read()) == ("address", "known")
    assert len(sent.bounces()) == 1


def test_a_second_report_of_a_letter_owes_it_only_once_more(sent: Sent) -> None:
    sent.read()
    sent.read(diagnostic="550 5.1.1 once more")
    with reading(sent.engine) as session:
        query = select(func.count()).where(OutboxLetter.key.like("%:again"))
        assert session.scalar(query) == 1
    assert len(sent.bounces()) == 2


def test_a_report_about_another_address_is_kept_and_believed_in_nothing(sent: Sent) -> None:
    assert sent.read(address="stranger@other.example") == "other"
    assert sent.letter().state == LetterState.ACCEPTED
    assert sent.focal_point().undeliverable_since is None
    assert sent.bounces()[0].address == "stranger@other.example"


def test_a_forwarded_letter_is_known_by_the_address_it_was_sent_to(sent: Sent) -> None:
    assert sent.read(address="new@other.example", returned_to=sent.address.upper()) == "address"
    assert sent.focal_point().undeliverable_since == OPENED


def test_an_address_that_was_corrected_since_stays_usable(sent: Sent) -> None:
    with writing(sent.engine) as session:
        session.get_one(Person, sent.people[Role.FOCAL_POINT]).email = "right@commune.example"
    assert sent.read() == "address"
    assert sent.focal_point().undeliverable_since is None
    sent.clock.on = date(2022, 10, 24)
    sent.deliver()
    assert sent.letter(sent.letter().key + ":again").to_address == "right@commune.example"


@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.CLAIMED, LetterState.CANCELLED])
def test_a_letter_that_was_not_sent_is_left_alone(sent: Sent, state: LetterState) -> None:
    sent.change(state=state)
    sent.read()
    assert sent.letter().state == state
    assert sent.focal_point().undeliverable_since is None


def test_a_letter_whose_answer_was_lost_was_sent_after_all(sent: Sent) -> None:
    sent.change(state=LetterState.UNKNOWN)
    sent.read()
    assert sent.letter().state == LetterState.UNDELIVERABLE


def test_a_replayed_letter_never_left_so_it_cannot_come_back(sent: Sent) -> None:
    sent.change(replayed=True)
    assert sent.read() == "not_ours"
    assert sent.bounces() == []


def test_a_report_about_no_letter_of_ours_is_not_ours(sent: Sent) -> None:
    assert read_one(sent.engine, bounce(ID), sent.clock.now()) == "not_ours"
    assert read_one(sent.engine, VACATION, sent.clock.now()) == "not_ours"


@pytest.fixture
def drop(tmp_path: Path) -> Iterator[FileDrop]:
    folder = tmp_path / "bounces"
    folder.mkdir()
    yield FileDrop(folder)
    shutil.rmtree(folder)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_what_was_read_lies_aside_and_what_was_not_understood_beside_it(
    sent: Sent, drop: FileDrop
) -> None:
    (drop.folder / "1.eml").write_bytes(bounce(sent.id, address=sent.address))
    (drop.folder / "2.eml").write_bytes(VACATION)
    (drop.folder / "note.txt").write_text("mine")
    counts = read_bounces(sent.engine, [drop], sent.clock)
    assert counts == {"address": 1, "not_ours": 1}
    assert names(drop.folder) == ["note.txt", "other/2.eml", "read/1.eml"]
    assert read_bounces(sent.engine, [drop], sent.clock) == {}


def test_a_file_that_was_recorded_before_a_crash_is_known_and_moved(
    sent: Sent, drop: FileDrop
) -> None:
    raw = bounce(sent.id, address=sent.address)
    read_one(sent.engine, raw, sent.clock.now())
    (drop.folder / "1.eml").write_bytes(raw)
    assert read_bounces(sent.engine, [drop], sent.clock) == {"known": 1}
    assert names(drop.folder) == ["read/1.eml"]


def test_a_file_is_never_written_over(sent: Sent, drop: FileDrop) -> None:
    for words in (VACATION, VACATION + b"encore"):
        (drop.folder / "1.eml").write_bytes(words)
        read_bounces(sent.engine, [drop], sent.clock)
    assert len(names(drop.folder)) == 2


def test_a_link_out_of_the_folder_is_not_followed(drop: FileDrop, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    os.symlink(tmp_path / "secret", drop.folder / "1.eml")
    assert list(drop.messages()) == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(FileDrop(tmp_path / "none").messages()) == []
    assert list(Maildir(tmp_path / "none").messages()) == []


def test_in_a_maildir_ours_are_marked_as_seen_and_all_else_stays(
    sent: Sent, tmp_path: Path
) -> None:
    box = tmp_path / "Maildir"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    (box / "new" / "1.host").write_bytes(bounce(sent.id, address=sent.address))
    (box / "new" / "2.host").write_bytes(VACATION)
    other = bounce(sent.id, address=sent.address, diagnostic="550 5.1.1 twice")
    (box / "cur" / "3.host:2,F").write_bytes(other)
    (box / "cur" / "4.host:2,S").write_bytes(VACATION)
    counts = read_bounces(sent.engine, [Maildir(box)], sent.clock)
    assert counts == {"address": 2, "not_ours": 1}
    assert names(box) == ["cur/1.host:2,S", "cur/3.host:2,FS", "cur/4.host:2,S", "new/2.host"]


def test_a_maildir_is_read_when_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [type(one) for one in bounce_sources()] == [FileDrop]
    monkeypatch.setenv("INFITAH_BOUNCE_MAILDIR", str(tmp_path))
    assert bounce_sources(BounceSettings())[1] == Maildir(tmp_path)
