"""The board and the list of plans, as a browser gets them."""

import re
from datetime import date
from types import SimpleNamespace

import builders
import pytest
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response
from visitor import Visitor, an_app

from lifecycle import door
from lifecycle.clock import VirtualClock
from models.database import writing
from models.words import CollectivityKind
from portal.board_pages import overview
from portal.board_words import BOARD_WORDS
from portal.public_pages import PUBLIC_PAGES
from portal.route_table import Access, Page

FOUNDED, MUCH_LATER = date(2022, 10, 21), date(2023, 3, 1)
ARABIC = re.compile("[\u0600-\u06ff]")
REGION_05 = "Région Béni Mellal-Khénifra"


@pytest.fixture
def network(engine: Engine) -> Engine:
    """Two communes of region 05, a region, and a province that is suspended for elections."""
    with writing(engine) as session:
        builders.plans(session, 2)
        builders.plan(session, CollectivityKind.REGION)
        province = builders.plan(session, CollectivityKind.PROVINCE)
        door.fire(
            session, province, "suspend", actor=builders.COORDINATOR,
            at=VirtualClock(FOUNDED).now(), reason="x", said={"published_reason": "elections"},
        )  # fmt: skip
    return engine


@pytest.fixture
def visitor(network: Engine) -> Visitor:
    return Visitor(an_app(network, VirtualClock(MUCH_LATER), PUBLIC_PAGES))


@pytest.fixture
def many(engine: Engine) -> Visitor:
    """More plans than one page holds."""
    with writing(engine) as session:
        builders.plans(session, 51)
    return Visitor(an_app(engine, VirtualClock(MUCH_LATER), PUBLIC_PAGES))


def cells(html: str, region: str) -> list[str]:
    """The words of the row of a region on the board."""
    rows = [r for r in re.findall(r"<tr>(.*?)</tr>", html, re.S) if region in r]
    assert len(rows) == 1, region
    return [
        " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", rows[0], re.S)
    ]


def names(html: str) -> list[str]:
    return re.findall(r'<h2><a href="/plans/([^?"]+)', html)


def test_a_region_has_its_plans_by_stage_and_how_many_are_late(visitor: Visitor) -> None:
    row = cells(visitor.get("/?lang=fr").text, REGION_05)
    assert row[:3] == [REGION_05, "2 En retard : 2", "0"]
    assert row[-1] == "2 En retard : 2"


