"""The flow `read-bounces`: every quarter of an hour, the letters that came back."""

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.bounce_artifacts import bounces_markdown
from flows.clock_of_run import engine_of_run
from flows.recorded_runs import recorded
from flows.run_names import bounces_name
from flows.watched import went_well
from flows.without_words import without_words
from lifecycle.clock import SystemClock
from notifications.bounce_sources import bounce_sources
from notifications.bounces import read_bounces as read_all


@task(name="read what came back")
@without_words
def read_once() -> dict[str, int]:
    """One task for everything that lies in the drop and the Maildir."""
    return read_all(engine_of_run(), bounce_sources(), SystemClock())


@flow(
    name="read-bounces",
    flow_run_name=bounces_name,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def read_bounces() -> dict[str, int]:
    """Read the letters that came back; a wrong address is not written to again.

    What was read is moved aside, so the dashboard keeps the last reading that found something.
    """
    counts = read_once()
    if counts:
        create_markdown_artifact(
            bounces_markdown(counts), key="bounces", description="Letters that came back"
        )
    return counts
