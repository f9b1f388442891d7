import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lifecycle.cohort_columns import COLUMNS
from lifecycle.cohort_file import check_rows, read_rows
from lifecycle.cohort_problems import CohortFileRefused, Problem
from lifecycle.names import fold
from models.register import all_collectivities
from models.words import CollectivityKind
from tests.small_cohort import ROW

FOUNDERS = Path(__file__).parents[2] / "cohorts" / "2022-founders.csv"
TODAY = date(2022, 12, 1)


def _csv(*rows: Mapping[str, str], separator: str = ",") -> str:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join(separator.join(line) for line in lines) + "\n"


def _unread(content: bytes, filename: str = "cohort.csv") -> list[Problem]:
    with pytest.raises(CohortFileRefused) as refusal:
        read_rows(content, filename)
    return refusal.value.problems


def _workbook(*lines: Sequence[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding: str, separator: str) -> None:
    content = _csv(ROW, separator=separator).encode(encoding)
    assert read_rows(content, "cohort.csv") == [{"row": "2", **ROW, "": ""}]


def test_lines_may_end_as_windows_ends_them() -> None:
    content = _csv(ROW, {**ROW, "name_fr": "Fès"}).replace("\n", "\r\n").encode()
    assert [row["name_fr"] for row in read_rows(content, "c.csv")] == ["Béni Mellal", "Fès"]


@pytest.mark.parametrize("language", ["ar", "fr", "both"])
def test_headers_may_be_arabic_french_or_both_in_one_cell(language: str) -> None:
    headers = {
        c.key: {"ar": c.header_ar, "fr": c.header_fr, "both": f'"{c.header_ar}\n{c.header_fr}"'}
        for c in COLUMNS
    }
    content = _csv({headers[key][language]: value for key, value in ROW.items()}).encode()
    (row,) = read_rows(content, "cohort.csv")
    assert {key: row[key] for key in ROW} == ROW


def test_no_header_names_two_columns() -> None:
    headers = [fold(header) for column in COLUMNS for header in set(map(fold, column.headers()))]
    assert len(headers) == len(set(headers))


def test_a_workbook_gives_the_same_rows_as_text() -> None:
    typed = {**ROW, "joined_on": date(2022, 10, 21)}
    (row,) = read_rows(_workbook(list(typed), list(typed.values())), "cohort.xlsx")
    assert row == {"row": "2", **ROW, "": ""}


def test_the_header_of_a_workbook_may_stand_under_a_title() -> None:
    content = _workbook(["Membres du réseau"], [], list(ROW), list(ROW.values()))
    (row,) = read_rows(content, "cohort.xlsx")
    assert (row["row"], row["code"]) == ("4", ROW["code"])


def test_the_leading_zero_that_a_spreadsheet_took_is_given_back() -> None:
    typed = {**ROW, "code": 5.0, "kind": "جهة", "name_ar": "بني ملال-خنيفرة", "name_fr": ""}
    typed["province"] = ""
    rows = read_rows(_workbook(list(typed), list(typed.values())), "cohort.xlsx")
    (found,) = check_rows(rows, today=TODAY, register=all_collectivities())
    assert (found.code, found.kind) == ("05", CollectivityKind.REGION)


def test_a_formula_that_was_never_computed_is_read_as_its_text_to_be_refused() -> None:
    typed = {**ROW, "focal_point_name": '=A1&"x"'}
    rows = read_rows(_workbook(list(typed), list(typed.values())), "cohort.xlsx")
    assert rows[0]["focal_point_name"] == '=A1&"x"'


def test_the_column_of_an_earlier_report_is_not_read() -> None:
    content = _csv({**ROW, "Résultat": "=refusé"}).encode()
    (row,) = read_rows(content, "cohort.csv")
    assert row == {"row": "2", **ROW, "": ""}


def test_invisible_marks_are_taken_off() -> None:
    marked = {**ROW, "focal_point_email": "\u200ffocal@commune.example\u202c"}
    (row,) = read_rows(_csv(marked).encode(), "cohort.csv")
    assert row["focal_point_email"] == "focal@commune.example"


def test_a_value_may_hold_the_separator_between_quotes_and_not_without() -> None:
    quoted, bare = {**ROW, "deputy_name": '"a, b"'}, {**ROW, "deputy_name": "a, b"}
    rows = read_rows(_csv(quoted, bare).encode(), "cohort.csv")
    assert [(row["deputy_name"], row[""]) for row in rows] == [
        ("a, b", ""),
        ("a", "contact@commune.example"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n", "file_empty"),
        (b"hello\nworld\n", "header_not_found"),
        (_csv(ROW).split("\n")[0].encode(), "file_empty"),
        (b"PK\x03\x04 not a workbook", "file_unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old_workbook"),
        (b"code,kind\0", "file_unreadable"),
        (b'code,kind,region\n"open,commune', "file_unreadable"),
        (b"\xff\xfea", "file_unreadable"),
        (b"x" * (5 * 1024 * 1024 + 1), "file_too_big"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    assert [each.code for each in _unread(content)] == [code]


@pytest.mark.parametrize("extra", [0, 1])
def test_a_sheet_holds_5000_rows_and_no_more(extra: int) -> None:
    text = (_csv(ROW) + "commune\n" * (4999 + extra)).encode()
    book = _workbook(list(ROW), *([["commune"]] * (5000 + extra)))
    for content in (text, book):
        if extra:
            assert [each.code for each in _unread(content)] == ["too_many_rows"]
        else:
            assert len(read_rows(content, "cohort")) == 5000


def test_a_workbook_damaged_on_its_way_is_refused() -> None:
    whole = _workbook(list(ROW), *([list(ROW.values())] * 50))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    damaged = whole[:at] + bytes(40) + whole[at + 40 :]
    assert [each.code for each in _unread(damaged)] == ["file_unreadable"]


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(65 * 1024 * 1024))
    assert [each.code for each in _unread(packed.getvalue())] == ["file_unreadable"]


def test_every_problem_of_the_header_is_listed_and_no_problem_of_a_row() -> None:
    header = "code,kind,kind,region,deputy_emial,focal_point_name,joined_on"
    problems = _unread(f"{header}\n=1,x,x,y,z,,\n".encode())
    assert [(p.code, p.column or p.value) for p in problems] == [
        ("duplicate_column", "kind"),
        ("unknown_column", "deputy_emial"),
        ("missing_column", "focal_point_email"),
    ]
    assert "deputy_email" in problems[1].mend["fr"]


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        (("joined_on",), "missing_column"),
        (("code", "name_ar", "name_fr"), "missing_identity"),
        (("code", "region"), "missing_column"),
    ],
)
def test_a_column_that_is_missing_is_refused(left_out: tuple[str, ...], code: str) -> None:
    row = {key: value for key, value in ROW.items() if key not in left_out}
    assert [each.code for each in _unread(_csv(row).encode())] == [code]
    with pytest.raises(CohortFileRefused) as refusal:
        check_rows([row], today=TODAY, register=all_collectivities())
    assert [each.code for each in refusal.value.problems] == [code]


def test_the_founders_file_is_read_from_a_workbook_as_from_text() -> None:
    rows = read_rows(FOUNDERS.read_bytes(), FOUNDERS.name)
    columns = [column.key for column in COLUMNS]
    book = _workbook(columns, *([row[key] for key in columns] for row in rows))
    assert read_rows(book, "cohort.xlsx") == rows
