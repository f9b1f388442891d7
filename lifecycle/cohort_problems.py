"""What is wrong with a cohort's spreadsheet or calendar, said so that its author can mend it."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lifecycle.cohort_columns import COLUMN_BY_KEY
from lifecycle.cohort_messages import MESSAGES

LANGUAGES = ("en", "fr", "ar")
FILE = "file"
HEADER = "header"
SHOWN = 80

_PLACES = {
    FILE: {"en": "The file", "fr": "Le fichier", "ar": "الملف"},
    HEADER: {"en": "The header row", "fr": "La ligne d’en-tête", "ar": "سطر العناوين"},
}
_ROW = {"en": "Row {}", "fr": "Ligne {}", "ar": "السطر {}"}
_COLUMN = {"en": "column {}", "fr": "colonne {}", "ar": "العمود {}"}
_QUOTED = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»", "ar": "«{}»"}
_COMMA = {"en": ", ", "fr": ", ", "ar": "، "}
_COLON = {"en": ": ", "fr": "\u00a0: ", "ar": ": "}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, in which column, what was read, what to do about it.

    `place` is a row number of the sheet, `file`, `header`, or a path in a YAML file. `column` is
    the fixed key of a column or of a YAML entry, '' when the whole place is meant. `what` and
    `mend` hold one sentence in `en`, `fr` and `ar`. `code` is the entry of `MESSAGES`.
    """

    place: str
    column: str
    value: str
    what: Mapping[str, str]
    mend: Mapping[str, str]
    code: str = ""

    def sentence(self, language: str) -> str:
        """The whole problem in `en`, `fr` or `ar`: place, column, value, what, how to mend it."""
        where = [self._place(language)]
        if self.column:
            where.append(_COLUMN[language].format(self._column(language)))
        if self.value:
            where.append(_QUOTED[language].format(_apart(_shown(self.value), language)))
        said = f"{self.what[language]} {self.mend[language]}"
        return _COMMA[language].join(where) + _COLON[language] + said

    def _place(self, language: str) -> str:
        if self.place in _PLACES:
            return _PLACES[self.place][language]
        if self.place.isdigit():
            return _ROW[language].format(self.place)
        return _apart(self.place, language)

    def _column(self, language: str) -> str:
        column = COLUMN_BY_KEY.get(self.column)
        key = _apart(self.column, language)
        if column is None or language == "en":
            return key
        header = column.header_ar if language == "ar" else column.header_fr
        return f"{_QUOTED[language].format(header)} ({key})"


class CohortFileRefused(Exception):
    """A cohort's file holds problems; nothing of it was taken. `problems` lists them all.

    `counts` says what the right rows would bring, and how many were rejected; None while the header
    is wrong, because then nothing of the rows is known. `right` are the numbers of the right rows.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        source: str = "",
        counts: Mapping[str, int] | None = None,
        right: Iterable[int] = (),
    ) -> None:
        self.problems = list(problems)
        self.source = source
        self.counts = counts
        self.right = tuple(right)
        lines = [problem.sentence("en") for problem in self.problems]
        super().__init__("\n".join([f"{source}: refused" if source else "refused", *lines]))


def problem(
    code: str, place: str, column: str = "", value: str = "", **details: str | Mapping[str, str]
) -> Problem:
    """The problem of a code of `MESSAGES`, its blanks filled with `details`.

    A detail is one text for all languages, or one by language (`en`, `fr`, `ar`).
    """
    what, mend = MESSAGES[code]
    return Problem(place, column, value, _fill(what, details), _fill(mend, details), code)


def _fill(
    texts: Mapping[str, str], details: Mapping[str, str | Mapping[str, str]]
) -> dict[str, str]:
    return {
        language: text.format(
            **{
                name: _apart(detail if isinstance(detail, str) else detail[language], language)
                for name, detail in details.items()
            }
        )
        for language, text in texts.items()
    }


def _shown(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def _apart(text: str, language: str) -> str:
    """The text between FSI and PDI, so that its direction does not upset the sentence around it."""
    right_to_left = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\u2068{text}\u2069" if right_to_left != (language == "ar") else text
