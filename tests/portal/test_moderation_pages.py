"""Reading ideas before they are shown: by the coordinators of the region, with a reason to hide."""

import html
from typing import Any

import pytest
from consulting import OPENS, WORDS, Consulting
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import LARACHE, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from audit.erase_idea import erase_idea
from audit.person_reasons import Because
from lifecycle import acts
from lifecycle.entries import Occasion
from models.consultation import Idea
from models.database import reading, writing
from models.operation import OperationRecord
from models.words import HiddenBecause, Moderation
from portal.app import create_app
from portal.settings import PortalSettings


@pytest.fixture
def member(engine: Engine) -> Consulting:
    made = Consulting(engine)
    open_few(engine, LARACHE)
    with_accounts(engine, made.clock, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, AUDITOR)
    made.open()
    made.clock.on = OPENS
    for words in (WORDS, "إشهار لمتجر إلكتروني"):
        made.idea(words, shown=False)
    return made


@pytest.fixture
def app(member: Consulting) -> Starlette:
    return create_app(member.engine, member.clock, PortalSettings())


def path(member: Consulting) -> str:
    return f"/work/consultations/{member.reference}/ideas-1?lang=fr"


def states(member: Consulting) -> list[Moderation]:
    return [one.moderation for one in member.ideas()]


def test_the_ideas_that_wait_are_listed_and_shown_or_hidden(
    member: Consulting, app: Starlette
) -> None:
    browser = SignedIn(app, OF_BENI_MELLAL)
    listed = html.unescape(browser.get("/work/consultations?lang=fr").text)
    assert "À relire\u00a0: 2" in listed
    assert WORDS in browser.get(path(member)).text
    assert browser.post(path(member), {"number": "1", "what": "show"}).status_code == 303
    hide = {"number": "2", "what": "hide", "because": "advertising"}
    assert browser.post(path(member), hide).status_code == 303
    assert states(member) == [Moderation.SHOWN, Moderation.HIDDEN]
    hidden = member.ideas()[1]
    assert hidden.hidden_because is HiddenBecause.ADVERTISING
    assert (hidden.moderated_by or "").startswith("person:")
    assert WORDS not in browser.get(path(member) + "&state=hidden").text


@pytest.mark.parametrize("because", ["", "je ne l’aime pas", "OFF_TOPIC"])
def test_an_idea_is_hidden_for_a_reason_of_the_list_only(
    member: Consulting, app: Starlette, because: str
) -> None:
    form = {"number": "2", "what": "hide", "because": because}
    answer = SignedIn(app, NATIONAL).post(path(member), form)
    assert answer.status_code == 422
    assert "Choisissez le motif" in html.unescape(answer.text)
    assert states(member) == [Moderation.PENDING] * 2


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"number": "9", "what": "show"}, 404),
        ({"number": "x", "what": "show"}, 404),
        ({"what": "show"}, 404),
        ({"number": "1", "what": "perhaps"}, 422),
    ],
)
def test_what_is_no_decision_is_refused(
    member: Consulting, app: Starlette, form: dict[str, str], status: int
) -> None:
    assert SignedIn(app, NATIONAL).post(path(member), form).status_code == status
    assert states(member) == [Moderation.PENDING] * 2


@pytest.mark.parametrize(
    ("who", "status"), [("", 303), (OF_ORIENTAL, 404), (AUDITOR, 403)], ids=["", "other", "auditor"]
)
def test_nobody_else_reads_or_moderates_them(
    member: Consulting, app: Starlette, who: str, status: int
) -> None:
    browser = SignedIn(app, who)
    form = {"number": "1", "what": "show"}
    for answer in (browser.get(path(member)), browser.post(path(member), form)):
        assert answer.status_code in (status, 403)
        assert WORDS not in answer.text
    assert states(member) == [Moderation.PENDING] * 2


def test_the_list_of_another_region_does_not_hold_it(member: Consulting, app: Starlette) -> None:
    assert member.reference not in SignedIn(app, OF_ORIENTAL).get("/work/consultations").text


def test_words_that_were_erased_are_not_shown_again(member: Consulting, app: Starlette) -> None:
    at = member.clock.now()
    with writing(member.engine) as session:
        idea = session.scalars(select(Idea).where(Idea.number == 2)).one()
        erase_idea(session, idea, Because.NAMES_SOMEBODY, Occasion(acts.coordinator(1), at, "test"))
    answer = SignedIn(app, NATIONAL).post(path(member), {"number": "2", "what": "show"})
    assert answer.status_code == 422
    assert "effacés" in html.unescape(answer.text)


def test_who_read_them_and_what_they_did_is_in_the_operations_log(
    member: Consulting, app: Starlette
) -> None:
    browser = SignedIn(app, OF_BENI_MELLAL)
    browser.get(path(member))
    browser.post(path(member), {"number": "1", "what": "show"})
    with reading(member.engine) as session:
        rows = session.execute(select(OperationRecord.name, OperationRecord.who)).all()
    done: list[Any] = [tuple(row) for row in rows if "/work/consultations" in row[0]]
    assert [name.partition(" ")[0] for name, _ in done] == ["GET", "POST"]
    assert all(who.startswith("person:") for _, who in done)
