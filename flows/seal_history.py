"""The flow `seal-history`: each hour the log is sealed, once a day everything is verified."""

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from audit.guard_duty import Duty, round_of_duty
from flows.clock_of_run import engine_of_run
from flows.recorded_runs import recorded
from flows.run_names import seal_name
from flows.seal_artifacts import duty_markdown
from flows.show_dashboard import show_incidents
from flows.watched import went_well
from flows.without_words import SaidOnPurpose, without_words
from lifecycle.clock import SystemClock


class HistoryBroken(SaidOnPurpose):
    """The verification found what does not hold: the run fails, so that it is seen."""


@task(name="seal and verify")
@without_words
def seal_and_verify(again: bool) -> Duty:
    """One task: it reads one moment of the database."""
    return round_of_duty(engine_of_run(), SystemClock(), cause="flow:seal-history", again=again)


@flow(
    name="seal-history",
    flow_run_name=seal_name,
    validate_parameters=True,
    on_completion=[went_well, recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def seal_history(again: bool = False) -> dict[str, int]:
    """Give entries their place in the log, sign it, and verify everything once a day.

    When something does not hold, auditors and admins are written to and the run fails.

    Args:
        again: Verify although today's verification was done.

    Raises:
        HistoryBroken: the history does not hold; the artifact names the first findings.
    """
    duty = seal_and_verify(again)
    create_markdown_artifact(
        duty_markdown(duty), key="history", description="Whether the history holds"
    )
    show_incidents(engine_of_run())
    if duty.alarm:
        raise HistoryBroken(duty.alarm)
    return {"added": duty.sealed.added if duty.sealed else 0, "heads": duty.heads}
