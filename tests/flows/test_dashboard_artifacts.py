"""The morning's page: each artifact opens with what to look at, and leads to the portal."""

from collections import Counter
from datetime import date

from flows.dashboard_artifacts import (
    bottleneck_rows,
    bottlenecks_sentence,
    letter_funnel_markdown,
    letters_sentence,
)
from lifecycle.bottlenecks import Bottleneck
from lifecycle.letter_funnel import LetterFunnel, Rung

URL = "https://portal.example"
REGIONS = {"05": "Béni Mellal-Khénifra"}
CROWDED = Bottleneck(
    "choose_axes", "05", waiting=3, late=2, to_review=1,
    taken=Counter({4: 3, 9: 1}), reviewed=Counter({2: 4}),
)  # fmt: skip


def funnel(**more: object) -> LetterFunnel:
    rungs = [Rung("before any letter", 0, 0, 1), Rung("assign", 9, 8, 6), Rung("eve", 3, 3, 0),
             Rung("late1", 2, 2, 3)]  # fmt: skip
    return LetterFunnel(date(2026, 11, 23), rungs, answers=8, by_link=5, steps_by_link=4, **more)  # type: ignore[arg-type]


def test_the_worst_place_is_named_first_with_a_link_to_its_late_plans() -> None:
    said = bottlenecks_sentence([CROWDED], REGIONS, URL)
    assert said.startswith("Look first at « ")
    assert "in Béni Mellal-Khénifra: 3 plans wait there, 2 of them late." in said
    assert f"({URL}/plans?lang=fr&region=05&late=1)" in said


def test_a_row_says_who_waits_and_how_long_it_took_others() -> None:
    (row,) = bottleneck_rows([CROWDED], REGIONS, URL)
    assert (row["Waiting"], row["Late"], row["To review"], row["Done before"]) == (3, 2, 1, 4)
    assert (row["Days: half, most"], row["Review: half, most"]) == ("4, 9", "2, 2")
    assert row["Open"].endswith("region=05&late=1")


def test_what_nobody_has_done_yet_has_no_number_of_days() -> None:
    (row,) = bottleneck_rows([Bottleneck("choose_axes", "99", waiting=1)], REGIONS, URL)
    assert (row["Days: half, most"], row["Review: half, most"]) == ("", "")
    assert (row["Région"], row["Open"]) == ("99", f"{URL}/plans?lang=fr&region=99")


def test_no_place_at_all_is_said_so() -> None:
    assert bottlenecks_sentence([], REGIONS, URL).startswith("No plan waits at any step.")


def test_the_funnel_says_rung_by_rung_what_was_done_and_what_is_counted() -> None:
    shown = letter_funnel_markdown(funnel(replayed=2), URL)
    assert shown.startswith("Look at what the last rungs bring: 3 of 10 steps were done only after")
    assert "| When the step opens | 9 | 8 | 6 | 70 % |" in shown
    assert "| First late notice | 2 | 2 | 3 | 100 % |" in shown
    assert "**5** of 8, on 4 different steps" in shown
    assert "opened* is not recorded" in shown
    assert "2 of the 14 letters come from a replay" in shown
    assert f"({URL}/outbox?lang=fr)" in shown


def test_letters_that_nobody_reads_come_before_everything_else() -> None:
    found = funnel(undeliverable={"5.1.1": 2, "452": 1})
    assert letters_sentence(found).startswith("Look first at the 3 letters")
    assert "| 5.1.1 | 2 |" in letter_funnel_markdown(found, URL)


def test_an_engine_that_begins_has_nothing_to_show_yet() -> None:
    assert letters_sentence(LetterFunnel(date(2026, 11, 23))).startswith("No step was done yet")
