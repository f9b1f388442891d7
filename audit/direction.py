"""Which way a text runs, and marks that keep what is said in order on paper."""

import re
import unicodedata
from collections.abc import Iterator

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
STRONG = frozenset({"L", "R", "AL", "EN", "AN"})
# Digits and letters joined by signs: 2022-11-04, 09-08, PAO-2022-05091010-1, person:7, a link.
# After Arabic letters, the parts of such a number would stand in the reverse order.
JOINED = re.compile(r"[A-Za-z0-9]+(?:[-/.:_@+?=&%#~]+[A-Za-z0-9]+)+")
# The library that lays text out looks for the next letter by recursion: a thousand dots in a row
# would end it. A mark, which is not seen, is found before that.
LONGEST_RUN = 100


def runs_right_to_left(text: str, otherwise: bool) -> bool:
    """Whether a text begins in a script that runs from right to left; `otherwise` without any."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return otherwise


def kept_in_order(text: str, right_to_left: bool) -> str:
    """The text with invisible marks, for a line that runs from right to left, or from left."""
    if right_to_left:
        text = JOINED.sub(rf"{LEFT_TO_RIGHT}\g<0>{LEFT_TO_RIGHT}", text)
    return "".join(_marked(text, RIGHT_TO_LEFT if right_to_left else LEFT_TO_RIGHT))


def _marked(text: str, mark: str) -> Iterator[str]:
    """The letters of a text, and a mark after each long run of signs that have no direction."""
    run = 0
    for letter in text:
        run = 0 if unicodedata.bidirectional(letter) in STRONG else run + 1
        yield letter
        if run == LONGEST_RUN:
            run = 0
            yield mark
