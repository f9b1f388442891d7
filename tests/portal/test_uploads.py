"""Files that a form brings: which are taken, and that they lie there exactly when a row says so."""

import asyncio
import threading
from pathlib import Path

import builders
import papers
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from lifecycle.clock import VirtualClock
from lifecycle.documents import documents_of, filed_as
from lifecycle.language import Phrase
from models.base import table_of
from models.database import reading, writing
from models.document import Document, FiledDocument
from models.settings import data_folder
from portal import document_words as words
from portal.document_store import path_of
from portal.uploads import LARGEST_FILE, Received, discard, receive, settle

DATABASES = ("sqlite", "postgresql")

AT = VirtualClock(builders.FOUNDED).now()
STEP = "first_workshop"


class PowerCut(Exception):
    """What ends a transaction here."""


def received(*files: tuple[str, bytes]) -> tuple[list[Received], list[Phrase]]:
    return asyncio.run(receive(papers.a_form(*files)))


def taken(*files: tuple[str, bytes]) -> list[Received]:
    got, problems = received(*files)
    assert problems == []
    return got


def on_disk() -> list[Path]:
    files = (data_folder() / "documents").rglob("*")
    return sorted(one for one in files if one.is_file() and one.name != ".lock")


def rows(engine: Engine) -> tuple[int, int]:
    """How many documents and filings are known."""
    with reading(engine) as session:
        counted = [len(session.scalars(select(table_of(one))).all()) for one in (
            Document, FiledDocument)]  # fmt: skip
    return counted[0], counted[1]


@pytest.fixture
def plan(engine: Engine) -> int:
    with writing(engine) as session:
        return builders.plan(session)


def fail_after(session: Session, plan: int, files: list[Received], occurrence: int = 1) -> None:
    """File, and then have a reason to undo it."""
    settle(session, files, plan, STEP, occurrence, None, AT)
    assert all(path_of(one.sha256).exists() for one in files)
    raise PowerCut


def put_down_while(
    waiting: threading.Thread, session: Session, plan: int, files: list[Received]
) -> None:
    """File while somebody begins to wait for this transaction, which then fails."""
    put_down(session, plan, files)
    waiting.start()
    waiting.join(0.3)
    raise PowerCut


def put_down(session: Session, plan: int, files: list[Received]) -> None:
    settle(session, files, plan, STEP, 1, None, AT)


def test_a_field_that_was_left_empty_brings_nothing() -> None:
    assert received(("", b"")) == ([], [])
    assert asyncio.run(receive(FormData([("files", "a text")]))) == ([], [])
    assert asyncio.run(receive(FormData([("other", papers.upload("a.pdf", papers.PDF))]))) == (
        [],
        [],
    )


def test_every_file_that_is_not_taken_says_why_and_the_others_are_received() -> None:
    got, problems = received(
        ("page.pdf", papers.HTML), ("../محضر.jpg", papers.PDF), ("empty.pdf", b"")
    )
    assert problems == [words.of_no_type("page.pdf"), words.empty("empty.pdf")]
    assert [(one.label, one.media_type) for one in got] == [("محضر.jpg", "application/pdf")]
    discard(got)
    assert on_disk() == []


def test_ten_megabytes_are_taken_and_not_one_byte_more() -> None:
    largest = papers.PDF.ljust(LARGEST_FILE, b"\n")
    assert [one.size for one in taken(("a.pdf", largest))] == [10 * 1024 * 1024]
    assert received(("b.pdf", largest + b"\n")) == ([], [words.too_big("b.pdf")])


def test_a_fourth_file_is_refused_with_all_of_them() -> None:
    four = [(f"{n}.pdf", papers.PDF + str(n).encode()) for n in range(4)]
    assert received(*four) == ([], [words.TOO_MANY])
    assert on_disk() == []


