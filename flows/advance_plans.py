"""The flow `advance-plans`: each hour, the plans whose guards hold or whose date has come."""

from datetime import date

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from flows.artifacts import board_markdown, moves_markdown
from flows.clock_of_run import clock_on, engine_of_run
from flows.parameters import CohortCode, DryRun, OnDate, ShareNumber, Shares
from flows.recorded_runs import recorded
from flows.run_names import advance_name
from flows.watched import went_well
from flows.without_words import without_words
from lifecycle.advance import AdvanceReport, advance
from lifecycle.board import board
from lifecycle.shares import Share
from models.database import reading


@task(name="move the plans that may move")
@without_words
def move_plans(cohort: str, on: date | None, dry_run: bool, share: Share) -> AdvanceReport:
    """One task for all plans that are due to be looked at."""
    clock = clock_on(on)
    return advance(
        engine_of_run(),
        on=clock.today(),
        clock=clock,
        cohort=cohort,
        dry_run=dry_run,
        cause="flow:advance-plans",
        share=share,
    )


@flow(
    name="advance-plans",
    flow_run_name=advance_name,
    validate_parameters=True,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def advance_plans(
    cohort: CohortCode = "",
    on: OnDate = None,
    dry_run: DryRun = False,
    share: ShareNumber = 1,
    shares: Shares = 1,
) -> dict[str, int]:
    """Move every plan that may move by itself, and show where everybody stands.

    Only the plans that something happened to, or whose date has come, are looked at.

    Args:
        cohort: Code of one cohort, e.g. 2022-founders. Leave empty for all cohorts.
        on: Civil date on which the rules are applied. None is today in Casablanca.
        dry_run: Count and show what would happen; write nothing.
        share: Which share of the plans, from 1. Leave it and the next at 1 for all plans.
        shares: How many shares there are.
    """
    report = move_plans(cohort, on, dry_run, Share(share, shares))
    create_markdown_artifact(
        moves_markdown(report, dry_run=dry_run),
        key="last-moves",
        description="What the last run moved",
    )
    if share == 1:  # the board is of everybody: one share shows it
        _show_board(cohort, report.on)
    return {"looked_at": report.looked_at, "moved": len(report.moved)}


def _show_board(cohort: str, on: date) -> None:
    with reading(engine_of_run()) as session:
        found = board(session, cohort=cohort or None, on=on)
    create_markdown_artifact(
        board_markdown(found), key="board", description="Members by stage and region"
    )
