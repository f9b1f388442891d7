"""What is asked of a resource: which page, how many rows, and what they are chosen by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.open_data import RESOURCES
from audit.open_data_shape import Resource, Row
from lifecycle.errors import Refused, refusal

PAGE, SIZE = "page", "size"
USUAL, MOST = 100, 500  # rows of a page
LONGEST = 9  # digits


@dataclass(frozen=True, slots=True)
class AskedRows:
    """Page `page`, from 1, of `size` rows; `by` are the filters that are asked for."""

    page: int
    size: int
    by: Mapping[str, str]


def asked_rows(resource: Resource, said: Mapping[str, str]) -> AskedRows:
    """What a query string asks of a resource; what is empty filters nothing.

    Raises:
        Refused: a name that the resource does not know, or a value that cannot be.
    """
    known = (PAGE, SIZE, *resource.filters)
    for name in said:
        if name not in known:
            raise _unknown(name, known)
    by = {name: said[name] for name in resource.filters if said.get(name)}
    for name, value in by.items():
        _check(resource, name, value)
    return AskedRows(_whole(said, PAGE, 1, 10**LONGEST), _whole(said, SIZE, USUAL, MOST), by)


def chosen(resource: Resource, rows: Mapping[str, Sequence[Row]], asked: AskedRows) -> list[Row]:
    """The rows that answer to the filters: by a field of theirs, else by that of their plan."""
    found = list(rows[resource.name])
    plans = RESOURCES["plans"]
    for name, value in asked.by.items():
        place = resource.place(name)
        if place is not None:
            found = [row for row in found if row[place] == value]
            continue
        of, key, whose = plans.place(name), plans.place("reference"), resource.place("plan")
        assert of is not None and key is not None and whose is not None  # noqa: S101, PT018
        theirs = {row[key] for row in rows["plans"] if row[of] == value}
        found = [row for row in found if row[whose] in theirs]
    return found


def values_of(resource: Resource, name: str) -> tuple[str, ...]:
    """The closed list of what a filter may say; empty when any code will do."""
    for one in (resource, RESOURCES["plans"]):
        for field in one.fields:
            if field.name == name:
                return field.values
    return ()


def _check(resource: Resource, name: str, value: str) -> None:
    values = values_of(resource, name)
    if values and value not in values:
        listed = ", ".join(values)
        raise refusal(
            f"قيمة {name} غير معروفة. القيم المقبولة: {listed}.",
            f"Valeur de {name} inconnue. Valeurs admises : {listed}.",
            f"{name} has no such value. Give one of {listed}.",
        )


def _whole(said: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = said.get(name) or str(usual)
    if text.isascii() and text.isdigit() and len(text) <= LONGEST and 1 <= int(text) <= most:
        return int(text)
    raise refusal(
        f"{name}: عدد صحيح من 1 إلى {most}.",
        f"{name} : un nombre entier de 1 à {most}.",
        f"{name} is a whole number from 1 to {most}.",
    )


def _unknown(name: str, known: Sequence[str]) -> Refused:
    listed = ", ".join(known)
    return refusal(
        f"معامل غير معروف. المعاملات المقبولة: {listed}.",
        f"Paramètre inconnu. Paramètres admis : {listed}.",
        f"There is no such parameter. This resource knows {listed}.",
    )
