"""An address that works again is written to again; one that nothing stands against is refused."""

import builders
import pytest
from sqlalchemy import Engine

from lifecycle.addresses import lift_address
from lifecycle.errors import Refused
from models.database import reading, writing
from models.person import Person


def test_nothing_stands_against_an_address_any_more(engine: Engine) -> None:
    with writing(engine) as session:
        somebody = builders.person(session)
        somebody.undeliverable_since = builders.FOUNDED
        somebody.undeliverable_cause = "550 5.1.1"
        number = somebody.id
    with writing(engine) as session:
        assert lift_address(session, number).id == number
    with reading(engine) as session:
        found = session.get_one(Person, number)
        assert (found.undeliverable_since, found.undeliverable_cause) == (None, None)


def test_an_address_that_works_and_a_person_who_is_not_there_are_refused(engine: Engine) -> None:
    with writing(engine) as session:
        number = builders.person(session).id
        for wrong in (number, number + 1):
            with pytest.raises(Refused, match=f"person:{wrong}"):
                lift_address(session, wrong)
