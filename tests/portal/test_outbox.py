"""The pages as a browser gets them: what they show, in which language, and what they refuse."""

import asyncio
import re
from datetime import date

import builders
import httpx
import pytest
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from audit.letters_erased import destroy_messages
from audit.sealing import seal
from audit.weekly_checkpoint import LOG_CHECKPOINT, owe_weekly_checkpoint
from lifecycle.acts import coordinator
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import read_calendar
from lifecycle.onboarding import open_cohort
from lifecycle.sweep import sweep
from models.database import reading, writing
from models.outbox import LetterMessage, OutboxLetter
from models.settings import CHECKOUT
from models.words import CollectivityKind, FactBasis, LetterState, Role
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from portal.app import create_app
from portal.kind_names import KIND_NAMES
from portal.page_words import WORDS
from portal.settings import PortalSettings

FOUNDED = date(2022, 10, 21)
CAUSE = "replay:2022-founders"
ARABIC, LATIN = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-zÀ-ÿ]{3}")


@pytest.fixture
def founders(engine: Engine) -> Engine:
    """The founding cohort on its first day, its first letters in the mailbox."""
    clock, folder = VirtualClock(FOUNDED), CHECKOUT / "cohorts"
    calendar = read_calendar((folder / "2022-founders.yaml").read_text(), "2022-founders.yaml")
    open_cohort(
        engine, (folder / "2022-founders.csv").read_bytes(), "2022-founders.csv", calendar,
        clock=clock, actor=coordinator(1), dry_run=False, cause=CAUSE,
        basis=FactBasis.ILLUSTRATIVE,
    )  # fmt: skip
    sweep(engine, on=FOUNDED, clock=clock, cause=CAUSE)
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings(), cause=CAUSE)
    return engine


