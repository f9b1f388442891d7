"""A template that is broken: nothing half-written leaves in any language; mended, it does."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from post_office import PostOffice
from reading_back import plan_of
from sqlalchemy import Engine, func, select
from whole import check_history

from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.words import CollectivityKind, LetterState
from notifications import letters as written
from notifications import stationery
from notifications.delivery import deliver
from notifications.held_letters import held_letters, release_letter
from notifications.report import DeliveryReport
from notifications.settings import MailSettings


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the letters' templates that a test may break."""
    folder = tmp_path / "email"
    shutil.copytree(stationery.FOLDER, folder)
    for module in (stationery, written):
        monkeypatch.setattr(module, "FOLDER", folder)
    reread()
    yield folder
    monkeypatch.undo()
    reread()


def reread() -> None:
    """What a process that starts anew does: templates are compiled once."""
    stationery.environment.cache_clear()
    written.kinds.cache_clear()


@pytest.fixture
def plan(engine: Engine, clock: VirtualClock) -> int:
    """A plan just opened: a welcome to each of its people is owed."""
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05")
        number = builders.plan(session, clock=clock)
        builders.people_of(session, builders.collectivity(session))
    return number


def send(engine: Engine, clock: VirtualClock, office: PostOffice) -> DeliveryReport:
    with office.open() as env:
        settings = MailSettings(
            delivery="smtp", port=int(env["INFITAH_MAIL_PORT"]), security="none", live=True
        )
        return asyncio.run(deliver(engine, clock=clock, settings=settings))


def spoil(template: Path, text: str) -> str:
    """Break a template; gives back its words."""
    before = template.read_text(encoding="utf-8")
    start, end, rest = before.rpartition("{% endblock")  # nothing outside a block is written
    template.write_text(f"{start}{text}{end}{rest}" if end else before + text, encoding="utf-8")
    reread()
    return before


BREAKS = [
    ("welcome/fr/body.txt", "{{ nobody_gives_this }}", "nobody_gives_this"),
    ("welcome/ar/body.html", "{% if %}", "TemplateSyntaxError"),
    ("welcome/ar/subject.txt", "{{ 1 / 0 }}", "ZeroDivisionError"),
]


@pytest.mark.parametrize(("name", "text", "cause"), BREAKS, ids=["variable", "syntax", "error"])
def test_a_broken_template_holds_its_letter_whole_and_it_leaves_when_it_is_mended(
    engine: Engine,
    clock: VirtualClock,
    plan: int,
    templates: Path,
    name: str,
    text: str,
    cause: str,
) -> None:
    before = spoil(templates / name, text)
    office = PostOffice()
    send(engine, clock, office)
    stood = plan_of(engine, plan)
    assert check_history(engine) == 1  # what happened to the plan is not undone by a letter
    assert office.taken == 0  # not in the other language either
    with reading(engine) as session:
        assert session.scalar(select(func.count(LetterMessage.letter_id))) == 0
        held = held_letters(session)
    assert {one.kind for one in held} == {"welcome"}
    assert all(cause in (one.cause or "") for one in held)
    (templates / name).write_text(before, encoding="utf-8")
    reread()
    with writing(engine) as session:
        for one in held:
            release_letter(session, one.id, clock.now())
    report = send(engine, clock, office)
    assert report.accepted == len(held) == office.taken
    for one in held:
        (copy,) = office.copies[one.id]
        assert b"Content-Language: ar, fr" in copy
    assert plan_of(engine, plan) == stood


def test_the_letters_of_other_kinds_leave(
    engine: Engine, clock: VirtualClock, plan: int, templates: Path
) -> None:
    spoil(templates / "welcome/ar/body.txt", "{{ nobody_gives_this }}")
    assert send(engine, clock, PostOffice()).states[LetterState.HELD] > 0
    clock.on = clock.on.replace(month=11, day=14)
    sweep(engine, on=clock.on, clock=clock)
    report = send(engine, clock, PostOffice())
    assert (report.states[LetterState.HELD], report.accepted > 0) == (0, True)


def test_a_daily_list_that_cannot_be_written_leaves_each_of_its_letters_alone_or_held(
    engine: Engine, clock: VirtualClock, plan: int, templates: Path
) -> None:
    send(engine, clock, PostOffice())
    clock.on = clock.on.replace(month=11, day=14)
    sweep(engine, on=clock.on, clock=clock)
    before = lists(engine)
    spoil(templates / "daily_list/fr/body.txt", "{{ nobody_gives_this }}")
    office = PostOffice()
    report = send(engine, clock, office)
    assert report.states[LetterState.HELD] == 0
    assert report.accepted == office.taken > 0
    assert lists(engine) == before


def lists(engine: Engine) -> int:
    with reading(engine) as session:
        query = select(func.count(OutboxLetter.id)).where(OutboxLetter.kind == "daily_list")
        return session.scalar(query) or 0
