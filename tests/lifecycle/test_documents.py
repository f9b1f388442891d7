"""The rows of documents: the bytes once, each filing once, and a scan that is told later."""

from collections.abc import Iterator

import builders
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.clock import VirtualClock
from lifecycle.documents import documents_of, file, filed_as, keep
from models.database import writing
from models.document import Document
from models.words import DocumentScan

AT = VirtualClock(builders.FOUNDED).now()
MINUTES, LIST = "a" * 64, "b" * 64
PENDING, CLEAN = DocumentScan.PENDING, DocumentScan.CLEAN


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def plan(session: Session) -> int:
    return builders.plan(session)


def kept(session: Session, sha256: str, scan: DocumentScan = PENDING) -> bool:
    return keep(session, sha256, 1200, "application/pdf", scan, AT)


def scan_of(session: Session, sha256: str) -> DocumentScan | None:
    return session.scalar(select(Document.scan).where(Document.sha256 == sha256))


def test_bytes_are_kept_once(session: Session) -> None:
    assert kept(session, MINUTES)
    assert not kept(session, MINUTES)
    assert kept(session, LIST)
    assert len(session.scalars(select(Document)).all()) == 2


def test_a_scan_that_was_pending_is_told_once_it_is_known(session: Session) -> None:
    kept(session, MINUTES, PENDING)
    kept(session, MINUTES, CLEAN)
    assert scan_of(session, MINUTES) is CLEAN


def test_a_scanner_that_is_down_takes_no_result_back(session: Session) -> None:
    kept(session, MINUTES, CLEAN)
    kept(session, MINUTES, PENDING)
    assert scan_of(session, MINUTES) is CLEAN


def test_what_was_filed_is_told_by_plan_by_step_and_by_time(session: Session, plan: int) -> None:
    for sha256 in (MINUTES, LIST):
        kept(session, sha256)
    who = builders.person(session)
    file(session, plan, "first_workshop", 1, MINUTES, "محضر.pdf", who.id, AT)
    file(session, plan, "first_workshop", 2, LIST, "liste.pdf", None, AT)
    file(session, plan, "council_vote", 1, MINUTES, "vote.pdf", who.id, AT)
    told = [(one.step, one.occurrence, one.label) for one in documents_of(session, plan)]
    assert told == [
        ("first_workshop", 1, "محضر.pdf"),
        ("first_workshop", 2, "liste.pdf"),
        ("council_vote", 1, "vote.pdf"),
    ]
    assert [one.sha256 for one in documents_of(session, plan, "first_workshop")] == [MINUTES, LIST]
    (one,) = documents_of(session, plan, "first_workshop", 1)
    assert (one.size, one.media_type, one.scan) == (1200, "application/pdf", PENDING)
    assert (one.person_id, one.filed_at) == (who.id, AT)


def test_the_same_document_filed_again_for_a_step_is_once(session: Session, plan: int) -> None:
    kept(session, MINUTES)
    for label in ("first.pdf", "again.pdf"):
        file(session, plan, "first_workshop", 1, MINUTES, label, None, AT)
    assert [one.label for one in documents_of(session, plan)] == ["first.pdf"]


def test_the_plans_of_a_document_are_those_it_was_filed_for(session: Session) -> None:
    kept(session, MINUTES)
    first, second, other = builders.plans(session, 3)
    for number in (first, second):
        file(session, number, "first_workshop", 1, MINUTES, "a.pdf", None, AT)
    assert [one.plan_id for one in filed_as(session, MINUTES)] == [first, second]
    assert documents_of(session, other) == []
    assert filed_as(session, LIST) == []
