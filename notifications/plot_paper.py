"""The paper of every plot: 360 px wide on a phone, from right to left in Arabic, always the same.

Matplotlib is imported when the first plot is drawn: it takes most of a second. Figures are objects
of their own (no pyplot), drawn one at a time; the bytes of equal facts are equal.
"""

import io
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, cast

from models.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH, DOTS = 3.6, 200  # inches and dots an inch: 720 px, for 360 px on a telephone's screen
FONT = "DejaVu Sans"  # comes with the library and has Arabic letters
INK, SOFT, LINE, PAPER = "#1a2421", "#4f5f59", "#cfd9d4", "#ffffff"
SMALL, USUAL, LARGE = 7.5, 8.0, 10.0
A_ROW, THICK, ABOVE = 0.38, 0.32, 0.41  # inches a bar; its height and its name's place in rows
Facts = ParamSpec("Facts")
_DRAWING = Lock()


@cache
def library() -> Any:
    """Matplotlib as it comes, whatever a `matplotlibrc` of this machine says."""
    import matplotlib

    matplotlib.rcdefaults()
    matplotlib.rcParams.update({"font.family": FONT, "text.parse_math": False})
    return matplotlib


def paper(height: float, title: str, language: Language) -> "tuple[Figure, Axes]":
    """A figure of a height in inches and its one pair of axes, mirrored in Arabic."""
    library()
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=PAPER, layout="constrained")
    axes = figure.add_subplot()
    arabic = language is Language.ARABIC
    axes.set_title(
        title, loc="right" if arabic else "left", fontsize=LARGE, fontweight="bold", color=INK
    )
    for side in ("top", "left" if arabic else "right"):
        axes.spines[side].set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(LINE)
    axes.tick_params(labelsize=SMALL, colors=SOFT, length=2)
    if arabic:
        axes.yaxis.tick_right()
    return figure, axes


def time_axis(axes: "Axes", first: date, last: date, language: Language) -> None:
    """Days on the axis below, from right to left in Arabic, with a mark at each new year."""
    ends = (first.toordinal(), max(last.toordinal(), first.toordinal() + 1))
    axes.set_xlim(*(reversed(ends) if language is Language.ARABIC else ends))
    years = [year for year in range(first.year, last.year + 2) if first <= date(year, 1, 1) <= last]
    marks = [date(year, 1, 1) for year in years] or [first]
    axes.set_xticks([on.toordinal() for on in marks], [str(on.year) for on in marks])
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def legend(figure: "Figure", language: Language, handles: list[Any]) -> None:
    """The legend below, in two columns; in Arabic the first is the right one, and marks too."""
    arabic = language is Language.ARABIC
    first = len(handles) // 2
    figure.legend(
        handles=[*handles[first:], *handles[:first]] if arabic else handles,
        loc="outside lower right" if arabic else "outside lower left",
        ncols=2, fontsize=SMALL, frameon=False, markerfirst=not arabic, handlelength=1.8,
        columnspacing=1.2, labelcolor=INK, alignment="right" if arabic else "left",
    )  # fmt: skip


def name_above(axes: "Axes", place: float, name: str, told: str, language: Language) -> None:
    """The name of a bar above it where reading begins, and what is told of it at the other end.

    Words stand on a white edge, so that a line which crosses them leaves them readable.
    """
    from matplotlib.patheffects import withStroke

    arabic = language is Language.ARABIC
    begin, end = (1.0, 0.0) if arabic else (0.0, 1.0)
    sides = ("right", "left") if arabic else ("left", "right")
    shared: Any = {
        "va": "center", "color": INK, "transform": axes.get_yaxis_transform(), "zorder": 5,
        "path_effects": [withStroke(linewidth=2.5, foreground=PAPER)],
    }  # fmt: skip
    axes.text(begin, place - ABOVE, name, fontsize=USUAL, ha=sides[0], **shared)
    axes.text(end, place - ABOVE, told, fontsize=SMALL, ha=sides[1], **shared)


def whole_numbers(axis: "Axis") -> None:
    """People are counted: no mark stands at a half."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))


def bars_down(axes: "Axes", number: int) -> None:
    """Room for a number of bars, the first on top, each with its name above it."""
    axes.set_ylim(number - 0.5, -0.8)
    axes.set_yticks([])


def drawn_once(draw: Callable[Facts, bytes]) -> Callable[Facts, bytes]:
    """Draw equal facts once, and one picture at a time.

    Two threads that import the library at once for the first time break each other's import.
    """
    kept = lru_cache(maxsize=64)(draw)

    @wraps(draw)
    def one_at_a_time(*facts: Facts.args, **more: Facts.kwargs) -> bytes:
        with _DRAWING:
            return cast(Callable[Facts, bytes], kept)(*facts, **more)

    return one_at_a_time


def png(figure: "Figure") -> bytes:
    """The bytes of a figure: nothing of the day or of the library's version is in them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    written, canvas = io.BytesIO(), cast(Any, FigureCanvasAgg(figure))
    canvas.print_png(written, metadata={"Software": None})
    return written.getvalue()
