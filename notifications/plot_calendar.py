"""The plot of a cohort's calendar (Gantt): windows, steps, and how many plans settled them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lifecycle.cohort_progress import CohortProgress
from lifecycle.pathway_words import STEP_NAMES
from models.words import Language
from notifications.plot_paper import (
    A_ROW,
    THICK,
    bars_down,
    drawn_once,
    legend,
    name_above,
    paper,
    png,
    time_axis,
)
from notifications.plot_words import listed, plot_word
from notifications.plots import Plot
from notifications.wording import long_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WINDOW, FORESEEN, SETTLED, TODAY = "#e69f00", "#c8dcea", "#0072b2", "#d55e00"
AROUND = 1.1  # inches
A_WEEK = timedelta(days=7)  # the least width of a bar: a single day would not be seen


def calendar_plot(cohort: CohortProgress, today: date, language: Language) -> Plot:
    """The plot of a cohort on a civil date, its alternative text, and the numbers as rows."""
    name = cohort.name_ar if language is Language.ARABIC else cohort.name_fr
    begun = [step for step in cohort.steps if step.opens <= today]
    said = listed(
        [f"{STEP_NAMES[step.key].said_in(language)} {step.per_cent}\u00a0%" for step in begun],
        language,
    )
    words = [plot_word(one, language) for one in ("step", "from", "until", "done")]
    return Plot(
        f"calendar-{cohort.code}",
        plot_word("calendar", language, name=name),
        said,
        plot_word(
            "calendar_alt", language, cycle=cohort.cycle, on=long_date(today, language),
            said=said,
        ),
        tuple(words),
        tuple(_rows(cohort, language)),
        lambda: draw_calendar(cohort, today, language),
    )  # fmt: skip


def _rows(cohort: CohortProgress, language: Language) -> list[tuple[str, ...]]:
    windows = [
        (plot_word(one.key, language), long_date(one.opens, language),
         long_date(one.closes, language), "")
        for one in cohort.windows
    ]  # fmt: skip
    steps = [
        (STEP_NAMES[one.key].said_in(language), long_date(one.opens, language),
         long_date(one.closes, language),
         plot_word("settled_of", language, done=one.settled, all=one.asked))
        for one in cohort.steps
    ]  # fmt: skip
    return [*windows, *steps]


@drawn_once
def draw_calendar(cohort: CohortProgress, today: date, language: Language) -> bytes:
    """The picture; names stand above their bars, so that they fit a telephone."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    rows = len(cohort.windows) + len(cohort.steps)
    name = cohort.name_ar if language is Language.ARABIC else cohort.name_fr
    height = AROUND + A_ROW * rows
    figure, axes = paper(height, plot_word("calendar", language, name=name), language)
    ends = [(one.opens, one.closes) for one in cohort.windows]
    ends += [(one.opens, one.closes) for one in cohort.steps]
    first, last = min([on for on, _ in ends] + [today]), max([on for _, on in ends] + [today])
    time_axis(axes, first - A_WEEK, last + 2 * A_WEEK, language)
    bars_down(axes, rows)
    for place, window in enumerate(cohort.windows):
        _bar(axes, place, window.opens, window.closes, 1.0, WINDOW)
        name_above(axes, place, plot_word(window.key, language), "", language)
    for place, step in enumerate(cohort.steps, len(cohort.windows)):
        _bar(axes, place, step.opens, step.closes, 1.0, FORESEEN)
        _bar(axes, place, step.opens, step.closes, step.per_cent / 100, SETTLED)
        told = f"{step.per_cent}\u00a0%"
        name_above(axes, place, STEP_NAMES[step.key].said_in(language), told, language)
    axes.axvline(today.toordinal(), color=TODAY, linewidth=1.2, linestyle="--")
    legend(figure, language, [
        Patch(facecolor=WINDOW, label=plot_word("window", language)),
        Patch(facecolor=FORESEEN, label=plot_word("foreseen", language)),
        Patch(facecolor=SETTLED, label=plot_word("settled", language)),
        Line2D([], [], color=TODAY, linestyle="--", label=plot_word("today", language)),
    ])  # fmt: skip
    return png(figure)


def _bar(axes: "Axes", place: int, opens: date, closes: date, share: float, colour: str) -> None:
    width = max(closes - opens, A_WEEK).days * share
    axes.barh(place, width, left=opens.toordinal(), height=THICK, color=colour)
