"""The report of a cohort's sheet as the dashboard shows it: counts first, then every problem."""

from flows.artifacts import markdown_table
from lifecycle.cohort_members import OnboardingReport
from lifecycle.cohort_problems import CohortFileRefused


def opened_markdown(report: OnboardingReport, back: str) -> str:
    """What a sheet brings, or brought; `back` is where it lies with its result column."""
    done = "checked, nothing was written" if report.dry_run else "opened"
    if report.applied_before:
        done = "this very file was applied before: nothing changes"
    rows = [[name, count] for name, count in report.counts().items()]
    table = markdown_table(["Members", "Count"], rows)
    return (
        f"# Cohort {report.cohort}: {done}\n\n{table}\n\n{_handed_back(back)}\n\n"
        f"File: sha256 `{report.sha256[:16]}`\n"
    )


def refused_markdown(refused: CohortFileRefused, back: str) -> str:
    """Counts first, then every problem by row and column; values of addresses are left out."""
    rows = [
        [p.place, p.column, p.what["en"], p.mend["en"], p.what["fr"], p.mend["fr"]]
        for p in refused.problems
    ]
    table = markdown_table(["Row", "Column", "Problem", "Mend", "Problème", "Correction"], rows)
    counts = markdown_table(["Rows", "Count"], [[n, c] for n, c in (refused.counts or {}).items()])
    told = (
        f"{counts}\n\n" if refused.counts else "The header first: the rows were not looked at.\n\n"
    )
    return (
        f"# Refused: {len(rows)} problems, nothing was written\n\n{told}{_handed_back(back)}\n\n"
        f"{table}\n"
    )


def _handed_back(back: str) -> str:
    if not back:
        return "The sheet could not be handed back with its results."
    return f"The sheet with a result column lies in the data folder: `{back}`."
