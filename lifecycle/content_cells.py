"""The cells of one row of a programme's sheet, read into values or problems."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lifecycle.cohort_cells import as_date, clean, latin_digits
from lifecycle.content import LONGEST_TITLE, LONGEST_WORDS, Partner
from lifecycle.content_problems import MISSING, SheetProblem, not_a, too_long
from lifecycle.content_words import partner_kind_of, principle_of
from lifecycle.language import Phrase
from models.words import Principle

CODE = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?){0,2}")
_NAMED = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<kind>[^()]*)\))?")


class Cells:
    """One row: `text` of its columns by key, and the problems found while reading it."""

    def __init__(self, row: int, text: Mapping[str, str]) -> None:
        self.row = row
        self._text = {key: clean(value) for key, value in text.items()}
        self.problems: list[SheetProblem] = []

    def __getitem__(self, key: str) -> str:
        return self._text.get(key, "")

    def say(self, column: str, phrase: Phrase) -> None:
        """Take note of a problem."""
        self.problems.append(SheetProblem(self.row, column, phrase))

    def required(self, key: str) -> str:
        """The text of a cell that must not be empty."""
        if not self[key]:
            self.say(key, MISSING)
        return self.words(key, LONGEST_TITLE) or "-"

    def words(self, key: str, longest: int = LONGEST_WORDS) -> str:
        """The text of a cell, no longer than it may be."""
        if len(self[key]) > longest:
            self.say(key, too_long(len(self[key]), longest))
        return self[key][:longest]

    def day(self, key: str) -> date | None:
        """A civil date, day first or ISO."""
        found = as_date(self[key]) if self[key] else None
        if self[key] and found is None:
            self.say(key, not_a(self[key], "تاريخا", "une date", "a date"))
        return found

    def amount(self, key: str) -> Decimal | None:
        """A number: spaces between thousands and a comma before decimals are usual."""
        written = re.sub(r"[\s\u00a0\u202f]", "", latin_digits(self[key])).replace(",", ".")
        if not written:
            return None
        try:
            found = Decimal(written)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or abs(found) >= 10**14 or found != round(found, 2):
            self.say(key, not_a(self[key], "عددا", "un nombre", "a number"))
            return None
        return found

    def least(self, key: str, *, whole: bool = False) -> Decimal | None:
        """A number that is not below nought: a budget, or a count when `whole`."""
        found = self.amount(key)
        if found is not None and (found < 0 or (whole and found != int(found))):
            self.say(key, not_a(self[key], "عددا موجبا", "un nombre positif", "a count"))
            return None
        return found

    def principle(self) -> Principle:
        """The principle that a project serves."""
        found = principle_of(self["principle"])
        if found is None:
            wanted = (
                "مبدأ من مبادئ الانفتاح",
                "un principe d’ouverture",
                "a principle of openness",
            )
            self.say(
                "principle", not_a(self["principle"], *wanted) if self["principle"] else MISSING
            )
        return found or Principle.TRANSPARENCY

    def partners(self) -> tuple[Partner, ...]:
        """Names separated by semicolons, each with its kind in brackets when it is not public."""
        found = []
        for part in filter(None, (one.strip() for one in re.split(r"[;؛]", self["partners"]))):
            named = _NAMED.fullmatch(part)
            kind = partner_kind_of(named["kind"] or "") if named else None
            if named is None or kind is None or len(named["name"]) > LONGEST_TITLE:
                self.say("partners", not_a(part, "شريكا", "un partenaire", "a partner"))
            else:
                found.append(Partner(name=named["name"], kind=kind))
        return tuple(found)

    def code(self) -> str | None:
        """The code of the part; Excel makes 1.1 of it a number, and dates of others."""
        written = latin_digits(self["code"]).replace(",", ".").rstrip(".")
        if CODE.fullmatch(written):
            return written
        if written:
            self.say("code", not_a(self["code"], "رمزا مثل 1.2.3", "un code comme 1.2.3",
                                   "a code like 1.2.3"))  # fmt: skip
        return None

    def any_of(self, *keys: str) -> list[str]:
        """Which of some columns are filled."""
        return [key for key in keys if self[key]]


def told(**values: Any) -> dict[str, Any]:
    """Values by name, without those that say nothing."""
    return {name: value for name, value in values.items() if value is not None}
