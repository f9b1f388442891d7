"""The forecast and the causes as coordinators read them: their regions, worst first."""

from datetime import date, timedelta

import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, ORIENTAL, open_few
from sqlalchemy import Engine
from starlette.applications import Starlette

from lifecycle.clock import VirtualClock
from lifecycle.forecast_words import OUTLOOK_NAMES
from lifecycle.forecasts import keep
from lifecycle.pathway_words import STEP_NAMES
from models.words import Outlook
from portal.app import create_app
from portal.settings import PortalSettings

LATE = date(2023, 9, 20)  # nobody has done anything: nobody makes October
PLAN = "PAO-2022-050910101-1"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    open_few(engine, BENI_MELLAL, ORIENTAL, LARACHE)
    with_accounts(engine, clock, NATIONAL, AUDITOR, OF_BENI_MELLAL, OF_ORIENTAL)
    return create_app(engine, clock, PortalSettings())


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_plan_is_told_with_its_outlook_and_what_holds_it_up(
    app: Starlette, clock: VirtualClock, lang: str
) -> None:
    reader = SignedIn(app, NATIONAL)
    early = reader.get(f"/work/forecast?lang={lang}").text
    assert OUTLOOK_NAMES[Outlook.AT_RISK].said_in(lang) in early
    clock.on = LATE
    late = SignedIn(app, NATIONAL).get(f"/work/forecast?lang={lang}").text
    assert late.count('class="state will_miss"') == 3
    assert STEP_NAMES["adhere_to_charter"].said_in(lang) in late
    assert f"/work/plans/{PLAN}?lang={lang}#forecast" in late


def test_a_region_coordinator_reads_their_region_alone(app: Starlette) -> None:
    for path in ("/work/forecast", "/work/why"):
        mine = SignedIn(app, OF_BENI_MELLAL).get(f"{path}?lang=fr&region=02").text
        assert PLAN in mine
        assert mine.count("/work/plans/PAO-") == 1
        assert PLAN not in SignedIn(app, OF_ORIENTAL).get(f"{path}?lang=fr").text


def test_an_outlook_is_looked_at_alone(app: Starlette, clock: VirtualClock) -> None:
    clock.on = LATE
    reader = SignedIn(app, AUDITOR)
    assert PLAN in reader.get("/work/forecast?lang=fr&outlook=will_miss").text
    assert PLAN not in reader.get("/work/forecast?lang=fr&outlook=on_track").text
    assert PLAN in reader.get("/work/forecast?lang=fr&outlook=nonsense").text


def test_it_says_how_far_earlier_forecasts_came_true(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    assert "Aucune prévision antérieure" in SignedIn(app, NATIONAL).get(
        "/work/forecast?lang=fr"
    ).text  # fmt: skip
    keep(engine, on=clock.today())
    clock.on = date(2023, 12, 1)
    said = SignedIn(app, NATIONAL).get("/work/forecast?lang=fr").text
    assert "0 sur 3" in said


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_page_of_a_plan_tells_the_last_dates_of_its_steps(app: Starlette, lang: str) -> None:
    said = SignedIn(app, OF_BENI_MELLAL).get(f"/work/plans/{PLAN}?lang={lang}").text
    assert 'id="forecast"' in said
    assert said.count("data-label=") >= 12


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_plans_that_wait_for_the_same_thing_stand_under_one_cause(
    app: Starlette, lang: str
) -> None:
    said = SignedIn(app, NATIONAL).get(f"/work/why?lang={lang}").text
    assert said.count("<details>") == 1
    assert said.count("/work/plans/PAO-") == 3
    assert STEP_NAMES["adhere_to_charter"].said_in(lang) in said