class Browser:
    """Asks the application itself, without a network."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("GET", path))

    def post(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("POST", path))

    async def _ask(self, method: str, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)


@pytest.fixture
def browser(founders: Engine) -> Browser:
    return Browser(create_app(founders, VirtualClock(FOUNDED), PortalSettings(open_outbox=True)))


def a_letter(engine: Engine) -> OutboxLetter:
    with reading(engine) as session:
        query = select(OutboxLetter).where(OutboxLetter.state == LetterState.ACCEPTED)
        return session.scalars(query.order_by(OutboxLetter.id)).first()  # type: ignore[return-value]


def test_a_page_is_arabic_from_the_right_unless_french_is_asked_for(browser: Browser) -> None:
    for path in ("/", "/outbox", "/nowhere"):
        assert '<html lang="ar" dir="rtl">' in browser.get(path).text, path
        assert '<html lang="fr" dir="ltr">' in browser.get(f"{path}?lang=fr").text, path


def test_a_letter_of_a_replay_says_so_in_the_list_and_when_opened(
    browser: Browser, founders: Engine
) -> None:
    number = a_letter(founders).id
    assert WORDS["replayed_short"].fr in browser.get("/outbox?lang=fr").text
    opened = browser.get(f"/outbox/{number}?lang=fr").text
    assert WORDS["replayed"].fr in opened
    assert WORDS["illustrative"].fr in opened


def test_a_letter_whose_bytes_were_destroyed_says_so(browser: Browser, founders: Engine) -> None:
    number = a_letter(founders).id
    with writing(founders) as session:
        destroy_messages(session, [number])
    opened = browser.get(f"/outbox/{number}?lang=fr")
    assert opened.status_code == 200
    assert WORDS["not_kept"].fr in opened.text
    assert WORDS["not_written"].fr not in opened.text
    assert browser.get(f"/outbox/{number}.eml").status_code == 404


def test_the_file_holds_the_exact_bytes(browser: Browser, founders: Engine) -> None:
    number = a_letter(founders).id
    answer = browser.get(f"/outbox/{number}.eml")
    with reading(founders) as session:
        assert answer.content == session.get_one(LetterMessage, number).message
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}.eml"'
    assert answer.headers["content-type"] == "message/rfc822"


def test_the_html_of_a_letter_may_do_nothing(browser: Browser, founders: Engine) -> None:
    answer = browser.get(f"/outbox/{a_letter(founders).id}/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "<!doctype html>" in answer.text.lower()


def test_a_letter_to_a_collectivity_offers_its_one_signed_link(
    browser: Browser, founders: Engine
) -> None:
    opened = browser.get(f"/outbox/{a_letter(founders).id}").text
    links = set(re.findall(r'href="http://127\.0\.0\.1:4280(/[^"]+)"', opened))
    assert [path.startswith("/l/") for path in links] == [True]


def test_nothing_is_kept_indexed_framed_or_run(browser: Browser) -> None:
    for path in ("/", "/outbox", "/plans/PAO-2022-01-1", "/healthz", "/nowhere"):
        answer = browser.get(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert answer.headers["referrer-policy"] == "no-referrer", path
        assert answer.headers["x-robots-tag"] == "noindex, nofollow", path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert "<script" not in answer.text, path


def test_what_does_not_exist_is_not_found(browser: Browser) -> None:
    for path in ("/outbox/x", "/outbox/x.eml", "/outbox/x/html", "/plans/PAO-0-0-0", "/nowhere"):
        answer = browser.get(path)
        assert answer.status_code == 404, path
        assert WORDS["not_found"].ar in answer.text, path


def test_nothing_can_be_changed_from_here(browser: Browser) -> None:
    for path in ("/", "/outbox", "/plans/PAO-2022-01-1"):
        assert browser.post(path).status_code == 405, path


def test_filters_are_kept_from_page_to_page(browser: Browser) -> None:
    page = browser.get("/outbox?lang=fr&kind=welcome&origin=replayed&state=accepted").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    following = following.replace("&amp;", "&")
    assert "kind=welcome" in following
    assert "origin=replayed" in following
    assert browser.get(following).status_code == 200


def test_a_filter_that_means_nothing_filters_nothing(browser: Browser) -> None:
    for asked in ("page=x", "page=-1", "page=²", "state=nonsense", "kind=<script>", "lang=xx"):
        answer = browser.get(f"/outbox?{asked}")
        assert answer.status_code == 200, asked
        assert "<strong>396</strong>" in answer.text, asked


def test_what_is_searched_for_comes_back_escaped(browser: Browser) -> None:
    page = browser.get("/outbox?collectivity=%22%3E%3Cb%3Ex").text
    assert "&#34;&gt;&lt;b&gt;x" in page
    assert WORDS["no_letter"].ar in page


def test_the_words_of_the_pages_are_in_their_own_language() -> None:
    for name, phrase in (WORDS | KIND_NAMES).items():
        if name not in ("other_language", "colon"):
            assert ARABIC.search(phrase.ar), name
            assert not ARABIC.search(phrase.fr), name
            assert "'" not in phrase.fr, name
            assert not re.search(r"(?<!\u00a0)[;?!:](?!//)", phrase.fr), name


def test_every_kind_of_letter_has_a_name_on_the_pages() -> None:
    from notifications.letters import kinds

    assert kinds() == set(KIND_NAMES)


def test_the_file_that_a_letter_carries_is_handed_out_byte_by_byte(engine: Engine) -> None:
    clock = VirtualClock(FOUNDED)
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05").region_code = "05"
        builders.plan(session)
        builders.hold(session, builders.person(session), Role.AUDITOR)
    note = seal(engine, clock).note or ""
    owe_weekly_checkpoint(engine, clock=clock, cause="test")
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings())
    with reading(engine) as session:
        query = select(OutboxLetter.id).where(OutboxLetter.kind == LOG_CHECKPOINT)
        number = session.scalars(query).one()
    browser = Browser(create_app(engine, clock, PortalSettings(open_outbox=True)))
    page, path = browser.get(f"/outbox/{number}?lang=fr").text, f"/outbox/{number}/attached.txt"
    assert f'href="{path}"' in page
    answer = browser.get(path)
    assert answer.content == note.encode()
    name = re.search(r'filename="(checkpoint-\d+\.txt)"', answer.headers["content-disposition"])
    assert name is not None
    assert name[1] in page


def test_a_letter_without_a_file_hands_out_none(browser: Browser, founders: Engine) -> None:
    for number in (a_letter(founders).id, "nothing"):
        assert browser.get(f"/outbox/{number}/attached.txt").status_code == 404
