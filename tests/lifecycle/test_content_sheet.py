"""The sheet of a programme: what was written comes back, and what is wrong is told by row."""

import contextlib
import io
from typing import Any

import programme
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.content import Content, Partner
from lifecycle.content_child import content_in_child
from lifecycle.content_columns import COLUMNS, CONTENT
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.content_sheet import content_of, read_content
from lifecycle.content_template import workbook_of
from models.words import PartnerKind, Principle

AXIS = {"code": "1", "title_ar": "محور", "title_fr": "Axe"}
PROJECT = {
    "code": "1.1", "title_ar": "مشروع", "title_fr": "Projet", "principle": "الشفافية",
    "budget": "1 200 000,50", "starts_on": "15/01/2024", "ends_on": "2025-12-15",
}  # fmt: skip
ACTIVITY = {"code": "1.1.1", "title_ar": "نشاط", "title_fr": "Activité"}


def grid(*rows: dict[str, str], keys: tuple[str, ...] | None = None) -> Any:
    header = keys or tuple(column.key for column in COLUMNS)
    cells = [[row.get(key, "") for key in header] for row in rows]
    return list(enumerate([list(header), *cells], start=1))


def problems(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentSheetRefused) as refused:
        content_of(grid(*rows))
    return [(one.row, one.column, one.phrase.en) for one in refused.value.problems]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_programme_that_was_written_is_read_back(language: str) -> None:
    for content in (programme.small(), programme.oriental()):
        assert read_content(workbook_of(content, language), "p.xlsx") == content


def test_the_child_reads_the_same() -> None:
    content = programme.oriental()
    assert content_in_child(workbook_of(content, "ar"), "p.xlsx") == content


