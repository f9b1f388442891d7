"""The right of erasure: the name, the addresses and the words go; the history still verifies."""

from typing import Any

import builders
import orjson
import pytest
from known_person import DIAGNOSTIC, EMAIL, MARKS, NAME, REASON, TODAY, Known, a_known_person
from sqlalchemy import Engine, func, select

from audit.erase_person import Erased, erase_person
from audit.findings import FindingKind
from audit.found_person import NoSuchPerson, find_person
from audit.held_on_person import held_on_person
from audit.person_reasons import Because
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.addresses import lift_address
from lifecycle.clock import VirtualClock
from lifecycle.cohort_cells import as_address
from lifecycle.errors import Refused
from lifecycle.history import broken_link
from lifecycle.plans import broken_history, chain_of, history_of
from lifecycle.succession import name_successor
from models.account import Account, AccountSession
from models.base import Base
from models.bounce import Bounce
from models.database import reading, writing
from models.history import HistoryDisclosure
from models.link import SignedLink
from models.log import LogEntry
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.person import Absence, Person, RoleHolding
from models.succession import Succession
from models.words import Language, LetterState, Role, SuccessionState
from notifications.wire_text import HeaderRefused, wire_address


def erase(known: Known) -> Erased:
    with writing(known.engine) as session:
        return erase_person(session, known.person, Because.ASKED, known.occasion())


def count(engine: Engine, record: Any, *where: Any) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(record).where(*where)) or 0


def everything(engine: Engine) -> str:
    """All rows of all tables as text, the words of the letters among them."""
    with reading(engine) as session:
        return "\n".join(
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(table.select())
        )


def test_no_table_holds_the_name_an_address_or_a_word_any_more(engine: Engine) -> None:
    known = a_known_person(engine)
    before = everything(engine)
    assert [mark in before for mark in (*MARKS, DIAGNOSTIC)] == [True] * 4
    erase(known)
    after = everything(engine)
    assert [mark in after for mark in (*MARKS, DIAGNOSTIC)] == [False] * 4


def test_the_chain_the_head_and_the_whole_log_still_hold(engine: Engine) -> None:
    known = a_known_person(engine)
    erase(known)
    with reading(engine) as session:
        assert broken_link(chain_of(session, known.plan)) is None
        assert broken_history(session, known.plan) is None
    assert verify(engine).findings.kept == []


def test_words_that_vanish_without_an_entry_are_found(engine: Engine) -> None:
    a_known_person(engine)
    with writing(engine) as session:
        table = Base.metadata.tables["history_disclosure"]
        session.connection().execute(table.delete())
    found = {one.kind for one in verify(engine).findings.kept}
    assert found == {FindingKind.WORDS}


def test_the_log_says_who_and_which_words_and_no_value(engine: Engine) -> None:
    known = a_known_person(engine)
    erased = erase(known)
    with reading(engine) as session:
        (entry,) = session.scalars(select(LogEntry)).all()
        entries = history_of(session, known.plan)
    said = orjson.loads(entry.canonical)
    assert said["type"] == "erased"
    assert said["body"] == {"person": known.number, "words": erased.words, "because": "asked"}
    told = {row.trigger for row in entries if row.seq in {seq for _, seq, _ in erased.words}}
    assert told == {acts.ASK_EXTENSION, acts.SAY_ABSENT}
    assert [row.reason for row in entries] == [""] * len(entries)


def test_what_stands_in_place_of_the_person_can_be_written_to_by_nobody(engine: Engine) -> None:
    known = a_known_person(engine)
    erase(known)
    with reading(engine) as session:
        person = session.get_one(Person, known.person)
        with pytest.raises(NoSuchPerson):
            find_person(session, EMAIL)
    assert (person.name, person.erased_on) == (known.number, TODAY)
    assert person.undeliverable_since == TODAY
    assert as_address(person.email) is None
    with pytest.raises(HeaderRefused):
        wire_address("To", person.email)
    with writing(engine) as session, pytest.raises(Refused):
        lift_address(session, known.person)


def test_letters_that_wait_are_cancelled_with_a_cause_and_none_leaves(engine: Engine) -> None:
    known = a_known_person(engine)
    erased = erase(known)
    cancelled = [row for row in _rows(engine, OutboxLetter) if row.state == LetterState.CANCELLED]
    assert len(cancelled) == erased.counts["letters cancelled"] > 0
    assert {row.cause for row in cancelled} == {"its reader was erased (law 09-08)"}
    known.deliver(TODAY)
    assert count(engine, OutboxLetter, OutboxLetter.person_id == known.person,
                 OutboxLetter.to_address.is_not(None)) == 0  # fmt: skip


def test_the_letters_stay_as_rows_without_what_they_said(engine: Engine) -> None:
    known = a_known_person(engine)
    before = {row.id: row.state for row in known.letters()}
    erase(known)
    after = {row.id: row for row in known.letters()}
    assert set(before) <= set(after)
    for row in after.values():
        assert (row.subject, row.to_address, row.language) == (None, None, None)
    of_theirs = LetterMessage.letter_id.in_(list(after))
    assert count(engine, LetterMessage, of_theirs) == 0
    assert count(engine, LetterMessage) > 0  # the letters of the others stay
    assert count(engine, DeliveryAttempt, DeliveryAttempt.answer != "") == 0
    assert count(engine, Bounce, Bounce.address.is_not(None)) == 0
    assert count(engine, Bounce) == 1


