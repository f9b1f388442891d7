"""Which way a text runs."""

import unicodedata

import pytest

from audit.direction import LONGEST_RUN, STRONG, kept_in_order, runs_right_to_left


@pytest.mark.parametrize(
    ("text", "turned"),
    [("السبب", True), ("motif", False), ("17 قرار", True), ("(PV) قرار", False), ("« قرار", True)],
)
def test_the_first_letter_says_which_way_a_text_runs(text: str, turned: bool) -> None:
    assert runs_right_to_left(text, otherwise=not turned) is turned


@pytest.mark.parametrize("paper", [True, False])
def test_a_text_without_letters_runs_as_the_paper_does(paper: bool) -> None:
    assert runs_right_to_left("17 - (3)", otherwise=paper) is paper


def test_joined_numbers_are_marked_inside_arabic_only() -> None:
    mark = "\u200e"
    assert kept_in_order("يوم 2022-11-04", True) == f"يوم {mark}2022-11-04{mark}"
    assert kept_in_order("le 2022-11-04", False) == "le 2022-11-04"
    assert kept_in_order("رقم 17 و 3", True) == "رقم 17 و 3"


@pytest.mark.parametrize("turned", [True, False])
def test_no_run_of_signs_is_longer_than_the_library_can_look_through(turned: bool) -> None:
    run, longest = 0, 0
    for letter in kept_in_order("a" + "." * 1000 + "b", turned):
        run = 0 if unicodedata.bidirectional(letter) in STRONG else run + 1
        longest = max(longest, run)
    assert longest == LONGEST_RUN
