"""Whatever somebody wrote, no cell of a file that is handed out is ever computed."""

import csv
import io
import zipfile
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit import history_csv, open_data_files
from audit.open_data_files import FileKind
from audit.open_data_shape import Resource, text
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_result import Marks, marked
from lifecycle.content_columns import COLUMNS
from lifecycle.content_words import PRINCIPLE_NAMES
from lifecycle.idea_sheet import sheet_of
from lifecycle.language import Phrase
from lifecycle.written_book import written_book
from models.consultation import Idea

STARTS = [*"=+-@＝＋－＠", "\t=", "\r=", "\n=", '"=', "a,=", "a;=", "a\t="]
WORDS = st.builds(
    "{}{}".format,
    st.sampled_from(["", *STARTS]),
    st.one_of(st.text(max_size=20), st.sampled_from(["1+1", "cmd|' /C calc'!A0", "HYPERLINK(1)"])),
)
TITLE = Phrase("x", "x", "x")
MANY = st.lists(WORDS, min_size=15, max_size=30)
SEVERAL = settings(max_examples=4)
LIVE = tuple("=+-@＝＋－＠\t\r")


def cells_of_csv(content: str, separators: str = ",;\t") -> list[str]:
    """Every beginning of a cell that some program could see, whatever it splits at."""
    found = []
    for separator in separators:
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
        found += [cell.lstrip(" ") for row in rows for cell in row]
    return found


@settings(max_examples=200)
@given(WORDS)
def test_no_cell_of_a_csv_begins_as_a_formula(words: str) -> None:
    resource = Resource("x", TITLE, TITLE, (text("a", "x"), text("b", "x")), ("a",))
    written = b"".join(open_data_files.file_parts(resource, [(words, "z")], FileKind.CSV))
    for cell in cells_of_csv(written.decode()):
        assert not cell.startswith(LIVE), cell
    assert not str(history_csv.cell(words)).lstrip(" ").startswith(LIVE)


def are_text(content: bytes) -> None:
    """The workbook holds not one formula, nor a value that is an error."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    sheet: Any = load_workbook(io.BytesIO(content)).worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n", "d", "inlineStr"}


@SEVERAL
@given(MANY)
def test_no_cell_of_a_programme_to_fill_in_is_a_formula(many: list[str]) -> None:
    rows = [{"code": "1.1", "title_fr": one, "title_ar": one, "unit": one} for one in many]
    choices = {"principle": PRINCIPLE_NAMES.values()}
    are_text(written_book("x", COLUMNS, rows, choices, "fr"))


@SEVERAL
@given(MANY)
def test_no_idea_of_a_citizen_is_a_formula(many: list[str]) -> None:
    are_text(sheet_of([Idea(number=1, words=one) for one in many], "fr"))


@SEVERAL
@given(MANY)
def test_no_cell_of_a_sheet_that_comes_back_is_a_formula(many: list[str]) -> None:
    said = io.StringIO()
    csv.writer(said).writerows([["code", "kind"], *(["05.091.01.01", one] for one in many)])
    given_back = said.getvalue().encode(errors="replace")
    with suppress(CohortFileRefused):  # a NUL makes it no text at all
        are_text(marked(given_back, "x.csv", Marks(dict(enumerate(many, 2)), tuple(many))))