def test_the_same_file_chosen_twice_is_received_once() -> None:
    got = taken(("a.pdf", papers.PDF), ("b.pdf", papers.PDF))
    assert [one.label for one in got] == ["a.pdf"]
    assert on_disk() == [got[0].temporary]


def test_what_is_filed_lies_on_the_disk_once_committed(engine: Engine, plan: int) -> None:
    got = taken(("محضر.pdf", papers.PDF), ("photo.jpg", papers.JPEG))
    with writing(engine) as session:
        put_down(session, plan, got)
    discard(got)
    with reading(engine) as session:
        filed = documents_of(session, plan, STEP, 1)
    assert [(one.label, one.media_type) for one in filed] == [
        ("محضر.pdf", "application/pdf"),
        ("photo.jpg", "image/jpeg"),
    ]
    assert on_disk() == sorted(path_of(one.sha256) for one in filed)


def test_nothing_is_left_when_the_transaction_fails(engine: Engine, plan: int) -> None:
    got = taken(("a.pdf", papers.PDF))
    with pytest.raises(PowerCut), writing(engine) as session:
        fail_after(session, plan, got)
    assert rows(engine) == (0, 0)
    assert on_disk() == [got[0].temporary]
    with writing(engine) as session:  # the same files once more, as after a concurrent change
        put_down(session, plan, got)
    discard(got)
    assert (rows(engine), on_disk()) == ((1, 1), [path_of(got[0].sha256)])


def test_nothing_is_left_of_a_part_that_was_undone(engine: Engine, plan: int) -> None:
    got = taken(("a.pdf", papers.PDF))
    with writing(engine) as session, pytest.raises(PowerCut), session.begin_nested():
        fail_after(session, plan, got)
    discard(got)
    assert (rows(engine), on_disk()) == ((0, 0), [])


def test_a_part_undone_afterwards_takes_no_document_away(engine: Engine, plan: int) -> None:
    got = taken(("a.pdf", papers.PDF))
    with writing(engine) as session:
        put_down(session, plan, got)
        with pytest.raises(PowerCut), session.begin_nested():
            raise PowerCut
    discard(got)
    assert (rows(engine), on_disk()) == ((1, 1), [path_of(got[0].sha256)])


def test_bytes_that_others_filed_stay_when_a_later_filing_fails(engine: Engine, plan: int) -> None:
    first, second = taken(("a.pdf", papers.PDF)), taken(("b.pdf", papers.PDF))
    with writing(engine) as session:
        put_down(session, plan, first)
    with pytest.raises(PowerCut), writing(engine) as session:
        fail_after(session, plan, second, 2)
    discard([*first, *second])
    assert (rows(engine), on_disk()) == ((1, 1), [path_of(first[0].sha256)])


def test_the_same_bytes_for_two_steps_are_kept_once_and_filed_twice(
    engine: Engine, plan: int
) -> None:
    for occurrence in (1, 2, 2):
        got = taken((f"round {occurrence}.pdf", papers.PDF))
        with writing(engine) as session:
            settle(session, got, plan, STEP, occurrence, None, AT)
        discard(got)
    assert rows(engine) == (1, 2)
    with reading(engine) as session:
        filed = filed_as(session, got[0].sha256)
    assert [(one.occurrence, one.label) for one in filed] == [
        (1, "round 1.pdf"),
        (2, "round 2.pdf"),
    ]


def test_who_waits_for_a_filing_that_fails_keeps_the_bytes(engine: Engine, plan: int) -> None:
    first, second = taken(("a.pdf", papers.PDF)), taken(("b.pdf", papers.PDF))

    def file_after_the_other() -> None:
        with writing(engine) as session:
            put_down(session, plan, second)

    waiting = threading.Thread(target=file_after_the_other)
    with pytest.raises(PowerCut), writing(engine) as session:
        put_down_while(waiting, session, plan, first)
    waiting.join()
    discard([*first, *second])
    assert (rows(engine), on_disk()) == ((1, 1), [path_of(first[0].sha256)])
