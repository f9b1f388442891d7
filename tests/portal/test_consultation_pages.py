"""The public pages of consultations: windows, the form for ideas, and what became of each."""

import html
import re
from datetime import date
from typing import Any

import programme
import pytest
from builders import FOCAL_POINT
from consulting import AFTER, KEPT, OPENS, PLATFORM, PROJECTS, REJECTED, WORDS, Consulting, window
from linked import FORM_TOKEN, every_row
from signed_in import SignedIn
from sqlalchemy import Engine
from starlette.applications import Starlette

from lifecycle import acts, door
from lifecycle.idea_outcomes import Decision
from models.database import writing
from models.words import HiddenBecause, Moderation, RejectedBecause
from portal.app import create_app
from portal.consultation_words import WORDS as PAGE_WORDS
from portal.idea_limits import IdeaLimits
from portal.rate_limit import RateLimit
from portal.settings import PortalSettings

DATABASES = ("sqlite", "postgresql")
OTHER = "Un registre public des demandes d’information"
REASON = "Le registre existe déjà depuis 2021."


@pytest.fixture
def member(engine: Engine) -> Consulting:
    return Consulting(engine)


@pytest.fixture
def app(member: Consulting) -> Starlette:
    return create_app(member.engine, member.clock, PortalSettings())


@pytest.fixture
def visitor(app: Starlette) -> SignedIn:
    return SignedIn(app)


def path(member: Consulting, what: str = "", lang: str = "fr") -> str:
    return f"/consultations/{member.reference}/ideas-1{what}?lang={lang}"


