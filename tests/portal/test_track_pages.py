"""The pages of two tracks: the openness plans as ever, OGP Local beside them."""

from datetime import date
from html import unescape

import builders
import pytest
from sqlalchemy import Engine
from visitor import Visitor, an_app

from lifecycle.clock import VirtualClock
from models.database import writing
from portal.public_pages import PUBLIC_PAGES

ON = date(2023, 3, 1)
PAO, OGP = "PAO-2022-05091010-1", "OGP-2022-05091010-1"


@pytest.fixture
def visitor(engine: Engine) -> Visitor:
    with writing(engine) as session:
        clock = VirtualClock(builders.FOUNDED)
        builders.plan(session, clock=clock)
        builders.ogp_plan(session, clock)
    return Visitor(an_app(engine, VirtualClock(ON), PUBLIC_PAGES))


def asked(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_the_board_counts_the_openness_plans_and_offers_the_other_track(visitor: Visitor) -> None:
    page = asked(visitor, "/?lang=fr")
    assert "<strong>1</strong> Programmes suivis" in page
    assert "Adoption par le conseil" in page
    assert 'href="/?lang=fr&track=ogp_local">Plan d’action OGP Local</a>' in page


def test_the_board_of_ogp_local_has_no_council_and_leads_to_its_own_plans(
    visitor: Visitor,
) -> None:
    page = asked(visitor, "/?lang=fr&track=ogp_local")
    assert "Suivi des plans d’action OGP Local" in page
    assert "<strong>1</strong> Programmes suivis" in page
    assert "Adoption par le conseil" not in page
    assert "/plans?lang=fr&region=05&stage=joining&track=ogp_local" in page
    arabic = asked(visitor, "/?lang=ar&track=ogp_local")
    assert "تتبع برامج عمل الحكومة المنفتحة المحلية" in arabic


def test_the_list_is_of_one_track(visitor: Visitor) -> None:
    own, other = asked(visitor, "/plans?lang=fr"), asked(visitor, "/plans?lang=fr&track=ogp_local")
    assert PAO in own
    assert OGP not in own
    assert OGP in other
    assert PAO not in other
    assert "Membres OGP Local" in other
    assert asked(visitor, "/plans?lang=fr&track=nonsense").count(PAO) == own.count(PAO)


def test_each_plan_names_the_other_and_walks_its_own_path(visitor: Visitor) -> None:
    own, other = (asked(visitor, f"/plans/{reference}?lang=fr") for reference in (PAO, OGP))
    assert f'<a href="/plans/{OGP}?lang=fr">Plan d’action OGP Local</a> – Adhésion' in own
    assert f'<a href="/plans/{PAO}?lang=fr">Programme d’ouverture</a> – Adhésion' in other
    path = other[other.index('<ol class="path">') : other.index("</ol>")]
    assert "Adoption par le conseil" not in path
    assert "Lettre de soutien" in other


def test_without_another_track_nothing_is_offered(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plan(session)
    alone = Visitor(an_app(engine, VirtualClock(ON), PUBLIC_PAGES))
    assert "OGP" not in asked(alone, "/?lang=fr") + asked(alone, "/plans?lang=fr")
