"""The flow `deliver-letters`: every few minutes, what the outbox owes."""

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.events import emit_event

from flows.artifacts import letters_markdown
from flows.clock_of_run import engine_of_run
from flows.parameters import ShareNumber, Shares
from flows.recorded_runs import recorded
from flows.run_names import delivery_name
from flows.sending import deliver_all
from flows.show_dashboard import show_incidents
from flows.watch_settings import WatchSettings
from flows.watched import over, piled_up, went_well
from flows.watches import PILED_UP
from flows.without_words import SaidOnPurpose, without_words
from lifecycle.board import letters
from lifecycle.clock import SystemClock
from lifecycle.shares import Share
from models.database import reading
from models.words import IncidentKind
from notifications.report import DeliveryReport
from notifications.settings import MailSettings


class MailServerDown(SaidOnPurpose):
    """The mail server could not be used. The letters wait in the outbox; nothing is lost."""


@task(name="deliver what is due")
@without_words
def deliver_due(share: Share) -> DeliveryReport:
    """One task for the whole share; the connections are inside."""
    return deliver_all(engine_of_run(), SystemClock(), "flow:deliver-letters", share)


@flow(
    name="deliver-letters",
    flow_run_name=delivery_name,
    validate_parameters=True,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def deliver_letters(share: ShareNumber = 1, shares: Shares = 1) -> dict[str, int | str]:
    """Deliver the letters that are due, inside the sending window, and show their state.

    Args:
        share: Which share of the readers, from 1. Leave it and the next at 1 for everybody.
        shares: How many shares there are.

    Raises:
        MailServerDown: the run fails so that it is seen; the letters go out in a later run.
    """
    report = deliver_due(Share(share, shares))
    if share == 1:  # the state is that of all letters: one share shows it
        _show(report)
        _say_whether_they_pile_up()
    if report.server_down:
        raise MailServerDown(f"{report.server_down}. The letters wait in the outbox; none is lost.")
    return report.counts()


def _show(report: DeliveryReport) -> None:
    with reading(engine_of_run()) as session:
        counted = letters(session)
    create_markdown_artifact(
        letters_markdown(counted, report.counts(), MailSettings().base_url),
        key="letters",
        description="Letters sent, waiting and undeliverable",
    )


def _say_whether_they_pile_up() -> None:
    """Tell the server when too many letters are past due, and close the incident when not."""
    engine, clock = engine_of_run(), SystemClock()
    told = piled_up(engine, WatchSettings(), clock)
    if told:
        resource = {"prefect.resource.id": "infitah.letters"}
        emit_event(PILED_UP, resource=resource, payload={"told": told})
    elif over(engine, "deliver-letters", (IncidentKind.LETTERS_PILED_UP,), clock):
        show_incidents(engine)
