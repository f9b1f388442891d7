"""Renews what the dashboard shows of the forecast and of the causes."""

from datetime import date

from prefect.artifacts import create_markdown_artifact
from sqlalchemy import Engine

from flows.forecast_artifacts import causes_markdown, forecast_markdown
from lifecycle.calibration import calibrate, outcomes
from lifecycle.causes import causes
from lifecycle.collectivity_names import names_of
from lifecycle.forecasts import forecast_plans
from models.database import reading
from notifications.settings import MailSettings


def show_forecast(engine: Engine, on: date) -> None:
    """Renew the artifact `forecast`."""
    with reading(engine) as session:
        told = forecast_plans(session, on=on)
        names = names_of(session, [one.collectivity_code for one in told])
        came = calibrate(outcomes(session, on=on))
    create_markdown_artifact(
        forecast_markdown(told, names, came, on, MailSettings().base_url),
        key="forecast",
        description="Who will make which council session",
    )


def show_causes(engine: Engine, on: date) -> None:
    """Renew the artifact `causes`."""
    with reading(engine) as session:
        found = causes(session, on=on)
    create_markdown_artifact(
        causes_markdown(found, on, MailSettings().base_url),
        key="causes",
        description="Why plans have not advanced, and who can unblock them",
    )
