"""The report of a cohort's sheet as the dashboard shows it: counts first, then every problem."""

from flows.artifacts import markdown_table
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.onboarding import OnboardingReport


def opened_markdown(report: OnboardingReport) -> str:
    """What a sheet brings, or brought."""
    done = "checked, nothing was written" if report.dry_run else "opened"
    if report.applied_before:
        done = "this very file was applied before: nothing changes"
    rows = [[name, count] for name, count in report.counts().items()]
    table = markdown_table(["Members", "Count"], rows)
    return f"# Cohort {report.cohort}: {done}\n\n{table}\n\nFile: sha256 `{report.sha256[:16]}`\n"


def refused_markdown(refused: CohortFileRefused) -> str:
    """Every problem by row and column. Values of address columns are left out."""
    rows = [
        [p.place, p.column, p.what["en"], p.mend["en"], p.what["fr"], p.mend["fr"]]
        for p in refused.problems
    ]
    table = markdown_table(["Row", "Column", "Problem", "Mend", "Problème", "Correction"], rows)
    return f"# Refused: {len(rows)} problems, nothing was written\n\n{table}\n"
