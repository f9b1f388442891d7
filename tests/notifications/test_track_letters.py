"""The letters of OGP Local speak of an action plan, never of a council's vote or a programme."""

from typing import Any

import builders
import pytest
from reading_back import letters
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from lifecycle.onboarding import load_register
from lifecycle.pathway import HAND_OVER_DONE, NEXT_CYCLE, OGP_LOCAL, SUCCESSOR_NAMED, WELCOME
from models.database import reading, writing
from models.words import Language, Role, Track
from notifications.delivery import deliver_to_mailbox
from notifications.letters import Rendered, render
from notifications.mailbox import open_letter
from notifications.sample import sample_context
from notifications.settings import MailSettings

ROWS = [letter for row in OGP_LOCAL.transitions for letter in row.letters]
RUNGS = [letter for rung in OGP_LOCAL.ladder for letter in rung.letters]
BESIDE = [*WELCOME, *NEXT_CYCLE, *SUCCESSOR_NAMED, *HAND_OVER_DONE]
KINDS = sorted(
    {letter.kind for letter in (*ROWS, *RUNGS, *BESIDE)}
    - {"overdue_for_region", "overdue_for_national"}
)


def told(kind: str, language: Language, track: Track) -> Rendered:
    """A letter of a track, for a plan that aims at no session."""
    more: dict[str, Any] = {"track": track.value, "session_on": None, "session_name": ""}
    own = {"reason": "", "note": "", "evidence": [], "how": "", "next_steps": []}
    context = {block: {**facts, **more, **own} for block, facts in sample_context(kind).items()}
    return render(kind, language, context)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_of_ogp_local_names_its_action_plan_in_both_languages(kind: str) -> None:
    french = told(kind, Language.FRENCH, Track.OGP_LOCAL)
    said = f"{french.subject}\n{french.text}"
    assert "plan d’action OGP Local" in said
    assert "comité de suivi" not in said
    assert "soumis au conseil" not in said
    arabic = told(kind, Language.ARABIC, Track.OGP_LOCAL)
    said = f"{arabic.subject}\n{arabic.text}"
    assert "للحكومة المنفتحة المحلية" in said
    assert "لجنة التتبع" not in said
    if kind != "welcome":  # it says that the plan stands beside the other
        assert "برنامج انفتاح" not in said
        assert "programme d’ouverture" not in french.text


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "action_plan_submitted"])
def test_the_same_letter_of_the_network_speaks_of_the_openness_programme(kind: str) -> None:
    french = told(kind, Language.FRENCH, Track.REMACTO)
    assert "programme d’ouverture" in french.text
    assert "OGP" not in french.text


def test_a_letter_that_is_delivered_is_in_the_words_of_its_plan(engine: Engine) -> None:
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        load_register(session)
        builders.people_of(session, builders.collectivity(session))
        own, other = builders.plan(session, clock=clock), builders.ogp_plan(session, clock)
    settings = MailSettings(delivery="mailbox")
    for _ in range(3):
        deliver_to_mailbox(engine, clock=clock, settings=settings)
        builders.tomorrow(clock)
    with reading(engine) as session:
        found = {}
        for plan in (own, other):
            letter = letters(engine, "welcome", plan_id=plan, role=Role.FOCAL_POINT)[0]
            opened = open_letter(session, letter.id)
            assert opened is not None, letter.state
            found[plan] = opened.text
    assert "Bienvenue dans le réseau" in found[own]
    assert "OGP" not in found[own]
    assert "Le parcours OGP Local est ouvert" in found[other]
    assert "انطلق مسار الحكومة المنفتحة المحلية" in found[other]
    assert "OGP-2022-05091010-1" in found[other]
