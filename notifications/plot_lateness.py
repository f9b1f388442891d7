"""The plot of lateness by region: a bar a region, its late members in a colour of their own."""

from dataclasses import dataclass

from lifecycle.board import Board
from lifecycle.pathway_words import full_name
from models.words import CollectivityKind, Language
from notifications.plot_paper import (
    A_ROW,
    PAPER,
    THICK,
    bars_down,
    drawn_once,
    legend,
    name_above,
    paper,
    png,
    whole_numbers,
)  # fmt: skip
from notifications.plot_words import listed, plot_word
from notifications.plots import Plot
from notifications.wording import long_date

ON_TIME, LATE = "#56b4e9", "#d55e00"
AROUND = 0.95  # inches


@dataclass(frozen=True, slots=True)
class RegionLateness:
    """A region by its name in one language, its members and how many have a late step."""

    name: str
    members: int
    late: int


def lateness_of(board: Board, language: Language) -> tuple[RegionLateness, ...]:
    """The regions that have a member, the most late ones first."""
    found = []
    for code, name_ar, name_fr in board.regions:
        members = sum(n for (region, _), n in board.counts.items() if region == code)
        late = sum(n for (region, _), n in board.late.items() if region == code)
        name = full_name(CollectivityKind.REGION, name_ar, name_fr).said_in(language)
        if members:
            found.append(RegionLateness(name, members, late))
    return tuple(sorted(found, key=lambda one: (-one.late, -one.members, one.name)))


def lateness_plot(board: Board, language: Language) -> Plot:
    """The plot of a board, its alternative text, and the numbers as rows."""
    regions = lateness_of(board, language)
    late = [f"{one.name} {one.late}" for one in regions if one.late]
    said = listed(late, language) if late else plot_word("nobody_late", language)
    words = [plot_word(name, language) for name in ("region", "members", "late_members")]
    return Plot(
        "lateness",
        plot_word("lateness", language),
        said,
        plot_word("lateness_alt", language, on=long_date(board.on, language), said=said),
        tuple(words),
        tuple((one.name, str(one.members), str(one.late)) for one in regions),
        lambda: draw_lateness(regions, language),
    )


@drawn_once
def draw_lateness(regions: tuple[RegionLateness, ...], language: Language) -> bytes:
    """The picture; the name of a region stands above its bar, so that it fits a telephone."""
    from matplotlib.patches import Patch

    height = AROUND + A_ROW * len(regions)
    figure, axes = paper(height, plot_word("lateness", language), language)
    most = max(one.members for one in regions)
    axes.set_xlim(*((most, 0) if language is Language.ARABIC else (0, most)))
    bars_down(axes, len(regions))
    whole_numbers(axes.xaxis)
    for place, one in enumerate(regions):
        axes.barh(place, one.late, height=THICK, color=LATE, hatch="////", edgecolor=PAPER, lw=0)
        axes.barh(place, one.members - one.late, left=one.late, height=THICK, color=ON_TIME)
        told = plot_word("late_of", language, late=one.late, all=one.members)
        name_above(axes, place, one.name, told, language)
    late = Patch(facecolor=LATE, hatch="////", edgecolor=PAPER, lw=0)
    late.set_label(plot_word("late", language))
    on_time = Patch(facecolor=ON_TIME, label=plot_word("on_time", language))
    legend(figure, language, [late, on_time])
    return png(figure)
