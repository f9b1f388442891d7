"""How dates, working days and data in the other script are put into the words of a letter.

Arabic runs from right to left; a reference, a range or a telephone number does not. Standing bare
in an Arabic line "2026/017-A" is shown as "A-2026/017" and "12-13" as "13-12", so each such datum
is isolated (Unicode UAX #9). `<bdi>` is not used: several mail readers drop it.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from markupsafe import Markup, escape

from models.words import Language
from notifications.counting import log_entries, working_days

Medium = Literal["html", "txt"]

LRM = "\u200e"
RLM = "\u200f"
# Marks, embeddings and isolates that may come in with pasted text and would turn a whole line.
_DIRECTION_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What turns round in an Arabic line when it stands bare: ranges, ISO dates, hours, per cents,
# signs, telephone numbers, and any run of words in Latin letters.
_NOT_ARABIC = r"[^\s\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff«»()“”\"]"
_WORD = rf"{_NOT_ARABIC}*[A-Za-zÀ-ÿ0-9]{_NOT_ARABIC}*"
_LTR_DATUM = re.compile(rf"{_WORD}(?: {_WORD})*(?<![.,:;!?])")
_PLAIN_NUMBER = re.compile(r"\d+")

_MONTH = "d MMMM y"
_WEEKDAY = "EEEE d MMMM y"


def filters(language: Language, medium: Medium = "html") -> dict[str, Callable[..., Any]]:
    """The Jinja filters of one block of a letter, bound to its language and medium.

    `date` and `full_date` take a civil date; `working_days` a number of days; `log_entries` a
    number of entries; `ltr` a datum that always runs from left to right; `isolate` a name or short
    text in either script; `quoted` a free text that stands in a line of its own.

    Raises:
        ValueError: for `Language.BOTH`, since a block is in one language.
    """
    if language is Language.BOTH:
        raise ValueError("A block of a letter is in one language: ask for ar or fr, not ar+fr.")
    arabic = language is Language.ARABIC
    html = medium == "html"
    return {
        "date": lambda on: long_date(on, language),
        "full_date": lambda on: long_date(on, language, weekday=True),
        "working_days": lambda number: working_days(number, language),
        "log_entries": lambda number: log_entries(number, language),
        "ltr": lambda datum: _ltr(str(datum), arabic, html),
        "isolate": lambda words: _isolate(str(words), arabic, html),
        "quoted": lambda words: _quoted(str(words), arabic, html),
    }


def long_date(on: date, language: Language, *, weekday: bool = False) -> str:
    """A civil date in the words used in Morocco: "30 نونبر 2026", "1er août 2026".

    Raises:
        TypeError: for an instant, whose civil date depends on the zone (lifecycle.legal_time).
    """
    if isinstance(on, datetime) or not isinstance(on, date):
        # Written by str, not repr: so an absent variable of a template says its own name instead.
        raise TypeError(f"A letter dates by civil dates: {on!s} is not a date in Casablanca.")
    return _formatted(on, language, _WEEKDAY if weekday else _MONTH)


@lru_cache(maxsize=8192)
def _formatted(on: date, language: Language, pattern: str) -> str:
    from babel.dates import format_date  # slow to import, and not every command writes letters

    # ar_MA, not ar: Morocco says نونبر and غشت where the bare locale says نوفمبر and أغسطس.
    if language is Language.ARABIC:
        return format_date(on, pattern, locale="ar_MA")
    words = format_date(on, pattern, locale="fr_MA")
    return re.sub(r"(?<!\d)1(?= \D)", "1er", words, count=1) if on.day == 1 else words


def first_strong(words: str) -> Literal["rtl", "ltr"] | None:
    """The direction of the first letter that has one, None when there is none (UAX #9, P2)."""
    for letter in words:
        match unicodedata.bidirectional(letter):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
    return None


def plain(words: str) -> str:
    """The words without any direction control that was pasted in with them."""
    return _DIRECTION_CONTROLS.sub("", words)


@lru_cache(maxsize=8192)
def _ltr(datum: str, arabic: bool, html: bool) -> str:
    """One datum that is never turned round nor broken, as a code would be at its hyphen."""
    datum = plain(datum)
    if html:
        return Markup('<span dir="ltr" style="white-space:nowrap">&lrm;{}&lrm;</span>').format(
            datum
        )
    return f"{LRM}{datum}{LRM}" if arabic else datum


@lru_cache(maxsize=8192)
def _isolate(words: str, arabic: bool, html: bool) -> str:
    """A name or short text; what in it runs against the block is isolated."""
    words = plain(words)
    if arabic:
        return _with_data_isolated(words, html)
    if first_strong(words) != "rtl":
        return escape(words) if html else words
    if html:
        return Markup('<span dir="rtl">&rlm;{}&rlm;</span>&lrm;').format(words)
    return f"{words}{LRM}"


def _with_data_isolated(words: str, html: bool) -> str:
    pieces: list[str] = []
    end = 0
    for found in _LTR_DATUM.finditer(words):
        datum = found.group()
        if _PLAIN_NUMBER.fullmatch(datum):
            continue
        before = words[end : found.start()]
        pieces += [escape(before) if html else before, _latin_words(datum, html)]
        end = found.end()
    if end == 0:
        return escape(words) if html else words
    pieces.append(escape(words[end:]) if html else words[end:])
    return Markup("").join(pieces) if html else "".join(pieces)


def _latin_words(words: str, html: bool) -> str:
    """Latin words in an Arabic line: a whole sentence must still wrap on a telephone."""
    if html and " " in words:
        return Markup('<span dir="ltr">&lrm;{}&lrm;</span>').format(words)
    return _ltr(words, True, html)


@lru_cache(maxsize=2048)
def _quoted(words: str, arabic: bool, html: bool) -> str:
    """Free text in a line of its own, in its own direction whatever the block's."""
    words = plain(words).strip()
    own = first_strong(words) or ("rtl" if arabic else "ltr")
    lines = [_isolate(line, own == "rtl", html) for line in words.splitlines()]
    if not html:
        return "\n".join(lines)
    side = "right" if own == "rtl" else "left"
    return Markup('<span dir="{}" style="display:block;text-align:{}">{}</span>').format(
        own, side, Markup("<br>").join(lines)
    )
