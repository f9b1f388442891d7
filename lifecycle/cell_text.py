"""Text as a cell of a workbook may hold it."""

import re

NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text without control characters, which no workbook may hold: a mark stands for each."""
    return NOT_WRITABLE.sub("\ufffd", text)
