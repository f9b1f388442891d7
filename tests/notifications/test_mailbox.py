"""The embedded mailbox: finding letters, opening them, and their exact bytes."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from lifecycle.onboarding import load_register
from models.base import table_of
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.words import LetterState, Role
from notifications.mailbox import PAGE, Wanted, exact_bytes, list_letters, open_letter

BYTES = (
    b"Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: Rappel\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nVoir http://127.0.0.1:4280/plans/X\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Voir</p>\r\n--b--\r\n"
)


def put(engine: Engine, number: int, **more: object) -> str:
    row = {
        "id": f"{number:032x}", "key": f"k{number}", "kind": "welcome", "role": Role.PRESIDENT,
        "collectivity_code": "01", "region_code": "01", "urgent": False,
        "state": LetterState.ACCEPTED, "written_on": date(2026, 11, 23),
        "accepted_at": datetime(2026, 11, 23, 9, number % 60, tzinfo=UTC), "context": {},
        "replayed": False, "attempts": 0, "ambiguous": 0, "fence": 0,
    } | more  # fmt: skip
    with writing(engine) as session:
        session.connection().execute(table_of(OutboxLetter).insert().values(row))
    return str(row["id"])


@pytest.fixture
def mailbox(engine: Engine) -> Engine:
    with writing(engine) as session:
        load_register(session)
    return engine


def found(engine: Engine, **wanted: object) -> list[str]:
    with reading(engine) as session:
        return [one.id for one in list_letters(session, Wanted(**wanted)).letters]  # type: ignore[arg-type]


def test_the_newest_letter_comes_first(mailbox: Engine) -> None:
    old, new = put(mailbox, 1), put(mailbox, 2)
    assert found(mailbox) == [new, old]


def test_each_filter_lets_only_its_letters_through(mailbox: Engine) -> None:
    put(mailbox, 1)
    other = put(
        mailbox, 2, kind="step_opened", state=LetterState.UNDELIVERABLE, replayed=True,
        collectivity_code="02",
    )  # fmt: skip
    for wanted in (
        {"kind": "step_opened"},
        {"state": LetterState.UNDELIVERABLE},
        {"replayed": True},
        {"collectivity": "02"},
        {"collectivity": "الشرق"},
        {"collectivity": "ORIENT"},
    ):
        assert found(mailbox, **wanted) == [other], wanted


def test_a_percent_sign_in_the_search_is_only_a_percent_sign(mailbox: Engine) -> None:
    put(mailbox, 1)
    assert found(mailbox, collectivity="%") == []


def test_a_letter_about_no_place_is_listed(mailbox: Engine) -> None:
    number = put(mailbox, 1, kind="coordinator_digest", collectivity_code=None)
    assert found(mailbox) == [number]


def test_the_list_is_cut_into_pages_and_a_page_too_far_is_the_last(mailbox: Engine) -> None:
    for number in range(PAGE + 1):
        put(mailbox, number)
    with reading(mailbox) as session:
        page = list_letters(session, Wanted(page=99))
    assert (page.total, page.pages, page.page, len(page.letters)) == (PAGE + 1, 2, 2, 1)


def test_an_opened_letter_shows_its_parts_and_its_bytes_are_untouched(mailbox: Engine) -> None:
    number = put(mailbox, 1)
    with writing(mailbox) as session:
        digest = hashlib.sha256(BYTES).hexdigest()
        session.add(LetterMessage(letter_id=number, message=BYTES, sha256=digest))
    with reading(mailbox) as session:
        opened = open_letter(session, number)
        assert exact_bytes(session, number) == BYTES
    assert opened is not None
    assert opened.headers["Subject"] == "Rappel"
    assert "<p>Voir</p>" in opened.html
    assert opened.links == ["http://127.0.0.1:4280/plans/X"]


def test_a_letter_that_is_not_written_yet_opens_empty(mailbox: Engine) -> None:
    number = put(mailbox, 1, state=LetterState.QUEUED, accepted_at=None)
    with reading(mailbox) as session:
        opened = open_letter(session, number)
        assert exact_bytes(session, number) is None
    assert opened is not None
    assert (opened.text, opened.html, opened.headers) == ("", "", {})


def test_there_is_no_letter_of_an_unknown_number(mailbox: Engine) -> None:
    with reading(mailbox) as session:
        assert open_letter(session, "nothing") is None
