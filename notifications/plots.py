"""A plot: its picture, the words that stand for it, and its numbers as a table."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot in one language. `alt` says what it shows; `rows` hold every number, by `header`.

    `said` is the numbers that matter in one line, for whoever sees no picture.
    `draw` gives the bytes of the picture (PNG); it is called when they are asked for. A plot
    without rows has nothing to show, and is not drawn.
    """

    name: str
    title: str
    said: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    draw: Callable[[], bytes]
