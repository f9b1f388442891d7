"""An A4 paper that writes Arabic from right to left: facts, tables that repeat their header, notes.

Every row is drawn whole on one page with the notes below it; the next page begins with the header.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import TextDirection
from fpdf.prefs import ViewerPreferences

FONT, FIXED = "DejaVu", "DejaVuMono"
FACES = (
    (FONT, "", "DejaVuSans.ttf"),
    (FONT, "B", "DejaVuSans-Bold.ttf"),
    (FIXED, "", "DejaVuSansMono.ttf"),
)
INK, SOFT, LINE, GREEN, PALE = (26, 36, 33), (79, 95, 89), (200, 210, 205), (11, 93, 63), 243
MARGIN, BELOW = 14.0, 18.0  # millimetres
SMALL, USUAL, LARGE, TITLE = 7.0, 8.0, 10.5, 15.0  # points
LEADING = 1.35  # a line's height, in heights of its letters
GAP = 1.0  # millimetres above and below the words of a row
NOTE_INSET, NOTE_LABEL = 9.0, 16.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a cell. What is `technical` (dates, hashes, numbers) runs from left to right."""

    text: str
    technical: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The widths of the columns in millimetres, from the side where reading starts, and titles."""

    widths: tuple[float, ...]
    titles: tuple[str, ...]


Notes = Sequence[tuple[str, Words]]  # a label and what it says


class HearingPaper(FPDF):
    """One document in `ar`, `fr` or `en`; `running` stands at the foot of every page.

    The same calls with the same `made_at` (an aware instant) give the same bytes.
    """

    def __init__(self, language: str, title: str, running: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self.language, self.running = language, running
        self.arabic = language == "ar"
        self.start = "R" if self.arabic else "L"
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(False)
        self.c_margin = 0.8
        fonts = font_folder()
        for family, style, file in FACES:
            self.add_font(family, style, fonts / file)
        self.set_title(title)
        self.set_lang({"ar": "ar-MA", "fr": "fr-MA", "en": "en"}[language])
        self.set_creator("Infitah")
        self.set_creation_date(made_at)
        direction = TextDirection.RTL if self.arabic else TextDirection.LTR
        self.viewer_preferences = ViewerPreferences(display_doc_title=True, direction=direction)
        self.add_page()

    def footer(self) -> None:
        """What the paper is, and the number of the page of how many: never turned around."""
        self.set_y(-MARGIN + 2)
        self._ink(SMALL, SOFT)
        with_page = f"{self.page_no()} / {{nb}}"
        for text, side in ((self.running, self.start), (with_page, "L" if self.arabic else "R")):
            self._direct(Words(text, technical=text == with_page))
            self.set_x(MARGIN)
            self.cell(self.epw, 5, text, align=side)

    def heading(self, text: str, size: float = LARGE, room: float = 30) -> None:
        """A title of a part, on a page that has room for something below it."""
        if self.y + room > self.bottom:
            self.add_page()
        self.ln(3)
        self._ink(size, GREEN, "B")
        self._write(Words(text), MARGIN, self.epw)
        self.ln(1)

    def paragraph(self, text: str) -> None:
        """A text over the whole width."""
        self._ink(USUAL, INK)
        words = Words(text)
        self._make_room(self._height(words, self.epw))
        self._write(words, MARGIN, self.epw)
        self.ln(1)

    def facts(self, facts: Sequence[tuple[str, Words]], label: float = 58) -> None:
        """Labels, each with what it says beside it."""
        for name, words in facts:
            self._ink(USUAL, INK)
            high = max(self._height(words, self.epw - label), self._height(Words(name), label))
            self._make_room(high)
            top = self.y
            self._ink(USUAL, SOFT)
            self._write(Words(name), self._from_start(0, label), label)
            self.set_y(top)
            self._ink(USUAL, INK)
            self._write(words, self._from_start(label, self.epw - label), self.epw - label)
            self.set_y(top + high + 0.6)

    def begin(self, table: Table) -> None:
        """The header of a table."""
        self._row(table, [Words(title) for title in table.titles], header=True)

    def row(self, table: Table, cells: Sequence[Words], notes: Notes = ()) -> None:
        """A row and the notes below it, on one page; the header comes again on a new one."""
        self._ink(SMALL, INK)
        whole = self._row_height(table, cells) + sum(self._note_height(one) for one in notes)
        if self.y + whole > self.bottom:
            self.add_page()
            self.begin(table)
        self._row(table, cells)
        for note in notes:
            self._note(*note)
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.y, MARGIN + self.epw, self.y)

    @property
    def bottom(self) -> float:
        """Where the text of a page ends, in millimetres from its top."""
        return float(self.h - BELOW)

    def _row(self, table: Table, cells: Sequence[Words], *, header: bool = False) -> None:
        self._ink(SMALL, (255, 255, 255) if header else INK, "B" if header else "")
        top, high, at = self.y, self._row_height(table, cells), 0.0
        if header:
            self.set_fill_color(*GREEN)
            self.rect(MARGIN, top, self.epw, high, style="F")
        for width, words in zip(table.widths, cells, strict=True):
            self.set_y(top + GAP)
            self._write(words, self._from_start(at, width), width)
            at += width
        self.set_y(top + high)

    def _row_height(self, table: Table, cells: Sequence[Words]) -> float:
        each = (
            self._height(words, width) for width, words in zip(table.widths, cells, strict=True)
        )
        return max(each) + 2 * GAP

    def _note(self, label: str, words: Words) -> None:
        """A label and its text below a row; one that is longer than a page goes on on the next."""
        top, width = self.y, self.epw - NOTE_INSET - NOTE_LABEL
        self._ink(SMALL, SOFT)
        self._write(Words(label), self._from_start(NOTE_INSET, NOTE_LABEL), NOTE_LABEL)
        self.set_y(top)
        self._ink(SMALL, INK)
        self.set_auto_page_break(True, BELOW)
        self._write(words, self._from_start(NOTE_INSET + NOTE_LABEL, width), width)
        self.set_auto_page_break(False)
        self.set_y(self.y + GAP)

    def _note_height(self, note: tuple[str, Words]) -> float:
        return self._height(note[1], self.epw - NOTE_INSET - NOTE_LABEL) + GAP

    def _from_start(self, at: float, width: float) -> float:
        """The left edge of what stands `at` millimetres from the side where reading starts."""
        return MARGIN + self.epw - at - width if self.arabic else MARGIN + at

    def _make_room(self, high: float) -> None:
        if self.y + high > self.bottom:
            self.add_page()

    def _ink(self, size: float, colour: tuple[int, int, int], style: str = "") -> None:
        self.set_font(FONT, style, size)
        self.set_text_color(*colour)

    def _direct(self, words: Words) -> None:
        """Shape what follows: in its own direction when it is technical, else in the paper's."""
        turned = self.arabic and not words.technical
        self.set_text_shaping(True, direction="rtl" if turned else "ltr")

    def _height(self, words: Words, width: float) -> float:
        return float(self._put(words, width, dry_run=True, output="HEIGHT"))

    def _write(self, words: Words, x: float, width: float) -> None:
        self.set_x(x)
        self._put(words, width, new_x="LMARGIN", new_y="NEXT")

    def _put(self, words: Words, width: float, **how: Any) -> Any:
        family = self.font_family
        if words.fixed:
            self.set_font(FIXED, "", self.font_size_pt)
        self._direct(words)
        line = self.font_size * LEADING
        done: Any = self.multi_cell(width, line, words.text or " ", align=self.start, **how)
        self.set_font(family, self.font_style, self.font_size_pt)
        return done


def font_folder() -> Path:
    """Where the DejaVu fonts are, which have Arabic letters: they come with matplotlib."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
