"""The flow `brief-coordinators`: each Monday, the week's digest for every coordinator.

It also foresees which council session each plan will make and keeps it, so that a year later it can
be said how far such forecasts came true.
"""

from datetime import date

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.artifacts import board_markdown, late_rows
from flows.clock_of_run import clock_on, engine_of_run
from flows.forecast_artifacts import causes_markdown, forecast_markdown
from flows.parameters import DryRun, OnDate
from flows.run_names import briefing_name
from flows.worklist_artifacts import worklist_rows
from lifecycle import worklist
from lifecycle.board import board, late_steps
from lifecycle.briefing import write_digests
from lifecycle.calibration import calibrate, outcomes
from lifecycle.causes import causes
from lifecycle.collectivity_names import names_of
from lifecycle.forecasts import forecast_plans, keep
from models.database import reading
from notifications.settings import MailSettings


@task(name="write the digests")
def write_week(on: date | None, dry_run: bool) -> int:
    """One digest for each coordinator, once a week."""
    clock = clock_on(on)
    return write_digests(
        engine_of_run(), clock=clock, dry_run=dry_run, cause="flow:brief-coordinators"
    )


@task(name="foresee the council sessions")
def foresee(on: date, dry_run: bool) -> str:
    """The forecast of the week as Markdown; without the dry run it is kept."""
    engine = engine_of_run()
    if not dry_run:
        keep(engine, on=on)
    with reading(engine) as session:
        told = forecast_plans(session, on=on)
        names = names_of(session, [one.collectivity_code for one in told])
        came = calibrate(outcomes(session, on=on))
    return forecast_markdown(told, names, came, on, MailSettings().base_url)


@flow(name="brief-coordinators", flow_run_name=briefing_name, validate_parameters=True)
def brief_coordinators(on: OnDate = None, dry_run: DryRun = False) -> dict[str, int]:
    """Owe each coordinator the digest of the week; renew board, late steps, worklist and forecast.

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
        stuck = causes(session, on=today)
    create_markdown_artifact(
        foresee(today, dry_run), key="forecast", description="Who will make which council session"
    )
    create_markdown_artifact(
        causes_markdown(stuck, today, MailSettings().base_url),
        key="causes",
        description="Why plans have not advanced, and who can unblock them",
    )
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
