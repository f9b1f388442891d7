"""The history as a workbook: it computes nothing, and its dates are dates."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pytest
from handed import MADE_AT, entry
from openpyxl import Workbook, load_workbook

from audit.history_rows import EntryRow
from audit.history_xlsx import history_xlsx

ATTACKS = ("=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=", "==1", "{=1+1}")


def made(entries: Iterable[EntryRow], language: str = "fr", **more: Any) -> bytes:
    return b"".join(history_xlsx(entries, language, MADE_AT, **more))


def book_of(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def lines(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_looks_like_a_formula_is_text(attack: str) -> None:
    content = made([entry(reason=attack, source=attack, actor_id=attack)])
    cells = [cell for row in book_of(content).worksheets[0].iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == attack]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)] * 3
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_dates_are_dates_and_numbers_are_numbers() -> None:
    sheet = book_of(made([entry(7)])).worksheets[0]
    line = lines(sheet)[0]
    assert line["Survenu le"] == datetime.fromisoformat("2022-11-09")
    assert line["Enregistré le (UTC)"] == datetime.fromisoformat("2022-11-09T08:00:01")
    assert line["Session le"].date() == date(2023, 10, 2)
    assert (line["N° d’écriture"], line["Place dans le journal"]) == (7, 107)
    kinds = {type(cell.value) for cell in sheet[2]}
    assert kinds <= {str, int, datetime, type(None)}


def test_arabic_runs_from_right_to_left_and_the_header_stays() -> None:
    arabic, french = (book_of(made([entry()], lang)).worksheets[0] for lang in ("ar", "fr"))
    assert (arabic.sheet_view.rightToLeft, french.sheet_view.rightToLeft) == (True, False)
    assert arabic.freeze_panes == french.freeze_panes == "A2"
    assert lines(arabic)[0]["ما حدث"] == "استؤنف البرنامج"


def test_an_erased_reason_and_a_missing_place_are_told() -> None:
    line = lines(book_of(made([entry(erased=True, place=None)])).worksheets[0])[0]
    assert (line["Motif"], line["Motif effacé"]) == (None, "oui")
    assert line["Place dans le journal"] is None


def test_control_characters_stop_no_workbook() -> None:
    line = lines(book_of(made([entry(reason="a\x0bb\x00c\ufffe")])).worksheets[0])[0]
    assert line["Motif"] == "a\ufffdb\ufffdc\ufffd"


def test_a_full_sheet_is_followed_by_another() -> None:
    book = book_of(made([entry(n) for n in range(1, 6)], a_sheet=2))
    assert book.sheetnames == ["Historique", "Historique 2", "Historique 3"]
    assert [len(lines(sheet)) for sheet in book.worksheets] == [2, 2, 1]
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets)


def test_no_entry_still_makes_a_workbook_with_its_header() -> None:
    sheet = book_of(made([])).worksheets[0]
    assert (sheet["A1"].value, sheet.max_row) == ("Référence du plan", 1)


def test_a_workbook_says_when_it_was_made() -> None:
    assert book_of(made([entry()])).properties.created == MADE_AT.replace(tzinfo=None)
