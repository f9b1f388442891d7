"""The words in which the open data are described: fields, links between resources, resources.

One description serves all: the Data Package, the read API, its OpenAPI document and the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lifecycle.language import Phrase

Value = str | int | bool | Decimal | date | None
Row = tuple[Value, ...]  # in the order of the resource's fields


class FieldKind(StrEnum):
    """The types of Table Schema that are used."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it holds, and the closed list of its values, if there is one.

    One that is not `required` may be empty; `told` says when.
    """

    name: str
    kind: FieldKind
    told: str
    values: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """These fields of a row are the key of a row of another resource."""

    fields: tuple[str, ...]
    resource: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the open data. `filters` are what the API lets choose by."""

    name: str
    title: Phrase
    told: Phrase
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    filters: tuple[str, ...] = ()

    def place(self, field: str) -> int | None:
        """Where a field stands in a row; None when the resource has no such field."""
        names = [one.name for one in self.fields]
        return names.index(field) if field in names else None

    def said(self, row: Row) -> dict[str, Value]:
        """A row by the names of its fields."""
        return {one.name: value for one, value in zip(self.fields, row, strict=True)}


def text(name: str, told: str, values: Iterable[str] = (), *, required: bool = True) -> Field:
    """A field of text; `values` is the closed list of what it may say."""
    return Field(name, FieldKind.STRING, told, tuple(values), required)


def whole(name: str, told: str) -> Field:
    """A field of a whole number, 0 or more."""
    return Field(name, FieldKind.INTEGER, told)


def number(name: str, told: str, *, required: bool = True) -> Field:
    """A field of a number with decimals."""
    return Field(name, FieldKind.NUMBER, told, (), required)


def flag(name: str, told: str) -> Field:
    """A field that is true or false."""
    return Field(name, FieldKind.BOOLEAN, told)


def day(name: str, told: str, *, required: bool = True) -> Field:
    """A field of a civil date in Casablanca."""
    return Field(name, FieldKind.DATE, told, (), required)
