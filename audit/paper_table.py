"""A table on paper: its header comes again on every page, and a row stays whole with its notes."""

from collections.abc import Sequence

from audit.hearing_paper import BELOW, GREEN, INK, LINE, MARGIN, SMALL, SOFT, WHITE, HearingPaper
from audit.paper_words import Words

GAP = 1.0  # millimetres above and below the words of a row
NOTE_INSET, NOTE_LABEL = 9.0, 16.0  # millimetres
Notes = Sequence[tuple[str, Words]]  # a label and what it says


class PaperTable:
    """A table that begins where the paper stands.

    Args:
        paper: that it is drawn on.
        columns: the title and the width in millimetres of each, from the side where reading starts.
    """

    def __init__(self, paper: HearingPaper, columns: Sequence[tuple[str, float]]) -> None:
        self.paper = paper
        self.titles = [Words(title) for title, _ in columns]
        self.widths = [width for _, width in columns]
        self._header()

    def row(self, cells: Sequence[Words], notes: Notes = ()) -> None:
        """A row and the notes below it, on one page; the header comes again on a new one."""
        paper = self.paper
        paper.ink(SMALL, INK)
        high = self._height(cells)
        if paper.y + high + sum(self._note_height(words) for _, words in notes) > paper.bottom:
            paper.add_page()
            self._header()
        paper.ink(SMALL, INK)
        self._draw(cells, high)
        for label, words in notes:
            self._note(label, words)
        paper.set_draw_color(*LINE)
        paper.line(MARGIN, paper.y, MARGIN + paper.epw, paper.y)

    def _header(self) -> None:
        paper = self.paper
        paper.ink(SMALL, WHITE, "B")
        high = self._height(self.titles)
        paper.set_fill_color(*GREEN)
        paper.rect(MARGIN, paper.y, paper.epw, high, style="F")
        self._draw(self.titles, high)

    def _draw(self, cells: Sequence[Words], high: float) -> None:
        top, at = self.paper.y, 0.0
        for width, words in zip(self.widths, cells, strict=True):
            self.paper.set_y(top + GAP)
            self.paper.write_at(words, at, width)
            at += width
        self.paper.set_y(top + high)

    def _height(self, cells: Sequence[Words]) -> float:
        pairs = zip(cells, self.widths, strict=True)
        return max(self.paper.height_of(words, width) for words, width in pairs) + 2 * GAP

    def _note(self, label: str, words: Words) -> None:
        """A label and its text below a row; one that is longer than a page goes on on the next."""
        paper, top = self.paper, self.paper.y
        paper.ink(SMALL, SOFT)
        paper.write_at(Words(label), NOTE_INSET, NOTE_LABEL)
        paper.set_y(top)
        paper.ink(SMALL, INK)
        paper.set_auto_page_break(True, BELOW)
        paper.write_at(words, NOTE_INSET + NOTE_LABEL, self._note_width)
        paper.set_auto_page_break(False)
        paper.set_y(paper.y + GAP)

    def _note_height(self, words: Words) -> float:
        return self.paper.height_of(words, self._note_width) + GAP

    @property
    def _note_width(self) -> float:
        return float(self.paper.epw - NOTE_INSET - NOTE_LABEL)
