"""The declarative base: names of constraints, enums by value, instants in UTC."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from models import words

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps no zone, so the zone is left off there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: instants are aware and in UTC")
        value = value if value.tzinfo is UTC else value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(vocabulary: type[StrEnum]) -> Enum:
    """A column type that keeps the word itself, not the Python name of the member."""
    return Enum(
        vocabulary,
        native_enum=False,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


VOCABULARIES = [
    word
    for word in vars(words).values()
    if isinstance(word, type) and word.__module__ == words.__name__
]


class Base(DeclarativeBase):
    """The base of every record."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(255),
        datetime: Instant(),
        dict[str, Any]: JSON(),
    } | {vocabulary: by_value(vocabulary) for vocabulary in VOCABULARIES}


def table_of(record: type[Base]) -> Table:
    """The table of a record, for statements that bypass the ORM's unit of work."""
    return cast(Table, record.__table__)
