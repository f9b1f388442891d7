"""An A4 paper that writes Arabic from right to left and joins its letters."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from audit.direction import kept_in_order
from audit.paper_words import Words

FONT, FIXED = "DejaVu", "DejaVuMono"
FACES = (
    (FONT, "", "DejaVuSans.ttf"),
    (FONT, "B", "DejaVuSans-Bold.ttf"),
    (FIXED, "", "DejaVuSansMono.ttf"),
)
INK, SOFT, WHITE = (26, 36, 33), (79, 95, 89), (255, 255, 255)
LINE, GREEN = (200, 210, 205), (11, 93, 63)
MARGIN, BELOW = 14.0, 18.0  # millimetres
TINY, SMALL, USUAL, LARGE, TITLE = 6.5, 7.0, 8.0, 10.5, 15.0  # points
LEADING = 1.35  # a line's height, in heights of its letters
LABEL = 58.0  # millimetres


class HearingPaper(FPDF):
    """One document in `ar`, `fr` or `en`; `running` stands at the foot of every page.

    The same calls with the same `made_at` (an aware instant) give the same bytes.
    """

    def __init__(self, language: str, title: str, running: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self.running, self.arabic = running, language == "ar"
        self.start, self.end = ("R", "L") if self.arabic else ("L", "R")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(False)
        self.c_margin = 0.8
        for family, style, file in FACES:
            self.add_font(family, style, font_folder() / file)
        self.set_title(title)
        self.set_lang({"ar": "ar-MA", "fr": "fr-MA", "en": "en"}[language])
        self.set_creator("Infitah")
        self.set_creation_date(made_at)
        # No direction here: what the library writes for one is no valid PDF.
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.add_page()

    def footer(self) -> None:
        """What the paper is, and the number of the page of how many: «n / N», never turned."""
        self.set_y(-MARGIN + 2)
        self.ink(SMALL, SOFT)
        page = Words(f"{self.page_no()} / {{nb}}", technical=True)
        for words, side in ((Words(self.running), self.start), (page, self.end)):
            self.set_x(MARGIN)
            self.cell(self.epw, 5, self._shaped(words), align=side)

    def heading(self, text: str, size: float = LARGE, room: float = 30) -> None:
        """A title of a part, on a page that has `room` millimetres for it and what follows."""
        self.make_room(room)
        self.ln(3)
        self.ink(size, GREEN, "B")
        self.write_at(Words(text), 0, self.epw)
        self.ln(1)

    def paragraph(self, text: str) -> None:
        """A text over the whole width."""
        self.ink(USUAL, INK)
        self.make_room(self.height_of(Words(text), self.epw))
        self.write_at(Words(text), 0, self.epw)
        self.ln(1)

    def facts(self, facts: Sequence[tuple[str, Words]]) -> None:
        """Labels, each with what it says beside it."""
        width = self.epw - LABEL
        for name, words in facts:
            self.ink(USUAL, SOFT)
            high = max(self.height_of(words, width), self.height_of(Words(name), LABEL))
            self.make_room(high)
            top = self.y
            self.write_at(Words(name), 0, LABEL)
            self.set_y(top)
            self.ink(USUAL, INK)
            self.write_at(words, LABEL, width)
            self.set_y(top + high + 0.6)

    def verbatim(self, label: str, text: str) -> None:
        """A label, and below it a text of another machine: letter by letter, line by line."""
        words = Words(text, technical=True, fixed=True)
        self.ink(SMALL, SOFT)
        self.make_room(self.height_of(Words(label), self.epw) + self.height_of(words, self.epw))
        self.write_at(Words(label), 0, self.epw)
        self.ink(TINY, INK)
        self.set_x(MARGIN)
        self._put(words, self.epw, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    @property
    def bottom(self) -> float:
        """Where the text of a page ends, in millimetres from its top."""
        return float(self.h - BELOW)

    def make_room(self, high: float) -> None:
        """Go on on a new page when this one has less than so many millimetres left."""
        if self.y + high > self.bottom:
            self.add_page()

    def ink(self, size: float, colour: tuple[int, int, int], style: str = "") -> None:
        """The size in points, the colour and the style of what is written next."""
        self.set_font(FONT, style, size)
        self.set_text_color(*colour)

    def height_of(self, words: Words, width: float) -> float:
        """How high words would be in a width, both in millimetres."""
        return float(self._put(words, width, dry_run=True, output="HEIGHT"))

    def write_at(self, words: Words, at: float, width: float) -> None:
        """Write words `at` millimetres from the side where reading starts, and go below them."""
        self.set_x(MARGIN + self.epw - at - width if self.arabic else MARGIN + at)
        self._put(words, width, new_x="LMARGIN", new_y="NEXT")

    def _put(self, words: Words, width: float, **how: Any) -> Any:
        """Write words, or measure them; the font stays what it was."""
        family, style = self.font_family, self.font_style
        if words.fixed:
            self.set_font(FIXED, "", self.font_size_pt)
        text = self._shaped(words)
        line = self.font_size * LEADING
        done: Any = self.multi_cell(width, line, text, align=how.pop("align", self.start), **how)
        self.set_font(family, style, self.font_size_pt)
        return done

    def _shaped(self, words: Words) -> str:
        """Set the direction of what is written next, and give its text."""
        turned = words.right_to_left(self.arabic)
        self.set_text_shaping(True, direction="rtl" if turned else "ltr")
        return kept_in_order(words.text, turned) or " "


def font_folder() -> Path:
    """Where the DejaVu fonts are, which have Arabic letters: they come with matplotlib."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
