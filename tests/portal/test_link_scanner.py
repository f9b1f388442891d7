"""What opens every link of a letter - a mail program, a scanner, a preview - changes nothing."""

from datetime import date, timedelta

import builders
import pytest
from linked import STEP, a_linked_plan, every_row
from sqlalchemy import Engine

from lifecycle.acts import coordinator
from lifecycle.clock import VirtualClock
from lifecycle.succession import name_successor
from models.database import writing
from models.words import Language, LinkAct, Role
from portal.link_forms import FORMS

ACTS = list(LinkAct)
PATHS = [
    "",
    "/done?what=report",
    "/done?what=accept",
    f"/steps/{STEP}",
    "/new",
    f"/documents/{'0' * 64}",
    *(f"/{form.name}" for form in FORMS),
]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(date(2022, 12, 12))


@pytest.mark.parametrize("act", ACTS)
def test_opening_a_link_many_times_and_sending_empty_forms_changes_nothing(
    act: LinkAct, engine: Engine, clock: VirtualClock
) -> None:
    linked = a_linked_plan(engine, clock)
    successor, succession = None, None
    if act == LinkAct.SUCCEED:
        with writing(engine) as session:
            named = name_successor(
                session, linked.plan, Role.FOCAL_POINT, "Naïma Exemple", "n@pao.example",
                Language.FRENCH, actor=coordinator(9), at=clock.now(), cause="test",
            )  # fmt: skip
            successor, succession = named.successor_id, named.id
    token = linked.token(act, person=successor, succession=succession)
    before = every_row(engine)
    for path in PATHS:
        for method in ("HEAD", "GET", "GET", "POST", "OPTIONS"):
            answer = linked.ask(method, f"/l/{token}{path}")
            assert answer.status_code in (200, 303, 404, 405, 422), (method, path)
            assert answer.status_code != 303 or method != "POST", path
    assert every_row(engine) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_form_that_was_shown_and_comes_back_untyped_changes_nothing(
    act: LinkAct, engine: Engine, clock: VirtualClock
) -> None:
    linked = a_linked_plan(engine, clock)
    successor, succession = None, None
    if act == LinkAct.SUCCEED:
        with writing(engine) as session:
            named = name_successor(
                session, linked.plan, Role.DEPUTY, "Naïma Exemple", "n@pao.example",
                Language.FRENCH, actor=coordinator(9), at=clock.now(), cause="test",
            )  # fmt: skip
            successor, succession = named.successor_id, named.id
    token = linked.token(act, person=successor, succession=succession)
    before = every_row(engine)
    for form in FORMS:
        if act in form.acts:
            shown_on = f"/l/{token}" if act == LinkAct.SUCCEED else ""
            answer = linked.send(f"/l/{token}/{form.name}", {}, shown_on=shown_on)
            assert answer.status_code == 422, form.name
    assert every_row(engine) == before


def test_a_scanner_that_opens_an_expired_link_gets_nobody_a_new_one(
    engine: Engine, clock: VirtualClock
) -> None:
    linked = a_linked_plan(engine, clock)
    token = linked.token()
    clock.on += timedelta(days=61)
    before = every_row(engine)
    for method in ("HEAD", "GET", "POST"):
        for path in ("", "/report", "/new"):
            answer = linked.ask(method, f"/l/{token}{path}")
            assert answer.status_code in (405, 410, 422), (method, path)
    assert every_row(engine) == before
    assert clock.on > builders.FOUNDED
