"""What is handed back can be read again, and computes nothing."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

from lifecycle.cohort_result import Marks, marked

HEADERS = ("code", "kind", "name_fr", "region", "joined_on")


def written(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_of(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def with_value(content: bytes, value: str) -> bytes:
    """The workbook as a spreadsheet program saves it: with what its formula had shown."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v></v>" in part or b"<v />" in part or b"<v/>" in part
                for empty in (b"<v></v>", b"<v />", b"<v/>"):
                    part = part.replace(empty, f"<v>{value}</v>".encode())
            new.writestr(name, part)
    return made.getvalue()


def book(code: str) -> Workbook:
    one = Workbook()
    sheet: Any = one.active
    sheet.append(HEADERS)
    sheet.append((code, "commune", "Rabat", "x", "2022-10-21"))
    return one


def test_a_formula_becomes_the_value_that_it_showed() -> None:
    back = sheet_of(marked(with_value(written(book("=6*7")), "42"), "a.xlsx", Marks({}, ())))
    assert (back["A2"].value, back["A2"].data_type) == (42, "n")


def test_a_formula_that_was_never_computed_becomes_its_own_text() -> None:
    back = sheet_of(marked(written(book("=6*7")), "a.xlsx", Marks({}, ())))
    assert (back["A2"].value, back["A2"].data_type) == ("=6*7", "s")


def test_a_note_that_spans_the_result_column_takes_no_mark_and_stops_nothing() -> None:
    one = book("05.091.01.01")
    one.worksheets[0].merge_cells("A3:H3")
    one.worksheets[0]["A3"] = "a note"
    back = sheet_of(marked(written(one), "a.xlsx", Marks({2: "right", 3: "wrong"}, ())))
    assert back["F2"].value == "right"
    assert back["A3"].value == "a note"


def test_the_header_is_found_below_more_empty_rows_than_are_searched() -> None:
    one = Workbook()
    sheet: Any = one.active
    sheet["A14"] = "the members of 2022"
    for at, header in enumerate(HEADERS, start=1):
        sheet.cell(16, at).value = header
    sheet["A17"] = "05.091.01.01"
    back = sheet_of(marked(written(one), "a.xlsx", Marks({17: "right"}, ())))
    assert back["F16"].value
    assert back["F17"].value == "right"
