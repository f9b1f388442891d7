"""Every plot of the network, read in a fixed number of statements."""

from datetime import date

from sqlalchemy.orm import Session

from lifecycle.board import board
from lifecycle.cohort_progress import read_cohort_progress
from lifecycle.stage_flow import read_stage_flow
from models.words import Language
from notifications.plot_calendar import calendar_plot
from notifications.plot_lateness import lateness_plot
from notifications.plot_stages import stages_plot
from notifications.plots import Plot


def read_plots(session: Session, *, on: date, language: Language) -> list[Plot]:
    """The plots of a civil date in one language; those without a number are left out."""
    plots = [
        stages_plot(read_stage_flow(session, until=on), language),
        lateness_plot(board(session, on=on), language),
        *(calendar_plot(one, on, language) for one in read_cohort_progress(session)),
    ]
    return [plot for plot in plots if plot.rows]
