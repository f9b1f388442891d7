"""The history as CSV: Arabic is read, nothing is run."""

import csv
import io

import pytest
from handed import entry

from audit.history_columns import headers
from audit.history_csv import history_csv
from audit.inert_text import inert

ATTACKS = (
    "=cmd|' /C calc'!A0", "+1+cmd", "-2+3+cmd", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1",
    "＝1+1", "oui;=cmd|' /C calc'!A0", "oui,=1+1", 'oui";=1+1', "oui\n=1+1", "oui\t@SUM(A1)",
)  # fmt: skip


def read_back(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_entry_is_a_line_with_its_dates_words_and_place() -> None:
    content = b"".join(history_csv([entry(1), entry(2)], "fr"))
    lines = read_back(content)
    assert [line["N° d’écriture"] for line in lines] == ["1", "2"]
    first = lines[0]
    assert first["Ce qui s’est passé"] == "Le programme a repris"
    assert (first["De la phase"], first["À la phase"]) == ("Suspendu", "Adhésion")
    assert first["Enregistré le (UTC)"] == "2022-11-09T08:00:01.000250Z"
    assert (first["Survenu le"], first["Place dans le journal"]) == ("2022-11-09", "101")
    assert first["Région"] == "Béni Mellal-Khénifra"
    assert first["Échéances fixées"].endswith(": 2022-11-11 -> 2022-11-18")


def test_a_spreadsheet_reads_the_arabic() -> None:
    content = b"".join(history_csv([entry(reason="السبب")], "ar"))
    assert content.startswith(b"\xef\xbb\xbf")
    line = read_back(content)[0]
    assert line["السبب"] == "السبب"
    assert line["ما حدث"] == "استؤنف البرنامج"
    assert line["الجهة"] == "بني ملال-خنيفرة"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_no_cell_is_run_whatever_sign_the_program_splits_at(attack: str, separator: str) -> None:
    content = b"".join(history_csv([entry(reason=attack, source=attack)], "fr"))
    text = content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            assert cell.strip(' \t\r\n"')[:1] not in {*"=+-@＝＋－＠"}, cell


def test_the_words_stay_whole_but_for_the_quote() -> None:
    assert inert("=1+1") == "'=1+1"
    assert inert("a note: yes - no, 3 + 4 = 7") == "a note: yes - no, 3 + 4 = 7"
    assert inert("a\x00b") == "a\ufffdb"


def test_an_erased_reason_and_a_missing_place_are_told() -> None:
    content = b"".join(history_csv([entry(erased=True, place=None), entry(place=0)], "fr"))
    erased, given = read_back(content)
    assert (erased["Motif"], erased["Motif effacé"]) == ("", "oui")
    assert (given["Motif"], given["Motif effacé"]) == ("", "")
    assert (erased["Place dans le journal"], given["Place dans le journal"]) == ("", "0")


def test_many_entries_come_in_pieces() -> None:
    pieces = list(history_csv((entry(n) for n in range(1, 1201)), "ar"))
    assert len(pieces) == 3
    assert len(read_back(b"".join(pieces))) == 1200


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_column_has_a_name_of_its_own(language: str) -> None:
    named = headers(language)
    assert len(set(named)) == len(named) == 30
