"""Single words are erased wherever they were copied to; the entry and its chain stay."""

from datetime import date
from typing import Any

import builders
import orjson
import pytest
from known_person import REASON, TODAY, a_known_person
from sqlalchemy import Engine, select

from audit.erase_words import erase_words
from audit.person_reasons import Because
from audit.verification import verify
from lifecycle import acts
from lifecycle.batches import apply_batch
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.plans import history_of
from lifecycle.previews import preview
from lifecycle.whatif import Question, more_time, session_moves
from models.batch import Batch
from models.council import CouncilSession
from models.database import reading, writing
from models.history import HistoryDisclosure
from models.log import LogEntry
from models.outbox import LetterMessage, OutboxLetter
from models.plan import Plan
from models.words import CollectivityKind

OCCASION = Occasion(acts.coordinator("cli"), VirtualClock(TODAY).now(), "test")


def place_of(engine: Engine, plan: int, trigger: str) -> tuple[str, int]:
    with reading(engine) as session:
        seq = next(row.seq for row in history_of(session, plan) if row.trigger == trigger)
        return session.get_one(Plan, plan).reference, seq


def erase(engine: Engine, reference: str, seq: int, label: str = "reason") -> Any:
    with writing(engine) as session:
        return erase_words(session, reference, seq, label, Because.NAMES_SOMEBODY, OCCASION)


def test_words_go_from_the_entry_and_from_the_letters_that_told_it(engine: Engine) -> None:
    known = a_known_person(engine)
    reference, seq = place_of(engine, known.plan, acts.ASK_EXTENSION)
    (words,) = erase(engine, reference, seq)
    assert words.value == REASON
    with reading(engine) as session:
        letters = session.scalars(
            select(OutboxLetter).where(OutboxLetter.kind == "extension_asked")
        ).all()
        stored = session.get(LetterMessage, letters[0].id)
        labels = session.scalars(select(HistoryDisclosure.seq)).all()
        (entry,) = session.scalars(select(LogEntry)).all()
    assert [row.context["reason"] for row in letters] == [""]
    assert stored is None
    assert seq not in labels
    assert orjson.loads(entry.canonical)["body"] == {
        "person": None,
        "words": [[reference, seq, "reason"]],
        "because": "names_somebody",
    }
    assert verify(engine).findings.kept == []


def test_words_that_are_not_there_are_refused_and_the_log_stays_silent(engine: Engine) -> None:
    known = a_known_person(engine)
    reference, seq = place_of(engine, known.plan, acts.ASK_EXTENSION)
    for place in ((reference, seq, "other"), (reference, 999, "reason"), ("none", seq, "reason")):
        with pytest.raises(Refused, match="no words"):
            erase(engine, *place)
    erase(engine, reference, seq)
    with pytest.raises(Refused, match="erased already") as refused:
        erase(engine, reference, seq)
    assert refused.value.phrase.ar
    with reading(engine) as session:
        assert len(session.scalars(select(LogEntry)).all()) == 1


def applied(engine: Engine, ask: Any) -> None:
    """A decision for many plans, on the first of June 2023."""
    at = VirtualClock(date(2023, 6, 1)).now()
    occasion = Occasion(acts.coordinator(7), at, "test")
    with writing(engine) as session:
        question: Question = ask(session, occasion)
        told = preview(session, question.work(), question.asked)
        apply_batch(
            session, question.make, kind=question.kind, asked=question.asked,
            reason=question.reason, occasion=occasion, digest=told.digest,
        )  # fmt: skip


def rest(engine: Engine) -> tuple[list[str], list[str], list[str]]:
    """The reasons that still stand: of the history, of batches, of moved sessions."""
    with reading(engine) as session:
        return (
            list(session.scalars(select(HistoryDisclosure.value))),
            list(session.scalars(select(Batch.reason))),
            list(session.scalars(select(CouncilSession.reason))),
        )


def test_the_reason_of_a_batch_goes_from_every_entry_of_it(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        plans = builders.plans(session, 2, clock=clock)
        for number in plans:
            builders.drive_to(
                session, number, VirtualClock(date(2023, 2, 27)), step="set_up_committee"
            )
    applied(
        engine,
        lambda _, occasion: more_time(plans, days=9, occasion=occasion, reason="after M. Nommé"),
    )
    entries, batches, _ = rest(engine)
    assert len(entries) > len(plans)  # several open steps of a plan: several entries
    assert {*entries, *batches} == {"after M. Nommé"}
    reference, seq = place_of(engine, plans[0], acts.MOVE)
    assert len(erase(engine, reference, seq)) == len(entries)
    assert rest(engine) == ([], [""], [])
    assert verify(engine).findings.kept == []


def test_the_reason_of_a_moved_session_goes_from_its_record(engine: Engine) -> None:
    with writing(engine) as session:
        plan = builders.plan(session)
    applied(
        engine,
        lambda session, occasion: session_moves(
            session, CollectivityKind.COMMUNE, "2023-10", occasion=occasion, days=7,
            reason="M. Nommé is ill", source="a letter",
        ),
    )  # fmt: skip
    assert rest(engine)[2] == ["M. Nommé is ill"]
    reference, seq = place_of(engine, plan, acts.MOVE_SESSION)
    erase(engine, reference, seq)
    assert rest(engine) == ([], [""], [""])
