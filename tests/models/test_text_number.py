"""A number made of a text by the database."""

from sqlalchemy import Engine, String, cast, select

from models.text_number import TextNumber


def numbers(engine: Engine, *texts: str | None) -> list[int | None]:
    with engine.connect() as connection:
        return [connection.scalar(select(TextNumber(cast(one, String)))) for one in texts]


def test_equal_texts_have_equal_numbers_and_others_others(engine: Engine) -> None:
    first, again, other = numbers(engine, "05.091.01.01", "05.091.01.01", "جماعة")
    assert first == again != other


def test_no_number_is_negative_and_nothing_has_none(engine: Engine) -> None:
    found = numbers(engine, *(f"05.091.01.{n:02}" for n in range(50)), None)
    assert found[-1] is None
    assert all(isinstance(number, int) and number >= 0 for number in found[:-1])
    assert len({number % 4 for number in found[:-1]}) == 4  # none of four workers has nothing
