"""`infitah forecast`: which council session each plan will make, and how far to believe it."""

import argparse
from datetime import date

from sqlalchemy import Engine

from flows.connect import connect
from flows.forecast_shown import (
    plain,
    plain_calibration,
    print_calibration,
    print_network,
    print_plan,
)
from flows.shown import clock_of, print_json
from lifecycle.calibration import outcomes
from lifecycle.forecast import PlanForecast
from lifecycle.forecasts import forecast_plans
from lifecycle.plans import find_plan
from models.database import reading


def forecast(arguments: argparse.Namespace) -> None:
    """Print the forecast, or with `--calibration` what came of earlier ones."""
    today = clock_of(arguments).today()
    if arguments.replay_to is None:
        return _told(connect(arguments), today, arguments)
    from flows.replayed_copy import replayed_copy

    with replayed_copy(arguments.replay_to) as copy:
        if not arguments.calibration:
            return _told(copy.engine, arguments.replay_to, arguments)
        copy.replay(until=today)
        return _told(copy.engine, today, arguments)


def _told(engine: Engine, on: date, arguments: argparse.Namespace) -> None:
    if arguments.calibration:
        return _calibration(engine, on, arguments)
    with reading(engine) as session:
        plans = [find_plan(session, arguments.plan, on=on).id] if arguments.plan else None
        found = forecast_plans(session, on=on, cohort=arguments.cohort, plans=plans)
    told = [one for one in found if _wanted(one, arguments)]
    if arguments.json:
        return print_json([plain(one) for one in told])
    if arguments.plan and told:
        return print_plan(told[0], arguments.lang)
    return print_network(told, on, arguments.lang)


def _calibration(engine: Engine, on: date, arguments: argparse.Namespace) -> None:
    with reading(engine) as session:
        found = outcomes(session, on=on, cohort=arguments.cohort)
    if arguments.json:
        return print_json(plain_calibration(found))
    return print_calibration(found)


def _wanted(one: PlanForecast, arguments: argparse.Namespace) -> bool:
    region, outlook = arguments.region, arguments.outlook
    return region in (None, one.region_code) and outlook in (None, one.outlook)