def test_letters_to_others_that_told_their_words_lose_them(engine: Engine) -> None:
    known = a_known_person(engine)
    of_entry = [row for row in _rows(engine, OutboxLetter) if row.kind == "extension_asked"]
    assert [row.context["reason"] for row in of_entry] == [REASON]
    assert count(engine, LetterMessage, LetterMessage.letter_id == of_entry[0].id) == 1
    erase(known)
    (row,) = [row for row in _rows(engine, OutboxLetter) if row.kind == "extension_asked"]
    assert row.context["reason"] == ""
    assert row.person_id == known.coordinator
    assert count(engine, LetterMessage, LetterMessage.letter_id == row.id) == 0


def test_ways_in_and_absences_are_gone_and_links_open_nothing(engine: Engine) -> None:
    known = a_known_person(engine)
    assert count(engine, SignedLink, SignedLink.revoked_at.is_(None)) > 0
    erase(known)
    assert [count(engine, record) for record in (Account, AccountSession, Absence)] == [0, 0, 0]
    theirs = SignedLink.person_id == known.person
    assert count(engine, SignedLink, theirs, SignedLink.revoked_at.is_(None)) == 0
    assert count(engine, SignedLink, theirs) > 0


def test_what_is_official_stays_by_number(engine: Engine) -> None:
    known = a_known_person(engine)
    erase(known)
    with reading(engine) as session:
        kept = {one.where for one in held_on_person(session, known.person)}
    assert {"role_holding", "history_entry", "evidence", "filed_document"} <= kept
    assert {"absence", "account", "account_session"} & kept == set()
    assert "log_entry" in kept


def test_who_holds_a_role_is_not_erased_and_is_told_which(engine: Engine) -> None:
    known = a_known_person(engine, left=False)
    before = everything(engine)
    with pytest.raises(Refused) as refused:
        erase(known)
    said = refused.value.phrase
    assert "Focal point (Commune of Béni Mellal)" in said.en
    assert "successor first" in said.en
    assert "Point focal" in said.fr
    assert "بني ملال" in said.ar
    assert everything(engine) == before


def test_a_role_of_a_region_and_one_of_the_network_are_told_as_well(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        who = session.get_one(Person, known.person)
        where = builders.collectivity(session)
        builders.hold(session, who, Role.REGION_COORDINATOR, where)
        builders.hold(session, who, Role.AUDITOR)
    with pytest.raises(Refused, match="the whole network") as refused:
        erase(known)
    assert "Région" in refused.value.phrase.fr


def test_a_second_erasure_is_refused(engine: Engine) -> None:
    known = a_known_person(engine)
    erase(known)
    with pytest.raises(Refused, match="erased already"):
        erase(known)


def test_who_was_named_and_has_not_answered_takes_over_nothing(engine: Engine) -> None:
    known = a_known_person(engine)
    at = VirtualClock(TODAY).now()
    with writing(engine) as session:
        named = name_successor(
            session, known.plan, Role.DEPUTY, "Hind Oubli", "hind@commune.example",
            Language.BOTH, actor=acts.coordinator(known.coordinator), at=at, cause="test",
        )  # fmt: skip
        number, succession = named.successor_id, named.id
    with writing(engine) as session:
        erase_person(session, number, Because.ASKED, known.occasion())
    with reading(engine) as session:
        assert session.get_one(Succession, succession).state == SuccessionState.DECLINED
        last = history_of(session, known.plan)[-1]
        assert (last.trigger, last.actor_id) == (acts.DECLINE_ROLE, "person:cli")
        assert broken_history(session, known.plan) is None
    assert "hind@commune.example" not in everything(engine)


def test_a_letter_on_the_wire_puts_the_erasure_off(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        letter = session.get_one(OutboxLetter, known.letters()[0].id)
        letter.state, letter.next_at = LetterState.CLAIMED, VirtualClock(TODAY).now()
    with pytest.raises(Refused, match="on the wire"):
        erase(known)
    assert NAME in everything(engine)


def test_the_letters_of_a_region_forget_the_address_that_answers_went_to(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        coordinator = session.get_one(Person, known.coordinator)
        address = coordinator.email
        for one in session.scalars(
            select(RoleHolding).where(RoleHolding.person_id == known.coordinator)
        ):
            one.until_on = builders.FOUNDED
    replies = LetterMessage.letter_id.in_([row.id for row in known.letters()])
    assert count(engine, LetterMessage, replies) > 0
    with writing(engine) as session:
        erased = erase_person(session, known.coordinator, Because.ASKED, known.occasion())
    assert erased.counts["letters to others that show their address"] > 0
    assert address not in everything(engine)


def test_a_letter_of_another_that_is_being_tried_keeps_its_bytes_until_it_left(
    engine: Engine,
) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        row = session.scalars(
            select(OutboxLetter).where(OutboxLetter.kind == "extension_asked")
        ).one()
        row.state, row.attempts = LetterState.DEFERRED, 1
        row.next_at = VirtualClock(TODAY).now()
    with pytest.raises(Refused, match="is being tried"):
        erase(known)
    assert REASON in everything(engine)


def test_a_reason_of_somebody_else_stays(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        door.fire(
            session, known.plan, "suspend", actor=acts.coordinator(known.coordinator),
            at=VirtualClock(TODAY).now(), reason="municipal elections",
        )  # fmt: skip
    erase(known)
    with reading(engine) as session:
        values = session.scalars(select(HistoryDisclosure.value)).all()
    assert values == ["municipal elections"]


def _rows(engine: Engine, record: type[Any]) -> list[Any]:
    with reading(engine) as session:
        return list(session.scalars(select(record).order_by(record.id)))
