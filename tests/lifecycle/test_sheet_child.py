"""A sheet of anybody's is read by a child that is held short: whatever it does, we go on."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from small_cohort import BENI_MELLAL, TIZNIT, calendar, sheet
from sqlalchemy import Engine

from lifecycle import acts, sheet_child
from lifecycle.clock import VirtualClock
from lifecycle.cohort_columns import COLUMNS, key_of
from lifecycle.cohort_file import read_rows
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.cohort_result import Marks, marked, marks_of, marks_of_refused
from lifecycle.cohort_template import HOW, SHEET, header_of, template
from lifecycle.onboarding import open_cohort
from lifecycle.sheet_child import mark_in_child, read_in_child
from models.settings import CHECKOUT

CONTENT = "[Content_Types].xml"
FOUNDERS = (CHECKOUT / "cohorts" / "2022-founders.csv").read_bytes()


def workbook() -> bytes:
    made = Workbook()
    page: Any = made.active
    page.append(["code", "kind"])
    page.append(["05.091.01.01", "commune"])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_part(name: str, part: bytes, *, copies: int = 1) -> bytes:
    """A workbook in which one part of the package is another."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as whole,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in whole.namelist():
            made.writestr(entry, whole.read(entry) if entry != name else part * copies)
    return written.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"""
EMPTY_ROW = b'<row r="1"><c r="A1"/></row>'
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FIRST = "xl/worksheets/sheet1.xml"
BOMBS = {
    "unpacks to more than it may": with_part("xl/theme/theme1.xml", b" " * 1_000_000, copies=70),
    "entities that grow": with_part(FIRST, ENTITIES),
    "rows without end that hold nothing": with_part(
        FIRST, HEAD + EMPTY_ROW * 120_000 + b"</sheetData></worksheet>"
    ),
    "no package at all": b"PK\x03\x04" + b"\0" * 400,
    "a link to a file of ours": with_part(
        FIRST,
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row></sheetData>'
        b"</worksheet>",
    ),
}  # fmt: skip


def test_the_child_reads_what_is_read_in_place() -> None:
    assert read_in_child(FOUNDERS, "founders.csv") == read_rows(FOUNDERS, "founders.csv")


def test_the_child_refuses_with_the_same_problems() -> None:
    with pytest.raises(CohortFileRefused) as there:
        read_in_child(b"kind,wrong\ncommune,1\n", "x.csv")
    with pytest.raises(CohortFileRefused) as here:
        read_rows(b"kind,wrong\ncommune,1\n", "x.csv")
    assert there.value.problems == here.value.problems


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_sheet_that_takes_too_much_is_refused_and_we_go_on(bomb: str) -> None:
    with pytest.raises(CohortFileRefused) as refused:
        read_in_child(BOMBS[bomb], "bomb.xlsx")
    (problem,) = refused.value.problems
    assert problem.code in ("file_unreadable", "file_too_hard", "file_empty", "header_not_found")
    assert problem.mend["ar"]
    assert problem.mend["fr"]
    assert "root:" not in str(refused.value)


def test_memory_and_time_have_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the first bound the second holds; both say the same sentence."""
    monkeypatch.setattr(sheet_child, "PATIENCE", 0.01)
    with pytest.raises(CohortFileRefused) as late:
        read_in_child(FOUNDERS, "founders.csv")
    assert late.value.problems[0].code == "file_too_hard"
    assert mark_in_child(FOUNDERS, "founders.csv", Marks({}, ())) is None


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_DATABASE_URL", "postgresql://secret")
    assert not any("secret" in value for value in sheet_child._environment().values())


def test_the_template_is_read_as_it_is_and_only_lacks_its_rows() -> None:
    with pytest.raises(CohortFileRefused) as empty:
        read_rows(template(), "template.xlsx")
    assert [each.code for each in empty.value.problems] == ["file_empty"]


def test_the_template_is_right_to_left_with_both_languages_lists_and_instructions() -> None:
    book = load_workbook(io.BytesIO(template()))
    members: Any = book[SHEET]
    assert members.sheet_view.rightToLeft
    headers = [cell.value for cell in members[1]]
    assert headers == [header_of(column) for column in COLUMNS]
    assert [key_of(header) for header in headers] == [column.key for column in COLUMNS]
    listed = {str(one.sqref) for one in members.data_validations.dataValidation}
    assert len(listed) == 3
    assert members["A2"].number_format == "@"
    assert len(list(book[HOW].rows)) >= 6
    assert book["lists"].sheet_state == "hidden"


def test_a_filled_template_opens_its_members(engine: Engine) -> None:
    rows = read_rows(sheet(BENI_MELLAL, TIZNIT), "founders.csv")
    book = load_workbook(io.BytesIO(template()))
    members: Any = book[SHEET]
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(COLUMNS, start=1):
            members.cell(number, at, row.get(column.key, ""))
    written = io.BytesIO()
    book.save(written)
    report = open_cohort(
        engine, written.getvalue(), "filled.xlsx", calendar(), dry_run=True,
        clock=VirtualClock(date(2022, 10, 21)), actor=acts.coordinator(7), read=read_in_child,
    )  # fmt: skip
    assert (report.counts()["new"], report.row_of) == (2, {BENI_MELLAL: 2, TIZNIT: 3})
    back = marked(written.getvalue(), "filled.xlsx", marks_of(report))
    assert read_rows(back, "back.xlsx") == read_rows(written.getvalue(), "filled.xlsx")
    cells = [cell.value for cell in load_workbook(io.BytesIO(back))[SHEET][2]]
    assert cells[len(COLUMNS)] == "عضو جديد – nouveau membre"


def test_a_refused_sheet_comes_back_with_what_is_wrong_at_each_row(engine: Engine) -> None:
    spoilt = sheet(BENI_MELLAL, TIZNIT, changed={TIZNIT: {"focal_point_email": "=1+1"}})
    with pytest.raises(CohortFileRefused) as refused:
        open_cohort(
            engine, spoilt, "members.csv", calendar(), dry_run=True,
            clock=VirtualClock(date(2022, 10, 21)), actor=acts.coordinator(7),
        )  # fmt: skip
    assert refused.value.counts == {
        "new": 1, "rejoining": 0, "changed": 0, "unchanged": 0, "rejected": 1,
    }  # fmt: skip
    made = mark_in_child(spoilt, "members.csv", marks_of_refused(refused.value))
    assert made is not None
    page: Any = load_workbook(io.BytesIO(made)).worksheets[0]
    column = page.max_column
    assert page.cell(1, column).value == "النتيجة\nRésultat"
    assert page.cell(2, column).value == "سليم – correct"
    said = page.cell(3, column).value
    assert "Ligne 3" in said
    assert "السطر 3" in said
    # What somebody wrote as a formula is text in what we hand back: nothing is ever computed.
    kinds = {cell.data_type for line in page.iter_rows() for cell in line if cell.value}
    assert kinds == {"s"}
    again = mark_in_child(made, "members.xlsx", Marks({2: "سليم"}, ()))
    assert again is not None
    assert load_workbook(io.BytesIO(again)).worksheets[0].max_column == column
