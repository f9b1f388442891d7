"""CSV files as spreadsheets save them in Morocco: three encodings, three separators."""

import codecs
import csv
import io
from collections.abc import Callable

from lifecycle.cohort_columns import key_of
from lifecycle.cohort_problems import FILE, CohortFileRefused, problem

Grid = list[tuple[int, list[str]]]
Known = Callable[[str], str | None]  # the key of a header, None when it is none of the sheet's

SEPARATORS = (",", ";", "\t")
SEARCHED = 10


def read_text(content: bytes, filename: str, known: Known = key_of) -> Grid:
    """The rows of a CSV file with their numbers, from 1, as a spreadsheet counts them.

    `known` tells the headers of the sheet, by which the separator is found: a cohort's if left out.

    Raises:
        CohortFileRefused: when it is not text, or its quotes do not close.
    """
    text = _decoded(content, filename)
    top = text.lstrip("\r\n").split("\n", SEARCHED)[:SEARCHED]  # a title may stand above the header
    separator = max(
        SEPARATORS, key=lambda each: max(_known_headers(line, each, known) for line in top)
    )
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [(number, row) for number, row in enumerate(lines, start=1)]
    except csv.Error as error:
        refused = problem("file_unreadable", FILE, value=filename)
        raise CohortFileRefused([refused], filename) from error


def _decoded(content: bytes, filename: str) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CohortFileRefused([problem("file_unreadable", FILE, value=filename)], filename)


def _encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try, in order.

    cp1256 is what Excel saves as «CSV» on an Arabic Windows; it holds the accents of French too. A
    wrong guess does not pass: the names would not be found in the register.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1256")


def _known_headers(header: str, separator: str, known: Known) -> int:
    # csv.Sniffer chose the comma for «a;b,c;d»: the headers that are known decide instead.
    try:
        cells = next(csv.reader([header], delimiter=separator), [])
    except csv.Error:  # a lone \r inside of it: the reading of the whole says what is wrong
        return 0
    return sum(known(cell) is not None for cell in cells)
