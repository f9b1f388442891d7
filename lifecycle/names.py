"""Names of places as people type them, brought to one form so that they can be compared.

The same commune is written أيت, آيت or ايت, Aït or Ait, with or without hyphen, tatweel or an
invisible right-to-left mark. Folding evens those out and nothing more: a missing letter stays a
difference, and is only ever suggested.
"""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

# Alef wasla and the letters of other keyboards do not decompose in Unicode; ݣ, گ and ڭ are the
# Moroccan g of أݣادير, which the register writes with a kaf.
_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
        "گ": "ك",
        "ڭ": "ك",
        "ݣ": "ك",
        "ـ": "",
        "œ": "oe",
        "æ": "ae",
    }
)


@lru_cache(maxsize=8192)  # the names of the register are folded for every sheet that is read
def fold(name: str) -> str:
    """The comparable form of an Arabic or French name: letters and digits only, no accents."""
    evened = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", evened)
    return "".join(letter for letter in bare if letter.isalnum())


def close_names(name: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """The `n` candidates nearest to a name, nearest first: to be suggested, never accepted.

    Candidates come back as they were given; several that fold alike all count as one place.
    """
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(fold(candidate), candidate)
    near = get_close_matches(fold(name), by_fold, n=n, cutoff=0.6)
    return [by_fold[each] for each in near]
