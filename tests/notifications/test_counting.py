"""Counts in words: the six forms of Arabic, the two of French, and thousands that stay in order."""

import pytest
from babel import Locale
from bidi import get_display

from models.words import Language
from notifications.counting import arabic_plural, log_entries, working_days


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "أقل من يوم عمل واحد"), (1, "يوم عمل واحد"), (2, "يوما عمل"), (3, "3 أيام عمل"),
        (10, "10 أيام عمل"), (11, "11 يوم عمل"), (25, "25 يوم عمل"), (99, "99 يوم عمل"),
        (100, "100 يوم عمل"), (102, "102 يوم عمل"), (103, "103 أيام عمل"),
    ],
)  # fmt: skip
def test_arabic_counts_working_days_in_its_six_forms(number: int, words: str) -> None:
    assert working_days(number, Language.ARABIC) == words


def test_the_arabic_forms_are_those_of_cldr() -> None:
    assert [arabic_plural(n) for n in range(1200)] == [
        Locale("ar").plural_form(n) for n in range(1200)
    ]


def test_french_counts_working_days() -> None:
    assert [working_days(n, Language.FRENCH) for n in (0, 1, 2)] == [
        "moins d’un jour ouvré", "1 jour ouvré", "2 jours ouvrés",
    ]  # fmt: skip


def test_working_days_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        working_days(-1, Language.ARABIC)


@pytest.mark.parametrize(
    ("number", "arabic", "french"),
    [
        (1, "قيد واحد", "1 écriture"), (2, "قيدان", "2 écritures"), (7, "7 قيود", "7 écritures"),
        (100, "100 قيد", "100 écritures"), (1234, "1 234 قيدا", "1 234 écritures"),
        (1_000_003, "1 000 003 قيود", "1 000 003 écritures"),
    ],
)  # fmt: skip
def test_entries_of_the_log_are_counted_in_both_languages(
    number: int, arabic: str, french: str
) -> None:
    assert log_entries(number, Language.ARABIC).replace("\u00a0", " ") == arabic
    assert log_entries(number, Language.FRENCH).replace("\u00a0", " ") == french


def test_thousands_stay_in_their_order_in_an_arabic_line() -> None:
    line = f"السجل: {log_entries(1_234_567, Language.ARABIC)}"
    assert "1\u00a0234\u00a0567" in str(get_display(line, base_dir="R"))
