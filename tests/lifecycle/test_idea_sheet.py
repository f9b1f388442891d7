"""The sheet of ideas: what was written comes back, and what is wrong is told by row."""

import io

import pytest
from consulting import KEPT, REJECTED, WORDS
from openpyxl import load_workbook

from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.idea_outcomes import Decision
from lifecycle.idea_sheet import decisions_in_child, decisions_of, read_decisions, sheet_of
from models.consultation import Idea
from models.words import RejectedBecause

HEADER = ["number", "outcome", "reason", "project", "words"]


def read(*rows: list[str], header: list[str] | None = None) -> list[Decision]:
    return decisions_of(list(enumerate([header or HEADER, *rows], start=1)))


def problems(*rows: list[str], header: list[str] | None = None) -> list[tuple[int, str]]:
    with pytest.raises(ContentSheetRefused) as refused:
        read(*rows, header=header)
    return [(one.row, one.phrase.en) for one in refused.value.problems]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_what_was_decided_comes_back_from_its_sheet(language: str) -> None:
    ideas = [
        Idea(number=1, words=WORDS, outcome=KEPT, project="1.2"),
        Idea(number=2, words="=1+1", outcome=REJECTED, rejected_because=RejectedBecause.NO_MEANS),
        Idea(number=3, words="x", outcome=REJECTED, rejected_because=RejectedBecause.OTHER,
             reason="Le registre existe déjà."),
        Idea(number=4, words="pas encore décidée"),
    ]  # fmt: skip
    assert read_decisions(sheet_of(ideas, language), "i.xlsx") == [
        Decision(1, KEPT, "1.2", words=WORDS),
        Decision(2, REJECTED, because=RejectedBecause.NO_MEANS, words="=1+1"),
        Decision(3, REJECTED, because=RejectedBecause.OTHER, reason="Le registre existe déjà.",
                 words="x"),
    ]  # fmt: skip


def test_the_words_of_a_citizen_are_never_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(sheet_of([Idea(number=1, words='=HYPERLINK("x")')])))
    assert sheet.worksheets[0]["B2"].data_type == "s"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_read_with_the_separator_of_its_headers(separator: str) -> None:
    rows = (("Numéro", "Suite", "Motif", "Code du projet"), ("٧", "Retenue", "", "1,2"))
    content = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert read_decisions(content.encode(), "i.csv") == [Decision(7, KEPT, "1.2")]


def test_the_child_reads_the_same_and_tells_the_same_problems() -> None:
    right = "number;outcome;reason\n1;rejected;no means\n2;مرفوضة;منجزة من قبل".encode()
    assert decisions_in_child(right, "i.csv") == read_decisions(right, "i.csv")
    with pytest.raises(ContentSheetRefused):
        decisions_in_child(b"number;outcome\n1;perhaps", "i.csv")
    with pytest.raises(CohortFileRefused):
        decisions_in_child(b"%PDF-1.7 no sheet", "i.pdf")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["1", "perhaps", "", "", ""], "is not an outcome"),
        (["", "kept", "", "1.1", ""], "must be filled in"),
        (["x", "kept", "", "1.1", ""], "is not the number of an idea"),
        (["0", "kept", "", "1.1", ""], "is not the number of an idea"),
        (["1", "rejected", "x" * 501, "", ""], "at most 500"),
        (["1", "kept", "", "1.1", "x" * 1501], "at most 1500"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(row: list[str], told: str) -> None:
    ((number, said),) = problems(["9", "kept", "", "1.1", ""], row)
    assert number == 3
    assert told in said


def test_a_sheet_without_its_columns_or_with_unknown_ones_is_refused() -> None:
    assert problems(header=["number", "words"])[0][0] == 0
    assert "is not known" in problems(header=[*HEADER, "e-mail"])[0][1]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises((CohortFileRefused, ContentSheetRefused)):
        read_decisions(b"", "i.csv")