def test_a_code_stays_text_so_that_no_program_makes_a_number_of_it() -> None:
    sheet = load_workbook(io.BytesIO(workbook_of(programme.oriental()))).worksheets[0]
    codes = [row[0] for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert {cell.data_type for cell in codes} == {"s"}
    assert {cell.number_format for cell in codes} == {"@"}


def test_amounts_and_dates_are_read_as_morocco_writes_them() -> None:
    project = next(content_of(grid(AXIS, PROJECT)).projects())
    assert str(project.budget) == "1200000.50"
    assert (str(project.starts_on), str(project.ends_on)) == ("2024-01-15", "2025-12-15")


def test_partners_say_their_kind_in_brackets() -> None:
    named = "مؤسسة أ; Association B (société civile)؛ C (خاص)"
    project = next(content_of(grid(AXIS, PROJECT | {"partners": named})).projects())
    assert project.partners == (
        Partner(name="مؤسسة أ", kind=PartnerKind.PUBLIC),
        Partner(name="Association B", kind=PartnerKind.CIVIL_SOCIETY),
        Partner(name="C", kind=PartnerKind.PRIVATE),
    )


@pytest.mark.parametrize(
    ("word", "principle"),
    [("Transparence", Principle.TRANSPARENCY), ("المساءلة", Principle.ACCOUNTABILITY),
     ("participation", Principle.PARTICIPATION), ("الرقمنة", Principle.DIGITALISATION),
     ("Accès à l'information", Principle.ACCESS_TO_INFORMATION)],
)  # fmt: skip
def test_a_principle_is_known_by_its_words(word: str, principle: Principle) -> None:
    assert next(content_of(grid(AXIS, PROJECT | {"principle": word})).projects()).principle == (
        principle
    )


def test_further_indicators_stand_in_rows_of_their_own() -> None:
    more = {
        "code": "1.1", "indicator_ar": "مؤشر", "indicator_fr": "Indicateur",
        "indicator_unit": "%", "target": "80", "target_on": "2025-12-01",
    }  # fmt: skip
    first = PROJECT | {key: value for key, value in more.items() if key != "code"}
    project = next(content_of(grid(AXIS, first, more, ACTIVITY)).projects())
    assert [one.name_fr for one in project.indicators] == ["Indicateur", "Indicateur"]
    assert len(project.activities) == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([AXIS, PROJECT | {"starts_on": "soon"}], (3, "starts_on", "“soon” is not a date.")),
        ([AXIS, PROJECT | {"budget": "-5"}], (3, "budget", "“-5” is not a count.")),
        ([AXIS, PROJECT | {"ideas": "2.5"}], (3, "ideas", "“2.5” is not a count.")),
        ([AXIS, PROJECT | {"title_fr": "x" * 301}], (3, "title_fr", "301 characters: at most")),
        ([AXIS, PROJECT | {"unit": "x" * 2001}], (3, "unit", "2001 characters: at most")),
        ([AXIS, PROJECT | {"partners": "x" * 301}], (3, "partners", "is not a partner")),
        ([AXIS, PROJECT | {"budget": "a lot"}], (3, "budget", "“a lot” is not a number.")),
        ([AXIS, PROJECT | {"principle": "joie"}], (3, "principle", "“joie” is not a principle of")),
        ([AXIS, PROJECT | {"principle": ""}], (3, "principle", "must be filled in")),
        ([AXIS, PROJECT | {"title_ar": ""}], (3, "title_ar", "must be filled in")),
        ([AXIS, PROJECT | {"partners": "A (ami)"}], (3, "partners", "“A (ami)” is not a partner")),
        ([AXIS, PROJECT | {"code": "one"}], (3, "code", "“one” is not a code")),
        ([AXIS, PROJECT | {"code": ""}], (3, "code", "A row without a code")),
        ([AXIS, PROJECT | {"code": "2.1"}], (3, "code", "is missing above it")),
        ([AXIS, PROJECT, PROJECT], (4, "code", "stands twice")),
        ([AXIS | {"budget": "5"}, PROJECT], (2, "budget", "for projects only")),
        ([AXIS, PROJECT, ACTIVITY | {"ideas": "5"}], (4, "ideas", "for projects only")),
        ([AXIS, PROJECT | {"target": "5"}], (3, "indicator_ar", "An indicator without")),
        ([AXIS, PROJECT | {"ends_on": "2023-01-01"}], (3, "", "before it starts")),
        ([AXIS, PROJECT, ACTIVITY | {"ends_on": "2031-01-01"}], (4, "", "outside those of its")),
        ([AXIS], (2, "", "has no project")),
        ([], (0, "", "has no axis")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_column(
    rows: list[dict[str, str]], expected: tuple[int, str, str]
) -> None:
    row, column, told = expected
    found = problems(*rows)
    assert [one for one in found if one[:2] == (row, column) and told in one[2]], found


def test_every_problem_is_told_at_once_and_in_three_languages() -> None:
    wrong = PROJECT | {"budget": "x", "starts_on": "y", "principle": "z"}
    with pytest.raises(ContentSheetRefused) as refused:
        content_of(grid(AXIS, wrong))
    assert len(refused.value.problems) == 3
    for one in refused.value.problems:
        assert one.sentence("ar").startswith("السطر 3")
        assert one.sentence("fr").startswith("Ligne 3")
        assert one.sentence("en").startswith("Row 3")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (("code", "title_ar"), "must be filled in"),
        ((*CONTENT.required, "colour"), "“colour” is not known"),
        ((*CONTENT.required, "budget", "budget"), "stands twice"),
        (("colour", "size"), "No header row"),
    ],
)
def test_a_header_that_is_not_right_is_refused(header: tuple[str, ...], told: str) -> None:
    with pytest.raises(ContentSheetRefused) as refused:
        content_of(grid(AXIS, keys=header))
    assert any(told in one.phrase.en for one in refused.value.problems)


def test_a_title_may_stand_above_the_header_and_empty_rows_anywhere() -> None:
    rows = grid(AXIS, PROJECT)
    moved = [(1, ["برنامج"]), (2, [""]), *((number + 3, cells) for number, cells in rows)]
    assert content_of(moved).counts()["projects"] == 1


def test_what_is_no_sheet_is_refused() -> None:
    with pytest.raises(CohortFileRefused):
        content_in_child(b"%PDF-1.7 ...", "p.pdf")
    book = Workbook()
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(ContentSheetRefused):
        content_in_child(written.getvalue(), "empty.xlsx")


@given(st.lists(st.lists(st.text(max_size=12), max_size=18), max_size=8))
def test_whatever_stands_in_the_cells_it_is_read_or_refused(cells: list[list[str]]) -> None:
    header = [column.key for column in COLUMNS]
    rows = [header, *([*row, *[""] * 18][: len(header)] for row in cells)]
    with contextlib.suppress(ContentSheetRefused):
        assert isinstance(content_of(list(enumerate(rows, start=1))), Content)
