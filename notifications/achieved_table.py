"""The table of what was promised and what is done, by axis or by principle, on paper."""

from collections.abc import Iterable

from audit.hearing_paper import HearingPaper
from audit.paper_table import PaperTable
from audit.paper_words import Words
from lifecycle.achieved import Achieved, achieved, by_axis, by_principle
from lifecycle.content_words import PRINCIPLE_NAMES
from lifecycle.progress import Progress
from models.words import ProgressStatus
from notifications.followed_plan import FollowedPlan
from notifications.followed_words import followed_word

COUNTED = (
    ProgressStatus.DONE, ProgressStatus.UNDER_WAY, ProgressStatus.DELAYED, ProgressStatus.DROPPED,
    ProgressStatus.NOT_STARTED,
)  # fmt: skip
NAME_WIDTH, COUNT_WIDTH, MET_WIDTH = 44.0, 17.0, 19.0  # millimetres


def write_by_axis(paper: HearingPaper, told: FollowedPlan, progress: Progress) -> None:
    """A row an axis and one for all of them, by what was reported."""
    content, language = told.content, told.language
    found = by_axis(content, progress, told.views)
    titles = {
        axis.code: f"{axis.code}. {axis.title_ar if language == 'ar' else axis.title_fr}"
        for axis in content.axes
    }
    paper.heading(followed_word("by_axis", language))
    rows = [(titles[code], one) for code, one in found.items()]
    whole = achieved(content.projects(), progress, told.views)
    _write(paper, language, "axis", [*rows, (followed_word("all", language), whole)])


def write_by_principle(paper: HearingPaper, told: FollowedPlan, progress: Progress) -> None:
    """A row a principle of openness that some project serves."""
    found = by_principle(told.content, progress, told.views)
    paper.heading(followed_word("by_principle", told.language))
    rows = [(PRINCIPLE_NAMES[key].said_in(told.language), one) for key, one in found.items()]
    _write(paper, told.language, "principle", rows)


def _write(
    paper: HearingPaper, language: str, first: str, rows: Iterable[tuple[str, Achieved]]
) -> None:
    keys = ("activities", *(status.value for status in COUNTED), "unreported")
    columns = [(followed_word(first, language), NAME_WIDTH)]
    columns += [(followed_word(key, language), COUNT_WIDTH) for key in keys]
    columns.append((followed_word("met", language), MET_WIDTH))
    table = PaperTable(paper, columns)
    for name, one in rows:
        counts = [one.activities, *(one.by_status.get(status, 0) for status in COUNTED)]
        cells = [Words(str(count), technical=True) for count in (*counts, one.unreported)]
        met = Words(f"{one.met} / {one.indicators}", technical=True)
        table.row([Words(name), *cells, met])
