"""The flow `brief-coordinators`: each Monday, the week's digest for every coordinator.

It also foresees which council session each plan will make and keeps it, so that a year later it can
be said how far such forecasts came true.
"""

from datetime import date

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.artifacts import board_markdown, late_rows
from flows.clock_of_run import clock_on, engine_of_run
from flows.parameters import DryRun, OnDate
from flows.recorded_runs import recorded
from flows.run_names import briefing_name
from flows.show_dashboard import show_bottlenecks, show_incidents, show_letter_funnel
from flows.show_forecast import show_causes, show_forecast
from flows.watched import went_well
from flows.without_words import without_words
from flows.worklist_artifacts import worklist_rows
from lifecycle import worklist
from lifecycle.board import board, late_steps
from lifecycle.briefing import write_digests
from lifecycle.forecasts import keep
from models.database import reading


@task(name="write the digests")
@without_words
def write_week(on: date | None, dry_run: bool) -> int:
    """One digest for each coordinator, once a week."""
    clock = clock_on(on)
    return write_digests(
        engine_of_run(), clock=clock, dry_run=dry_run, cause="flow:brief-coordinators"
    )


@task(name="foresee the council sessions")
@without_words
def foresee(on: date) -> int:
    """Keep the forecast of every plan before its vote; gives back how many."""
    return keep(engine_of_run(), on=on)


@flow(
    name="brief-coordinators",
    flow_run_name=briefing_name,
    validate_parameters=True,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def brief_coordinators(on: OnDate = None, dry_run: DryRun = False) -> dict[str, int]:
    """Owe each coordinator the digest of the week, keep the forecast, renew the dashboard.

    The dashboard: the board, late steps, the worklist, the forecast, causes, bottlenecks and what
    letters bring.

    A digest of a week is owed once, however often this runs.

    Args:
        on: Civil date whose week is meant. None is today in Casablanca.
        dry_run: Count the digests that would be new; write nothing.
    """
    digests = write_week(on, dry_run)
    today = clock_on(on).today()
    with reading(engine_of_run()) as session:
        found, late = board(session, on=today), late_steps(session, on=today)
        waiting = worklist.read(session, today)
    if not dry_run:
        foresee(today)
    show_forecast(engine_of_run(), today)
    show_causes(engine_of_run(), today)
    show_bottlenecks(engine_of_run(), today)
    show_letter_funnel(engine_of_run(), today)
    show_incidents(engine_of_run())
    create_markdown_artifact(
        board_markdown(found), key="board", description="Members by stage and region"
    )
    create_table_artifact(
        late_rows(late), key="late-steps", description="Late steps, and who must act"
    )
    create_table_artifact(
        worklist_rows(waiting), key="worklist", description="What waits for a coordinator"
    )
    return {"digests": digests, "late": len(late), "waiting": sum(waiting.counts().values())}
