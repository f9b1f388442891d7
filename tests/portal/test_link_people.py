"""Who answers behind a link: an absence, a successor who is named, accepts or declines."""

from datetime import date

import pytest
from linked import Linked, a_linked_plan, date_boxes, every_row
from sqlalchemy import Engine, select

from lifecycle.clock import VirtualClock
from models.database import reading
from models.person import Absence, RoleHolding
from models.succession import Succession
from models.words import LinkAct, Role, SuccessionState

JOINED = date(2022, 12, 12)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(JOINED)


@pytest.fixture
def linked(engine: Engine, clock: VirtualClock) -> Linked:
    return a_linked_plan(engine, clock)


def test_an_absence_is_said_from_a_step_and_from_a_plan(engine: Engine, linked: Linked) -> None:
    for act, first in ((LinkAct.ANSWER, 13), (LinkAct.FOLLOW, 20)):
        days = date_boxes("from", date(2022, 12, first)) | date_boxes(
            "to", date(2022, 12, first + 2)
        )
        answer = linked.send(f"/l/{linked.token(act)}/absence", days)
        assert answer.status_code == 303, answer.text
    with reading(engine) as session:
        said = session.scalars(select(Absence).order_by(Absence.from_on)).all()
    assert [(one.person_id, one.until_on.day) for one in said] == [
        (linked.people[Role.FOCAL_POINT], 15),
        (linked.people[Role.FOCAL_POINT], 22),
    ]


def named_successor(linked: Linked, role: Role = Role.FOCAL_POINT) -> tuple[str, Succession]:
    """A successor whom the focal point named through a link; the successor's own token."""
    fields = {
        "role": role.value, "name": "Naïma Exemple", "email": "naima@commune.example",
        "language": "fr",
    }  # fmt: skip
    answer = linked.send(f"/l/{linked.token(LinkAct.FOLLOW)}/successor?lang=fr", fields)
    assert answer.status_code == 303, answer.text
    with reading(linked.engine) as session:
        named = session.scalars(select(Succession)).one()
    token = linked.token(LinkAct.SUCCEED, person=named.successor_id, succession=named.id)
    return token, named


def test_a_successor_accepts_by_typing_the_name_and_the_role_is_theirs(
    engine: Engine, linked: Linked
) -> None:
    token, named = named_successor(linked)
    old = linked.token()
    shown = linked.get(f"/l/{token}").text
    assert '<html lang="fr"' in shown  # the language that was chosen for them
    assert "Point focal" in shown
    wrong = linked.send(f"/l/{token}/accept?lang=fr", {"name": "Autre"}, shown_on=f"/l/{token}")
    assert wrong.status_code == 422
    typed = {"name": "  naima   EXEMPLE "}
    answer = linked.send(f"/l/{token}/accept?lang=fr", typed, shown_on=f"/l/{token}")
    assert answer.status_code == 303, answer.text
    assert linked.get(answer.headers["location"]).status_code == 200
    with reading(engine) as session:
        holders = session.scalars(
            select(RoleHolding.person_id).where(
                RoleHolding.role == Role.FOCAL_POINT, RoleHolding.until_on.is_(None)
            )
        ).all()
        state = session.get_one(Succession, named.id).state
    assert (list(holders), state) == ([named.successor_id], SuccessionState.CONFIRMED)
    # Whoever left answers no more, and the successor does not accept twice.
    assert linked.get(f"/l/{old}").status_code == 410
    assert "/accept" not in linked.get(f"/l/{token}").text


def test_a_successor_declines_and_the_role_stays(engine: Engine, linked: Linked) -> None:
    token, named = named_successor(linked, Role.DEPUTY)
    answer = linked.send(f"/l/{token}/decline?lang=fr", {"no": "Non"}, shown_on=f"/l/{token}")
    assert answer.status_code == 303, answer.text
    with reading(engine) as session:
        assert session.get_one(Succession, named.id).state == SuccessionState.DECLINED
    assert linked.get(f"/l/{linked.token(LinkAct.FOLLOW)}").status_code == 200


def test_a_successor_is_refused_with_every_problem_beside_its_box(
    engine: Engine, linked: Linked
) -> None:
    before = every_row(engine)
    token = linked.token()
    before["signed_link"] = every_row(engine)["signed_link"]
    fields = {"role": "president", "name": "", "email": "sans arobase"}
    answer = linked.send(f"/l/{token}/successor?lang=fr", fields)
    assert answer.status_code == 422
    for box in ("role", "name", "email", "language"):
        assert f'<a href="#{box}">' in answer.text
        assert f'id="{box}"' in answer.text
    assert every_row(engine) == before
