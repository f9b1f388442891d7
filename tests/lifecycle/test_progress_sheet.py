"""The sheets of a round and of an evaluation: written, filled in, read back."""

from datetime import date
from decimal import Decimal
from typing import Any

import followed
import programme
import pytest

from lifecycle.cohort_file import read_grid
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.evaluation import Evaluation, Rating
from lifecycle.progress import ActivityProgress, Measure, Progress
from lifecycle.progress_sheet import progress_of_sheet, ratings_of_sheet
from lifecycle.progress_template import progress_book, ratings_book
from models.words import Completion, ProgressStatus

CONTENT = programme.oriental()


def sheet(header: tuple[str, ...], *rows: tuple[str, ...]) -> Any:
    return list(enumerate([list(header), *map(list, rows)], start=1))


def refused(run: Any, *told: Any) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentSheetRefused) as refusal:
        run(*told)
    assert all(one.sentence("ar") and one.sentence("fr") for one in refusal.value.problems)
    return [(one.row, one.column, one.phrase.en) for one in refusal.value.problems]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_round_that_was_written_is_read_back(language: str) -> None:
    known = followed.progress_of(CONTENT, 10)
    grid = read_grid(progress_book(CONTENT, known, language), "round.xlsx")
    assert progress_of_sheet(grid, CONTENT) == known


def test_what_is_left_empty_is_not_reported() -> None:
    grid = read_grid(progress_book(CONTENT, Progress(), "fr"), "round.xlsx")
    assert progress_of_sheet(grid, CONTENT) == Progress()
    assert len(list(grid)) == 1 + 69 + 17


def test_a_few_rows_are_enough() -> None:
    header = ("code", "status", "reason", "place", "value", "on")
    rows = (
        ("1.1.1", "En retard", "pluies", "", "", ""),
        ("1.1", "", "", "1", "12,5", "3/6/2024"),
    )
    told = progress_of_sheet(sheet(header, *rows), CONTENT)
    assert told.activities == (
        ActivityProgress(code="1.1.1", status=ProgressStatus.DELAYED, reason="pluies"),
    )
    assert told.measures == (
        Measure(code="1.1", place=1, value=Decimal("12.5"), on=date(2024, 6, 3)),
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("9.9.9", "done", "", "", "", ""), (2, "code", "The programme has no 9.9.9.")),
        (("1.1", "done", "", "", "", ""), (2, "code", "The programme has no 1.1.")),
        (("", "done", "", "", "", ""), (2, "code", "A row without a code")),
        (("1.1.1", "nearly", "", "", "", ""), (2, "status", "“nearly” is not a status.")),
        (("1.1.1", "done", "soon", "", "", ""), (2, "evidence", "“soon” is not a link.")),
        (("1.1", "", "", "7", "5", "2024-06-01"), (2, "place", "The programme has no 1.1 / 7.")),
        (("1.1", "", "", "1", "5", ""), (2, "on", "must be filled in.")),
        (("1.1", "", "", "1", "five", "2024-06-01"), (2, "value", "“five” is not a number.")),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(
    row: tuple[str, ...], expected: tuple[int, str, str]
) -> None:
    header = ("code", "status", "evidence", "place", "value", "on")
    number, column, told = expected
    found = refused(progress_of_sheet, sheet(header, row), CONTENT)
    assert [one for one in found if one[:2] == (number, column) and told in one[2]], found


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_evaluation_that_was_written_is_read_back(language: str) -> None:
    ratings = tuple(
        Rating(code=one.code, level=level, achieved="publié")
        for one, level in zip(CONTENT.projects(), Completion, strict=False)
    )
    known = Evaluation(author="Comité", ratings=ratings)
    grid = read_grid(ratings_book(CONTENT, known, language), "e.xlsx")
    assert ratings_of_sheet(grid, CONTENT) == ratings


def test_an_evaluation_that_is_not_right_is_told_by_row() -> None:
    rows = (("1.1", "great"), ("1.1.1", "complete"), ("", "limited"))
    found = refused(ratings_of_sheet, sheet(("code", "level"), *rows), CONTENT)
    assert [(one[0], one[1]) for one in found] == [(2, "level"), (3, "code"), (4, "code")]
