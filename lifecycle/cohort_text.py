"""CSV files as spreadsheets save them in Morocco: three encodings, three separators."""

import codecs
import csv
import io

from lifecycle.cohort_columns import key_of
from lifecycle.cohort_problems import FILE, CohortFileRefused, problem

Grid = list[tuple[int, list[str]]]

SEPARATORS = (",", ";", "\t")


def read_text(content: bytes, filename: str) -> Grid:
    """The rows of a CSV file with their numbers, from 1, as a spreadsheet counts them.

    Raises:
        CohortFileRefused: when it is not text, or its quotes do not close.
    """
    text = _decoded(content, filename)
    header = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=lambda each: _known_headers(header, each))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [(number, row) for number, row in enumerate(lines, start=1)]
    except csv.Error as error:
        raise CohortFileRefused([problem("file_unreadable", FILE, value=filename)]) from error


def _decoded(content: bytes, filename: str) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        return _plain(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        # What Excel saves as «CSV» on Windows in Arabic; it holds the accents of French too. A
        # wrong guess cannot pass: the names would not be found in the register.
        try:
            return _plain(content.decode("cp1256"))
        except UnicodeError:
            raise _unreadable(filename) from None
    except UnicodeError:
        raise _unreadable(filename) from None


def _plain(text: str) -> str:
    if "\0" in text:
        raise UnicodeError("a text does not hold NUL")
    return text


def _unreadable(filename: str) -> CohortFileRefused:
    return CohortFileRefused([problem("file_unreadable", FILE, value=filename)], filename)


def _known_headers(header: str, separator: str) -> int:
    # csv.Sniffer chose the comma for «a;b,c;d»: the headers that are known decide instead.
    cells = next(csv.reader([header], delimiter=separator), [])
    return sum(key_of(cell) is not None for cell in cells)
