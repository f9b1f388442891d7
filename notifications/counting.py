"""Things that are counted, in words: Arabic has six forms for it, French two."""

from functools import lru_cache

from models.words import Language

GROUPS = "\u00a0"  # between thousands; between two numbers it turns nothing round (UAX #9: CS)
_ARABIC_DAYS = {
    "zero": "أقل من يوم عمل واحد",
    "one": "يوم عمل واحد",
    "two": "يوما عمل",
    "few": "{} أيام عمل",
    "many": "{} يوم عمل",
    "other": "{} يوم عمل",
}
_ARABIC_ENTRIES = {
    "zero": "{} قيد",
    "one": "قيد واحد",
    "two": "قيدان",
    "few": "{} قيود",
    "many": "{} قيدا",
    "other": "{} قيد",
}


@lru_cache(maxsize=512)
def working_days(number: int, language: Language) -> str:
    """A number of working days in words: "يوما عمل", "11 يوم عمل", "1 jour ouvré".

    Raises:
        ValueError: below zero; say how late, or how long is left, by the sentence around it.
    """
    if number < 0:
        raise ValueError(f"Working days are counted from 0 up, not {number}.")
    if language is Language.FRENCH:
        if number == 0:
            return "moins d’un jour ouvré"
        return f"{number} jour ouvré" if number == 1 else f"{number} jours ouvrés"
    return _ARABIC_DAYS[arabic_plural(number)].format(number)


def log_entries(number: int, language: Language) -> str:
    """A number of entries of the log in words: "12 345 écritures", "12 345 قيدا"."""
    counted = f"{number:,}".replace(",", GROUPS)
    if language is Language.FRENCH:
        return f"{counted} écriture" if number < 2 else f"{counted} écritures"
    return _ARABIC_ENTRIES[arabic_plural(number)].format(counted)


def arabic_plural(number: int) -> str:
    """The CLDR form of a count; by name, since gettext catalogues disagree on the indexes."""
    if number < 3:
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"