def test_every_cell_leads_to_the_plans_it_counts(visitor: Visitor) -> None:
    html = visitor.get("/?lang=fr&kind=commune").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/plans\?[^"]+)"', html)}
    (wanted,) = {link for link in links if "region=05&stage=joining" in link and "late" not in link}
    assert "kind=commune" in wanted
    assert len(names(visitor.get(wanted).text)) == 2


def test_the_board_is_filtered_by_kind_session_and_lateness(visitor: Visitor) -> None:
    for asked, left in (
        ("kind=region", "Région"),
        ("session=2023-10&kind=commune", REGION_05),
        ("late=1&kind=commune", REGION_05),
    ):
        html = visitor.get(f"/?lang=fr&{asked}").text
        assert left in html, asked
    assert BOARD_WORDS["none_found"].fr in visitor.get("/?lang=fr&kind=prefecture").text
    assert REGION_05 not in visitor.get("/?lang=fr&session=2023-09").text


def test_a_filter_that_means_nothing_filters_nothing(visitor: Visitor) -> None:
    for asked in ("kind=<script>", "stage=x", "page=-1", "page=²", "late=yes"):
        html = visitor.get(f"/plans?{asked}").text
        assert len(names(html)) == 4, asked
        assert "<script" not in html


def test_what_is_searched_for_is_found_in_either_spelling_and_comes_back_escaped(
    visitor: Visitor,
) -> None:
    assert len(names(visitor.get("/plans?q=بنى ملال").text)) == 2
    assert "&#34;&gt;&lt;b&gt;x" in visitor.get('/plans?q="><b>x').text


def test_a_name_in_vain_is_answered_by_the_nearest(visitor: Visitor) -> None:
    html = visitor.get("/plans?q=Beni Melal&lang=fr").text
    assert BOARD_WORDS["near"].fr in html
    assert "Béni Mellal" in html


def test_a_collectivity_without_a_plan_is_told_so_and_that_no_reason_was_published(
    visitor: Visitor,
) -> None:
    html = visitor.get("/plans?q=Tiznit&lang=fr").text
    assert "Province de Tiznit" in html
    assert BOARD_WORDS["not_member"].fr in html
    assert BOARD_WORDS["no_reason"].fr in html


def test_what_is_held_says_since_when_and_the_published_reason(visitor: Visitor) -> None:
    html = visitor.get("/plans?stage=suspended&lang=fr").text
    assert "Le programme a été suspendu" in html
    assert "Motif publié\u00a0: Période électorale" in html
    assert "21 octobre 2022" in html


def test_pages_follow_one_another_with_their_filters(many: Visitor) -> None:
    html = many.get("/plans?region=05&late=1").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', html)
    following = following.replace("&amp;", "&")
    assert "region=05" in following
    assert "late=1" in following
    assert len(names(html)) == 50
    assert len(names(many.get(following).text)) == 1


def test_the_mailbox_is_offered_only_where_it_is_open(network: Engine) -> None:
    clock = VirtualClock(MUCH_LATER)
    closed = Visitor(an_app(network, clock, PUBLIC_PAGES)).get("/").text
    opened = Visitor(an_app(network, clock, PUBLIC_PAGES, open_outbox=True)).get("/").text
    assert 'href="/outbox' not in closed
    assert 'href="/outbox' in opened


def test_who_is_signed_in_is_offered_the_worklist_and_the_way_out(network: Engine) -> None:
    def as_coordinator(request: Request) -> Response:
        request.state.viewer = SimpleNamespace(national=False, reads_all=False, form_token="t0ken")
        return overview(request)

    pages = (Page("/", as_coordinator, Access.PUBLIC), Page("/out", overview, Access.PUBLIC))
    visitor = Visitor(an_app(network, VirtualClock(MUCH_LATER), pages))
    inside, outside = visitor.get("/?lang=fr").text, visitor.get("/out?lang=fr").text
    assert 'href="/work?lang=fr"' in inside
    assert 'href="/audit' not in inside
    assert 'action="/sign-out?lang=fr"' in inside
    assert 'name="form_token" value="t0ken"' in inside
    assert "/sign-in" not in inside
    assert 'href="/sign-in?lang=fr"' in outside
    assert 'href="/work?' not in outside


def test_pages_have_a_skip_link_one_title_captions_and_scopes(visitor: Visitor) -> None:
    for path in ("/", "/plans"):
        html = visitor.get(path).text
        assert '<a class="skip" href="#main">' in html
        assert '<main id="main"' in html
        assert html.count("<h1") == 1
        for table in re.findall(r"<table.*?</table>", html, re.S):
            assert "<caption>" in table
            assert re.search(r"<th(?![^>]*scope=)[ >]", table) is None
        for number in re.findall(r'<(?:input|select)[^>]*id="([^"]+)"', html):
            assert f'<label for="{number}">' in html, number


def test_the_style_sheet_is_asked_for_by_its_digest_and_may_be_kept(visitor: Visitor) -> None:
    (address,) = re.findall(r'href="(/style\.css\?v=[0-9a-f]{12})"', visitor.get("/").text)
    answer = visitor.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_the_words_of_the_board_are_in_their_own_language() -> None:
    for name, phrase in BOARD_WORDS.items():
        assert ARABIC.search(phrase.ar), name
        assert not ARABIC.search(phrase.fr + phrase.en), name
        assert "'" not in phrase.fr, name
        assert not re.search(r"(?<!\u00a0)[;?!:](?!//)", phrase.fr), name
