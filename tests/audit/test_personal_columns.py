"""Every column of text is in one list of what it may hold of a person."""

from collections import Counter

from sqlalchemy import JSON, Enum, LargeBinary, String

from audit.held_on_person import KINDS, TOLD_WITH
from audit.held_reasons import WHY
from audit.personal_columns import DESTROYED, LISTS, NAMES_PEOPLE
from models.tables import Base

TABLES = Base.metadata.sorted_tables
PEOPLE = {"person.id", "account.person_id"}


def test_every_column_of_text_is_in_exactly_one_list() -> None:
    there = {
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.c
        if isinstance(column.type, String | JSON | LargeBinary)
        and not isinstance(column.type, Enum)
    }
    listed = Counter(
        f"{table}.{column}" for one in LISTS for table, columns in one.items() for column in columns
    )
    assert there - set(listed) == set(), "put these into a list of audit/personal_columns.py"
    assert set(listed) - there == set(), "these are no columns of text (any more)"
    assert [column for column, times in listed.items() if times > 1] == []


def test_every_table_that_names_a_person_is_told_to_them() -> None:
    by_number = {
        table.name
        for table in TABLES
        for column in table.c
        if any(key.target_fullname in PEOPLE for key in column.foreign_keys)
    }
    assert by_number <= NAMES_PEOPLE
    assert set(KINDS) | set(TOLD_WITH) == NAMES_PEOPLE
    assert set(WHY) == set(KINDS)


def test_what_is_destroyed_names_people_or_repeats_their_words() -> None:
    assert set(DESTROYED) - NAMES_PEOPLE == {"council_session"}
