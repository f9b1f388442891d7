"""The name of a council session in the words of a letter: "دورة أكتوبر 2023"."""

import re
from datetime import date
from functools import lru_cache

from models.words import Language

_CODE = re.compile(r"(\d{4})-(\d{2})(.*)")


@lru_cache(maxsize=512)
def session_name(code: str | None, language: Language) -> str:
    """The name of a session from its code (`2023-10`, `2023-11x1` when extraordinary).

    '' when the code is none, or is not of that form.
    """
    found = _CODE.fullmatch(code or "")
    if found is None:
        return ""
    from babel.dates import format_date  # slow to import, and not every command writes letters

    year, month, extraordinary = found.groups()
    first = date(int(year), int(month), 1)
    if language is Language.ARABIC:
        words = "دورة استثنائية، " if extraordinary else "دورة "
        return words + format_date(first, "MMMM y", locale="ar_MA")
    named = format_date(first, "MMMM y", locale="fr_MA")
    of = "d’" if named[0] in "aeiouéè" else "de "
    return ("session extraordinaire " if extraordinary else "session ") + of + named
