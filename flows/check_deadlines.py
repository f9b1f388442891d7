"""The flow `check-deadlines`: each working morning, the letters that open steps owe."""

from datetime import date

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from flows.artifacts import late_rows, sweep_markdown
from flows.clock_of_run import clock_on, engine_of_run
from flows.parameters import CohortCode, DryRun, OnDate, ShareNumber, Shares
from flows.recorded_runs import recorded
from flows.run_names import deadlines_name
from flows.show_dashboard import show_bottlenecks, show_incidents
from flows.watched import over, went_well
from flows.watches import CHECKED
from flows.without_words import without_words
from lifecycle.board import late_steps
from lifecycle.clock import SystemClock
from lifecycle.shares import Share
from lifecycle.sweep import sweep
from lifecycle.sweep_report import SweepReport
from models.database import reading
from models.words import IncidentKind


@task(name="write the letters that are due")
@without_words
def write_due_letters(cohort: str, on: date | None, dry_run: bool, share: Share) -> SweepReport:
    """One task for the whole share: a task a plan would cost more than the sweep."""
    clock = clock_on(on)
    return sweep(
        engine_of_run(),
        on=clock.today(),
        clock=clock,
        cohort=cohort,
        dry_run=dry_run,
        cause="flow:check-deadlines",
        share=share,
    )


@flow(
    name="check-deadlines",
    flow_run_name=deadlines_name,
    validate_parameters=True,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def check_deadlines(
    cohort: CohortCode = "",
    on: OnDate = None,
    dry_run: DryRun = False,
    share: ShareNumber = 1,
    shares: Shares = 1,
) -> dict[str, int]:
    """Write every reminder and escalation that open steps owe.

    Nothing is written twice, and a day that was missed is caught up: running it again is harmless.
    Of a day that is shared out, the last share shows the day and says that it is checked.

    Args:
        cohort: Code of one cohort, e.g. 2022-founders. Leave empty for all cohorts.
        on: Civil date on which the rules are applied. None is today in Casablanca.
        dry_run: Count and show what would happen; write nothing.
        share: Which share of the plans, from 1. Leave it and the next at 1 for all plans.
        shares: How many shares there are.
    """
    mine = Share(share, shares)
    report = write_due_letters(cohort, on, dry_run, mine)
    told = {"letters": report.letters, "skipped": report.skipped}
    if not (mine.is_all or report.finished):
        return told
    late = _show(report, mine, cohort, dry_run)
    if not dry_run and not cohort:
        _completed(on)
    show_incidents(engine_of_run())
    return told | {"late": late}


def _show(report: SweepReport, share: Share, cohort: str, dry_run: bool) -> int:
    """What the check found, and who is late; gives back how many steps are."""
    with reading(engine_of_run()) as session:
        late = late_steps(session, on=report.on, cohort=cohort or None)
    show_bottlenecks(engine_of_run(), report.on)
    create_markdown_artifact(
        sweep_markdown(report, len(late), dry_run=dry_run, share=share),
        key="last-sweep",
        description="What the last check of deadlines found",
    )
    create_table_artifact(
        late_rows(late), key="late-steps", description="Late steps, and who must act"
    )
    return len(late)


def _completed(on: date | None) -> None:
    """Say that the check of today is done: the server waits for it each working day."""
    clock = SystemClock()
    if on is not None and on < clock.today():
        return
    over(engine_of_run(), "check-deadlines", (IncidentKind.CHECK_MISSED,), clock)
    emit_event(CHECKED, resource={"prefect.resource.id": "infitah.check-deadlines"})
