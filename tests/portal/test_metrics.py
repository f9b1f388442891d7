"""The metrics: who may read them, and that each says what the records say."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, open_few
from sqlalchemy import Engine, update
from starlette.applications import Starlette

from audit.sealing import seal
from lifecycle.clock import VirtualClock
from lifecycle.incidents import record_incident
from lifecycle.sweep import sweep
from models.base import table_of
from models.database import open_database, writing
from models.outbox import OutboxLetter
from models.settings import CHECKOUT
from models.words import IncidentKind
from portal.app import create_app
from portal.metrics_settings import MetricsSettings

TOKEN = "a-long-token-of-a-scraper"
CLOCK = VirtualClock(FOUNDED + timedelta(days=40))
Opened = Callable[..., Starlette]


@pytest.fixture
def opened(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Makes the portal over two founders, with some settings of the metrics."""
    open_few(engine, BENI_MELLAL, LARACHE)

    def made(token: str = TOKEN, *, loopback: bool = False) -> Starlette:
        monkeypatch.setenv("INFITAH_METRICS_TOKEN", token)
        monkeypatch.setenv("INFITAH_METRICS_LOOPBACK", str(loopback))
        return create_app(engine, CLOCK)

    return made


def ask(
    app: Starlette, path: str = "/metrics", *, peer: str = "192.0.2.7", **headers: str
) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, client=(peer, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(asked())


def scraped(app: Starlette) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels, in the order of their names."""
    answer = ask(app, authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_there_is_no_such_page_unless_the_settings_open_it(opened: Opened) -> None:
    app = opened("")
    assert ask(app).status_code == 404
    assert ask(app, peer="127.0.0.1").status_code == 404
    assert ask(app, authorization="Bearer ").status_code == 404


@pytest.mark.parametrize(
    "told", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
)
def test_without_the_token_nothing_is_shown(opened: Opened, told: str) -> None:
    answer = ask(opened(), **({"authorization": told} if told.isascii() and told else {}))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "infitah_" not in answer.text


def test_this_machine_reads_them_where_the_settings_say_so_and_no_proxy_for_others(
    opened: Opened,
) -> None:
    app = opened("", loopback=True)
    assert ask(app, peer="127.0.0.1").status_code == 200
    assert ask(app).status_code == 401
    assert ask(app, peer="127.0.0.1", **{"x-forwarded-for": "192.0.2.9"}).status_code == 401


def test_a_short_token_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_METRICS_TOKEN", "short-one")
    with pytest.raises(ValueError, match="shorter than 16") as refused:
        MetricsSettings()
    assert "short-one" not in str(refused.value)


def test_they_say_what_the_records_say(opened: Opened, engine: Engine) -> None:
    app = opened()
    before = scraped(app)
    assert before["infitah_plans", "joining", "remacto"] == 2
    assert before["infitah_steps_open",] == 8
    assert before["infitah_steps_overdue",] == 4  # the charter and the focal point of both
    assert before["infitah_letters", "undeliverable"] == 0
    assert before["infitah_log_size",] == 0
    assert before["infitah_log_unsealed_entries",] == 2
    assert ("infitah_daily_check_age_seconds",) not in before
    sweep(engine, on=CLOCK.on, clock=CLOCK)
    seal(engine, VirtualClock(CLOCK.on, hour=8))
    with writing(engine) as session:
        record_incident(session, IncidentKind.RUN_FAILED, "deliver-letters", "", CLOCK)
        letter = table_of(OutboxLetter)
        hours = CLOCK.now() - timedelta(hours=3)
        session.connection().execute(update(letter).values(next_at=hours))
    after = scraped(app)
    assert (after["infitah_log_size",], after["infitah_log_unsealed_entries",]) == (2, 0)
    assert after["infitah_log_checkpoint_age_seconds",] == 3600
    assert after["infitah_incidents_open",] == 1
    assert after["infitah_daily_check_age_seconds",] == 0
    assert after["infitah_letter_oldest_unsent_age_seconds",] == 3 * 3600
    assert after["infitah_letters", "queued"] > before["infitah_letters", "queued"]


def test_requests_are_counted_by_their_route_and_never_by_what_was_asked(opened: Opened) -> None:
    app = opened()
    ask(app, "/plans/PAO-2022-050910101-1")
    ask(app, "/plans/nobody-knows-it")
    ask(app, "/l/a-token-of-somebody")
    ask(app, "/wp-admin.php")
    found = scraped(app)
    assert found["infitah_requests_total", "GET", "/plans/{reference}", "200"] == 1
    assert found["infitah_requests_total", "GET", "/plans/{reference}", "404"] == 1
    assert found["infitah_requests_total", "GET", "none", "404"] == 1
    assert found["infitah_request_seconds_count", "/plans/{reference}"] == 2
    text = ask(app, authorization=f"Bearer {TOKEN}").text
    for asked in ("a-token-of-somebody", "wp-admin", "nobody-knows-it", "050910101"):
        assert asked not in text


def test_each_metric_is_documented_and_no_other(opened: Opened, engine: Engine) -> None:
    sweep(engine, on=CLOCK.on, clock=CLOCK)
    app = opened()
    seal(engine, CLOCK)
    ask(app, "/healthz")
    text = ask(app, authorization=f"Bearer {TOKEN}").text
    shown = set(re.findall(r"^# TYPE (infitah_\w+)", text, re.MULTILINE))
    told = (CHECKOUT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = told[told.index("## Metrics") : told.index("```yaml")]
    written = set(re.findall(r"`(infitah_\w+)", section))
    # The library adds when each series began.
    assert {name for name in shown if not name.endswith("_created")} == written


def test_two_portals_count_apart(opened: Opened) -> None:
    first, second = opened(), opened()
    ask(first, "/healthz")
    assert ("infitah_requests_total", "GET", "/healthz", "200") in scraped(first)
    assert ("infitah_requests_total", "GET", "/healthz", "200") not in scraped(second)


def test_a_database_that_is_gone_fails_the_scrape_without_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INFITAH_METRICS_TOKEN", TOKEN)
    gone = open_database("postgresql://infitah:secret@127.0.0.1:9/nowhere")
    answer = ask(create_app(gone, CLOCK), authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 503
    assert "secret" not in answer.text
