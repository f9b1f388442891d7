"""Renews the artifacts of the morning's page, after a flow has done its work."""

from datetime import date

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from sqlalchemy import Engine

from flows.dashboard_artifacts import (
    bottleneck_rows,
    bottlenecks_sentence,
    incident_rows_shown,
    incidents_sentence,
    letter_funnel_markdown,
)
from lifecycle.board import region_names
from lifecycle.bottlenecks import bottlenecks
from lifecycle.incidents import incident_rows
from lifecycle.letter_funnel import letter_funnel
from models.database import reading
from notifications.settings import MailSettings


def show_bottlenecks(engine: Engine, on: date) -> int:
    """Renew the artifact `bottlenecks`; gives back in how many places plans wait."""
    base_url = MailSettings().base_url
    with reading(engine) as session:
        found, regions = bottlenecks(session, on=on), region_names(session)
    create_table_artifact(
        bottleneck_rows(found, regions, base_url),
        key="bottlenecks",
        description=bottlenecks_sentence(found, regions, base_url),
    )
    return len(found)


def show_letter_funnel(engine: Engine, on: date) -> None:
    """Renew the artifact `letter-funnel`."""
    with reading(engine) as session:
        found = letter_funnel(session, on=on)
    create_markdown_artifact(
        letter_funnel_markdown(found, MailSettings().base_url),
        key="letter-funnel",
        description="From letters to steps that are done",
    )


def show_incidents(engine: Engine) -> None:
    """Renew the artifact `incidents`."""
    with reading(engine) as session:
        found = incident_rows(session)
    create_table_artifact(
        incident_rows_shown(found),
        key="incidents",
        description=incidents_sentence(found, MailSettings().base_url),
    )
