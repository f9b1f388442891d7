"""The right of access: nothing that is held on a person is left out."""

import pytest
from known_person import EMAIL, NAME, REASON, a_known_person
from sqlalchemy import Engine

from audit.found_person import NoSuchPerson, find_person, roles_held
from audit.held_on_person import KINDS, Held, held_on_person
from models.database import reading, writing
from models.person import Person
from models.words import Language


def held(engine: Engine, person: int) -> dict[str, Held]:
    with reading(engine) as session:
        return {one.where: one for one in held_on_person(session, person)}


def test_everything_held_on_a_person_is_told_with_its_table_and_why(engine: Engine) -> None:
    known = a_known_person(engine)
    told = held(engine, known.person)
    assert set(told) == set(KINDS) - {"log_entry"}  # nothing was corrected or erased yet
    assert all(one.why.ar and one.why.fr and one.why.en for one in told.values())
    assert told["person"].rows[0]["email"] == EMAIL
    assert [row["role"] for row in told["role_holding"].rows] == ["focal_point"]
    assert all(row["bytes_kept"] for row in told["outbox_letter"].rows if row["accepted_at"])
    assert [row["plan"] for row in told["evidence"].rows] == [told["succession"].rows[0]["plan"]]


def test_the_words_of_their_entries_are_told_and_hashes_are_not(engine: Engine) -> None:
    told = held(engine, a_known_person(engine).person)
    words = [word for row in told["history_entry"].rows for word in row["words"].values()]
    assert REASON in words
    assert "2022-10-25/2022-10-25" in words  # the absence that they announced
    assert "password_hash" not in told["account"].rows[0]
    assert "id" not in told["account_session"].rows[0]


def test_who_is_only_named_in_an_entry_is_told_of_it(engine: Engine) -> None:
    known = a_known_person(engine)
    rows = held(engine, known.successor)["history_entry"].rows
    assert [(row["trigger"], row["how"]) for row in rows] == [
        ("name_successor", "named"),
        ("hand_over", "made"),
    ]


def test_of_somebody_else_nothing_is_told(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        other = Person(name="Personne", email="other@commune.example", language=Language.BOTH)
        session.add(other)
        session.flush()
        number = other.id
    assert set(held(engine, number)) == {"person"}
    assert known.person != number


def test_a_letter_that_waits_and_is_bound_to_them_is_told(engine: Engine) -> None:
    known = a_known_person(engine)
    waiting = [
        row for row in held(engine, known.person)["outbox_letter"].rows if not row["accepted_at"]
    ]
    assert "hand_over_done" in {row["kind"] for row in waiting}


def test_a_person_is_found_by_number_address_or_exact_name(engine: Engine) -> None:
    known = a_known_person(engine)
    with reading(engine) as session:
        for text in (known.number, EMAIL.upper(), f" {NAME} "):
            assert find_person(session, text).id == known.person
        for text in ("person:0", "person:x", "nobody@commune.example", NAME[:5]):
            with pytest.raises(NoSuchPerson):
                find_person(session, text)


def test_several_of_a_name_are_listed_by_number(engine: Engine) -> None:
    known = a_known_person(engine)
    with writing(engine) as session:
        session.add(Person(name=NAME, email="other@commune.example", language=Language.BOTH))
    with reading(engine) as session, pytest.raises(NoSuchPerson, match="several people") as many:
        find_person(session, NAME)
    assert known.number in str(many.value)
    assert "other@commune.example" in str(many.value)


def test_a_role_that_ended_is_not_held_and_one_that_begins_later_is(engine: Engine) -> None:
    known = a_known_person(engine)
    with reading(engine) as session:
        on = known.occasion().today
        assert roles_held(session, known.person, on) == []
        assert [one.role for one in roles_held(session, known.successor, on)] == ["focal_point"]
