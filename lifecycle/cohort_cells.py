"""One cell of a cohort's file at a time: text as people and spreadsheets write it, or None."""

import re
import unicodedata
from datetime import date

from lifecycle.names import fold
from models.words import CollectivityKind, Language

LONGEST = 200
FORMULA_STARTS = ("=", "+", "-", "@")
CELL_ERRORS = frozenset(
    ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#NOM?", "#VALEUR!")
)

# Pasted Arabic carries marks of direction; left in, they would turn the letters' own text around.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

_KINDS = {
    CollectivityKind.REGION: ("region", "Région", "جهة", "الجهة", "Conseil régional"),
    CollectivityKind.PREFECTURE: ("prefecture", "Préfecture", "عمالة", "العمالة"),
    CollectivityKind.PROVINCE: ("province", "Province", "إقليم", "الإقليم"),
    CollectivityKind.COMMUNE: ("commune", "Commune", "جماعة", "الجماعة"),
}
_KIND_BY_WORD = {fold(word): kind for kind, words in _KINDS.items() for word in words}

_LANGUAGES = {
    Language.ARABIC: ("ar", "Arabic", "Arabe", "عربية", "العربية"),
    Language.FRENCH: ("fr", "French", "Français", "فرنسية", "الفرنسية"),
    Language.BOTH: ("ar+fr", "fr+ar", "Both", "Les deux", "Arabe et français", "العربية والفرنسية"),
}
_LANGUAGE_BY_WORD = {fold(word): each for each, words in _LANGUAGES.items() for word in words}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")

# RFC 5321: 64 octets before the @, 254 in all. Only ASCII: most Moroccan servers refuse the rest.
_ADDRESS = re.compile(
    r"(?=.{1,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*/=?^_`{|}~+-]+(?:\.[A-Za-z0-9!#$%&'*/=?^_`{|}~+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)


def clean(text: str) -> str:
    """The text without invisible marks and control characters, its white space made single."""
    seen = _INVISIBLE.sub("", " ".join(text.split()))
    return "".join(letter for letter in seen if unicodedata.category(letter) != "Cc").strip()


def latin_digits(text: str) -> str:
    """The text with every decimal digit (٢, ۲) written as 0-9."""
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text
    )


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text when it opens it again."""
    return text.startswith(FORMULA_STARTS)


def as_date(text: str) -> date | None:
    """The civil date of 2022-10-21 or, as Morocco writes it, day first: 21/10/2022."""
    written = latin_digits(text)
    iso = _ISO.fullmatch(written)
    day_first = _DAY_FIRST.fullmatch(written)
    parts = iso.groups() if iso else day_first.groups()[::-1] if day_first else None
    if parts is None:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def as_kind(text: str) -> CollectivityKind | None:
    """The kind that an English, French or Arabic word names."""
    return _KIND_BY_WORD.get(fold(text))


def as_language(text: str) -> Language | None:
    """The language of letters; an empty cell means both, as the network writes by default."""
    return _LANGUAGE_BY_WORD.get(fold(text)) if text else Language.BOTH


def as_address(text: str) -> str | None:
    """The e-mail address if it has the shape of one, its domain in small letters."""
    if not _ADDRESS.fullmatch(text):
        return None
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def as_code(text: str) -> str:
    """A code in the register's form: Excel makes 1 of 01 and 5.091 (or 5,091) of 05.091."""
    first, *others = latin_digits(text).replace(",", ".").rstrip(".").split(".")
    return ".".join((first.zfill(2), *others))
