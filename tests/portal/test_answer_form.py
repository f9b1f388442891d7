"""The form of a step: its rows come from the table, and what is put into it is read with care."""

from datetime import date

import pytest

from lifecycle.language import FieldType
from lifecycle.pathway import PATHWAY
from models.words import Language, VoteOutcome
from portal.answer_form import filed_values, form_rows, posted_values, read_answers

ARABIC, FRENCH = Language.ARABIC, Language.FRENCH
TODAY = date(2023, 3, 20)
WORKSHOP = PATHWAY.by_key["hold_first_workshop"]
VOTE = PATHWAY.by_key["council_vote"]
TYPED = {
    "held_on-day": "6",
    "held_on-month": "3",
    "held_on-year": "2023",
    "present": "42",
    "civil_society": "18",
    "minutes": "PV 12/2023",
}


def test_every_step_of_the_table_gets_a_row_for_each_field_it_asks_for() -> None:
    for step in PATHWAY.steps:
        rows = form_rows(step, FRENCH, {})
        assert [row.key for row in rows] == [field.key for field in step.evidence]
        assert all(row.label for row in rows)


def test_a_date_has_three_boxes_and_the_summary_leads_to_the_first() -> None:
    row = next(row for row in form_rows(WORKSHOP, ARABIC, {}) if row.type == FieldType.DATE)
    assert row.id == f"{row.key}-day"
    assert row.values == ("", "", "")


def test_the_choices_of_a_vote_are_named_in_the_language_of_the_reader() -> None:
    for language in (ARABIC, FRENCH):
        row = next(row for row in form_rows(VOTE, language, {}) if row.type == FieldType.CHOICE)
        assert [value for value, _ in row.choices] == list(VoteOutcome)
        assert not {name for _, name in row.choices} & {"adopted", "postponed"}


def test_what_was_typed_stands_in_the_boxes_again_with_what_is_wrong() -> None:
    typed = TYPED | {"held_on-month": "13", "present": "beaucoup"}
    _, problems = read_answers(WORKSHOP, typed, FRENCH, TODAY)
    rows = {
        row.key: row
        for row in form_rows(WORKSHOP, FRENCH, posted_values(WORKSHOP, typed), problems)
    }
    assert set(problems) == {"held_on", "present"}
    assert rows["held_on"].values == ("6", "13", "2023")
    assert rows["present"].values == ("beaucoup",)
    assert rows["present"].problem
    assert not rows["minutes"].problem


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_numbers_and_dates_are_read_in_the_digits_of_any_keyboard(digits: str) -> None:
    keyboard = str.maketrans("0123456789", digits)
    typed = {key: value.translate(keyboard) for key, value in TYPED.items() if key != "minutes"}
    fields, problems = read_answers(WORKSHOP, typed | {"minutes": "x"}, ARABIC, TODAY)
    assert not problems
    assert fields["held_on"] == "2023-03-06"
    assert (fields["present"], fields["civil_society"]) == (42, 18)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("31", "2", "2023"),
        ("", "3", "2023"),
        ("6", "3", "23"),
        ("x", "3", "2023"),
        ("21", "3", "2023"),
    ],
)
def test_a_day_that_is_none_or_has_not_come_is_told(day: str, month: str, year: str) -> None:
    typed = TYPED | {"held_on-day": day, "held_on-month": month, "held_on-year": year}
    fields, problems = read_answers(WORKSHOP, typed, FRENCH, TODAY)
    assert set(problems) == {"held_on"}
    assert "held_on" not in fields


def test_an_empty_form_is_told_every_field_that_is_missing_and_no_other() -> None:
    fields, problems = read_answers(WORKSHOP, {}, ARABIC, TODAY)
    assert set(problems) == {field.key for field in WORKSHOP.evidence if field.required}
    assert fields == {}


def test_a_field_that_nobody_asked_for_is_not_read() -> None:
    fields, problems = read_answers(WORKSHOP, TYPED | {"state": "accepted"}, FRENCH, TODAY)
    assert not problems
    assert "state" not in fields


def test_what_was_filed_comes_back_into_the_boxes() -> None:
    filed, _ = read_answers(WORKSHOP, TYPED, FRENCH, TODAY)
    rows = {
        row.key: row.values for row in form_rows(WORKSHOP, FRENCH, filed_values(WORKSHOP, filed))
    }
    assert rows["held_on"] == ("06", "03", "2023")
    assert rows["present"] == ("42",)