def shown(visitor: SignedIn, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def send(visitor: SignedIn, member: Consulting, words: str, **more: str) -> Any:
    """Open the form, write into it and send it."""
    address = path(member, "/idea")
    found = FORM_TOKEN.search(visitor.get(address).text)
    token = {"form_token": found[1]} if found else {}
    return visitor.ask("POST", address, data=token | {"words": words} | more)


def test_the_list_tells_what_is_open_what_comes_and_what_became_of_ideas(
    member: Consulting, visitor: SignedIn
) -> None:
    assert "Aucune consultation annoncée" in shown(visitor, "/consultations?lang=fr")
    member.open()
    text = shown(visitor, "/consultations?lang=fr")
    assert "Du 12 juin 2023 au 30 juin 2023" in text
    assert "Proposer une idée" not in text
    member.clock.on = OPENS
    assert "Proposer une idée" in shown(visitor, "/consultations?lang=fr")
    for words in (WORDS, OTHER, "كلام مسيء لا يعرض"):
        member.idea(words)
    member.hide(3)
    member.clock.on = AFTER
    member.close()
    member.decide(Decision(1, KEPT, project="1.1"))
    text = shown(visitor, "/consultations?lang=fr")
    for told in ("Idées reçues : 3", "Retenues : 1", "Non retenues : 0", "Sans réponse encore : 1"):
        assert told in text, told


def test_a_consultation_on_the_platform_leads_there(member: Consulting, visitor: SignedIn) -> None:
    member.open(window(link=PLATFORM))
    member.clock.on = OPENS
    text = shown(visitor, path(member))
    assert f'href="{PLATFORM}"' in text
    assert "Participer sur la plateforme du réseau" in text
    assert visitor.get(path(member, "/idea")).status_code == 404
    assert visitor.ask("POST", path(member, "/idea"), data={"words": WORDS}).status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_short_window_shows_that_it_is_short_and_why(
    member: Consulting, visitor: SignedIn, lang: str
) -> None:
    seven = window(closes_on=date(2023, 6, 18))
    member.open(seven, reason="M. Untel est absent", published="session_near")
    text = shown(visitor, path(member, lang=lang))
    least = {"ar": "الحد الأدنى المعتمد: 15", "fr": "Minimum retenu : 15"}[lang]
    assert least in text
    told = {"ar": "اقتراب دورة المجلس", "fr": "Session du conseil proche"}[lang]
    assert told in text
    assert "Untel" not in text


def test_an_idea_is_sent_told_its_number_and_shown_once_it_was_read(
    member: Consulting, visitor: SignedIn
) -> None:
    member.open()
    member.clock.on = OPENS
    answer = send(visitor, member, WORDS)
    assert answer.status_code == 303
    assert answer.headers["location"] == path(member, "/received").replace("?", "?number=1&")
    told = shown(visitor, answer.headers["location"])
    assert "Votre idée est reçue" in told
    assert WORDS not in told
    assert WORDS not in shown(visitor, path(member))
    assert send(visitor, member, WORDS).headers["location"] == answer.headers["location"]
    assert [one.moderation for one in member.ideas()] == [Moderation.PENDING]
    member.idea(WORDS)  # somebody has looked at it
    assert WORDS in shown(visitor, path(member))


def test_nothing_of_who_sent_it_is_kept(member: Consulting, visitor: SignedIn) -> None:
    member.open()
    member.clock.on = OPENS
    headers = {"x-forwarded-for": "203.0.113.77", "user-agent": "Testnavigateur"}
    found = FORM_TOKEN.search(visitor.get(path(member, "/idea")).text)
    assert found is not None
    form = {"form_token": found[1], "words": WORDS, "name": "Testardi", "email": "x@y.example"}
    assert visitor.ask("POST", path(member, "/idea"), data=form, headers=headers).is_redirect
    kept = repr(every_row(member.engine))
    assert WORDS in kept
    for personal in ("203.0.113.77", "Testnavigateur", "Testardi", "x@y.example"):
        assert personal not in kept


def test_a_window_that_is_not_open_takes_nothing_and_says_so(
    member: Consulting, visitor: SignedIn
) -> None:
    member.open()
    sentence = PAGE_WORDS["closed_now"].fr
    assert sentence in shown(visitor, path(member, "/idea"))
    member.clock.on = OPENS
    found = FORM_TOKEN.search(visitor.get(path(member, "/idea")).text)
    assert found is not None
    member.clock.on = date(2023, 7, 1)
    answer = send(visitor, member, WORDS)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert member.ideas() == []


@pytest.mark.parametrize("words", ["", "court", "x" * 1501])
def test_an_idea_that_does_not_fit_comes_back_with_what_is_wrong(
    member: Consulting, visitor: SignedIn, words: str
) -> None:
    member.open()
    member.clock.on = OPENS
    answer = send(visitor, member, words)
    assert answer.status_code == 422
    assert "Écrivez entre 10 et 1500 caractères" in html.unescape(answer.text)
    assert words in answer.text
    assert member.ideas() == []


def test_a_form_of_another_page_or_site_is_refused(member: Consulting, visitor: SignedIn) -> None:
    member.open()
    member.clock.on = OPENS
    address = path(member, "/idea")
    form = {"words": WORDS, "form_token": "x"}
    assert visitor.ask("POST", address, data=form).status_code == 422
    cross = {"sec-fetch-site": "cross-site"}
    assert visitor.ask("POST", address, data=form, headers=cross).status_code == 403
    assert member.ideas() == []


def test_who_sends_too_many_is_asked_to_wait(
    member: Consulting, app: Starlette, visitor: SignedIn
) -> None:
    member.open()
    member.clock.on = OPENS
    app.state.idea_limits = IdeaLimits(RateLimit(2, 3600), RateLimit(300, 3600))
    for number in range(2):
        assert send(visitor, member, f"{WORDS} {number}").status_code == 303
    answer = send(visitor, member, f"{WORDS} 3")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert f"{WORDS} 3" in answer.text  # nothing that was written is lost
    app.state.idea_limits = IdeaLimits(RateLimit(30, 3600), RateLimit(1, 3600))
    assert send(visitor, member, f"{WORDS} 4").status_code == 303
    assert send(visitor, member, f"{WORDS} 5").status_code == 429
    assert len(member.ideas()) == 3


def test_an_axis_may_be_named_and_an_unknown_one_is_left_out(
    member: Consulting, visitor: SignedIn
) -> None:
    member.open()
    member.clock.on = OPENS
    assert "Axe ou projet" not in shown(visitor, path(member, "/idea"))
    with writing(member.engine) as session:
        door.fire(session, member.plan, acts.FILE_CONTENT, actor=FOCAL_POINT,
                  at=member.clock.now(), content=programme.small())  # fmt: skip
    assert '<option value="1.1">1.1 – Portail des données' in shown(visitor, path(member, "/idea"))
    assert send(visitor, member, WORDS, part="1").status_code == 303
    assert send(visitor, member, OTHER, part="9.9").status_code == 303
    assert [one.part for one in member.ideas()] == ["1", None]


def test_every_idea_has_its_answer_on_the_page(member: Consulting, visitor: SignedIn) -> None:
    with writing(member.engine) as session:
        door.fire(session, member.plan, acts.FILE_CONTENT, actor=FOCAL_POINT,
                  at=member.clock.now(), content=programme.small())  # fmt: skip
    member.open()
    member.clock.on = OPENS
    for words in (WORDS, OTHER, "فكرة ثالثة للنشر", "<b>quatrième</b> idée"):
        member.idea(words)
    member.hide(member.idea("فلان الفلاني لا يجيب"), HiddenBecause.NAMES_SOMEBODY)
    member.clock.on = AFTER
    member.close()
    member.decide(
        Decision(1, KEPT, project="1.1"),
        Decision(2, REJECTED, because=RejectedBecause.OTHER, reason=REASON),
        Decision(3, REJECTED, because=RejectedBecause.NO_MEANS),
    )
    text = shown(visitor, path(member))
    for told in (WORDS, "Retenue dans le projet", "Portail des données", REASON,
                 "Au-delà des moyens disponibles", "Suite non publiée", "Participants", "240",
                 "Contient des données personnelles"):  # fmt: skip
        assert told in text, told
    assert "فلان" not in text
    assert "<b>quatrième</b>" not in visitor.get(path(member)).text
    arabic = shown(visitor, path(member, lang="ar"))
    assert "اعتمدت في المشروع" in arabic
    assert "تتجاوز الموارد المتاحة" in arabic


def test_the_plan_leads_to_its_consultations(member: Consulting, visitor: SignedIn) -> None:
    member.open()
    member.open(window(kind=PROJECTS))
    text = shown(visitor, f"/plans/{member.reference}?lang=fr")
    for kind in ("ideas-1", "projects-1"):
        assert f"/consultations/{member.reference}/{kind}?lang=fr" in text


@pytest.mark.parametrize(
    "what", ["ideas-2", "ideas-0", "ideas-x", "votes-1", "ideas-99999", "ideas"]
)
def test_a_consultation_that_is_not_there_is_not_found(
    member: Consulting, visitor: SignedIn, what: str
) -> None:
    member.open()
    for rest in ("", "/idea", "/received?number=1"):
        address = f"/consultations/{member.reference}/{what}{rest}"
        assert visitor.get(address).status_code == 404
    assert visitor.get(path(member, "/received") + "&number=1").status_code == 404


def test_many_ideas_are_shown_page_by_page(member: Consulting, visitor: SignedIn) -> None:
    member.open()
    member.clock.on = OPENS
    for number in range(31):
        member.idea(f"{WORDS} {number}")
    assert 'id="idea-30"' in shown(visitor, path(member))
    assert 'id="idea-31"' not in shown(visitor, path(member))
    assert 'id="idea-31"' in shown(visitor, path(member) + "&page=2")
