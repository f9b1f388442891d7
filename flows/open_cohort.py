"""The flow `open-cohort`: an admin opens a cohort from a spreadsheet; a dry run by default."""

import hashlib
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from flows.clock_of_run import clock_on, engine_of_run
from flows.cohort_artifacts import opened_markdown, refused_markdown
from flows.parameters import DryRun, OnDate
from flows.recorded_runs import RunRefused, recorded
from flows.run_names import opening_name
from flows.without_words import without_words
from lifecycle import acts
from lifecycle.cohort_calendar import read_calendar
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_result import Marks, marks_of, marks_of_refused
from lifecycle.onboarding import open_cohort as open_through_the_door
from lifecycle.sheet_child import mark_in_child, read_in_child
from models.settings import CHECKOUT, data_folder

# How far the work is once a step is over, and what comes next.
STEPS = {
    "read": (40.0, "Checking every row against the register"),
    "checked": (60.0, "Opening the members"),
    "written": (95.0, "Handing the sheet back"),
}


class CohortNotOpened(RunRefused):
    """The sheet was refused; every problem is listed in the run's artifact. Nothing was written."""


@task(name="check and open the cohort")
@without_words
def check_and_open(
    content: bytes, name: str, calendar_file: Path, on: Any, dry_run: bool, progress: UUID
) -> OnboardingReport | CohortFileRefused:
    """One transaction for the whole cohort: all of it or nothing. Each step of it is shown.

    A refusal is given back and not raised: it quotes the rows, and Prefect keeps what is raised.
    """
    try:
        calendar = read_calendar(calendar_file.read_text(encoding="utf-8"), calendar_file.name)
        return open_through_the_door(
            engine_of_run(),
            content,
            name,
            calendar,
            clock=clock_on(on),
            actor=acts.coordinator("admin"),
            dry_run=dry_run,
            cause="flow:open-cohort",
            read=read_in_child,
            watch=lambda step: _show(progress, step),
        )
    except CohortFileRefused as refused:
        return refused


@flow(
    name="open-cohort",
    flow_run_name=opening_name,
    validate_parameters=True,
    on_completion=[recorded],
    on_failure=[recorded],
    on_crashed=[recorded],
    on_cancellation=[recorded],
)
@without_words
def open_cohort(
    file: str = "",
    pasted_csv: str = "",
    calendar: str = "2022-founders.yaml",
    on: OnDate = None,
    dry_run: DryRun = True,
) -> dict[str, Any]:
    """Check a cohort's spreadsheet against the register and, without the dry run, open it.

    Every problem is listed by row and column, in Arabic, French and English, with how to mend it;
    when there is one, nothing is written. The same file has no effect the second time.

    Args:
        file: Name of a CSV or XLSX that was put in the drop folder `inbox` of the data folder, or
            its whole path on the server. The better way: its rows never reach Prefect.
        pasted_csv: The rows with their header line, instead of a file. The run replaces them by
            their count and hash as soon as it has read them.
        calendar: Name of the cohort's calendar (YAML) in the drop folder or in `cohorts`.
        on: Civil date that counts as today. None is today in Casablanca.
        dry_run: Check everything and write nothing. Switch it off to open the cohort.
    """
    made = create_progress_artifact(10.0, key="cohort-progress", description="Reading the sheet")
    progress = cast(UUID, made)
    if pasted_csv:
        _scrub(pasted_csv.encode())  # before anything can refuse the run
    content, name = _sheet(file, pasted_csv)
    report = check_and_open(content, name, _calendar(calendar), on, dry_run, progress)
    if isinstance(report, CohortFileRefused):
        update_progress_artifact(progress, 100.0, description="Refused: nothing was written")
        back = _hand_back(content, name, marks_of_refused(report))
        create_markdown_artifact(refused_markdown(report, back), key="cohort-report")
        raise CohortNotOpened(f"{len(report.problems)} problems; see the artifact cohort-report")
    update_progress_artifact(progress, 100.0, description="Done")
    back = _hand_back(content, name, marks_of(report))
    create_markdown_artifact(opened_markdown(report, back), key="cohort-report")
    return report.counts() | {"dry_run": dry_run, "applied_before": report.applied_before}


def _hand_back(content: bytes, name: str, found: Marks) -> str:
    """Put the sheet with its result column into the data folder; gives back its name.

    Prefect shows no row of it: an admin takes the file from the folder. '' when it cannot be made.
    """
    made = mark_in_child(content, name, found)
    if made is None:
        return ""
    folder = data_folder() / "results"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{Path(name).stem}-{hashlib.sha256(content).hexdigest()[:12]}.xlsx"
    file.write_bytes(made)
    return f"results/{file.name}"


def _show(progress: UUID, step: str) -> None:
    done, said = STEPS[step]
    update_progress_artifact(progress, done, description=said)


def _sheet(file: str, pasted: str) -> tuple[bytes, str]:
    """The bytes of the sheet and its name."""
    if bool(file) == bool(pasted):
        raise CohortNotOpened("give a file, or paste rows: one of the two")
    if pasted:
        return pasted.encode(), "pasted.csv"
    path = _found(file, data_folder() / "inbox")
    return path.read_bytes(), path.name


def _calendar(name: str) -> Path:
    return _found(name, data_folder() / "inbox", CHECKOUT / "cohorts")


def _found(name: str, *folders: Path) -> Path:
    """A file by its path, or by its name in one of the folders."""
    places = [Path(name), *(folder / Path(name).name for folder in folders)]
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(str(folder) for folder in folders)
    raise CohortNotOpened(f"there is no file {Path(name).name!r}: put it in one of: {looked}")


def _scrub(content: bytes) -> None:
    """Take the pasted rows out of the run's parameters: Prefect holds no personal data."""
    rows = max(0, len(content.splitlines()) - 1)
    digest = hashlib.sha256(content).hexdigest()[:16]
    kept = dict(flow_run.parameters) | {"pasted_csv": f"({rows} rows, sha256 {digest})"}
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(str(flow_run.id)), parameters=kept)
