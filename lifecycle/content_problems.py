"""What is wrong with a programme's sheet: the row, the column, the value, how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle.content_columns import BY_KEY
from lifecycle.errors import LifecycleError
from lifecycle.language import Phrase

SHOWN = 80


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One problem. `row` is as the spreadsheet numbers it, 0 for the whole; `column` its key."""

    row: int
    column: str
    phrase: Phrase

    def sentence(self, language: str) -> str:
        """Where it is, and what to do, in ar, fr or en."""
        where = _ROW.said_in(language).format(self.row) if self.row else _SHEET.said_in(language)
        if self.column:
            column = BY_KEY[self.column]
            name = {"ar": column.header_ar, "fr": column.header_fr}.get(language, column.key)
            where += ("، " if language == "ar" else ", ") + name
        colon = "\u00a0: " if language == "fr" else ": "
        return where + colon + self.phrase.said_in(language)


class ContentSheetRefused(LifecycleError):
    """A programme's sheet is not right; nothing was written. `problems` holds all of them."""

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the sheet")
        self.problems = tuple(problems)


_ROW = Phrase("السطر {}", "Ligne {}", "Row {}")
_SHEET = Phrase("الجدول", "Le tableau", "The sheet")
MISSING = Phrase("خانة يجب ملؤها.", "Cellule à remplir.", "must be filled in.")
NO_CODE = Phrase(
    "سطر بدون رمز: 1 لمحور، 1.2 لمشروع، 1.2.3 لنشاط.",
    "Ligne sans code\u00a0: 1 pour un axe, 1.2 pour un projet, 1.2.3 pour une activité.",
    "A row without a code: 1 for an axis, 1.2 for a project, 1.2.3 for an activity.",
)
NO_PARENT = Phrase(
    "لا يوجد فوقه سطر المحور أو المشروع الذي ينتمي إليه.",
    "L’axe ou le projet auquel il appartient manque au-dessus.",
    "The axis or project that it belongs to is missing above it.",
)
NOT_HERE = Phrase(
    "هذه الخانة خاصة بالمشاريع: اتركوها فارغة هنا.",
    "Cette cellule est réservée aux projets\u00a0: laissez-la vide ici.",
    "This cell is for projects only: leave it empty here.",
)
TWICE = Phrase("عمود مكرر.", "Colonne en double.", "This column stands twice.")
NO_INDICATOR_NAME = Phrase(
    "مؤشر بدون تسمية أو قيمة مستهدفة أو أجل.",
    "Indicateur sans nom, sans valeur cible ou sans échéance.",
    "An indicator without a name, a target or a date.",
)


def unknown_column(header: str) -> Phrase:
    """A header that is none of ours: a misspelt one would lose its column in silence."""
    shown = header[:SHOWN]
    return Phrase(
        f"العمود «{shown}» غير معروف.",
        f"La colonne «\u00a0{shown}\u00a0» est inconnue.",
        f"The column “{shown}” is not known.",
    )


def not_a(value: str, ar: str, fr: str, en: str) -> Phrase:
    """A value that cannot be read as what its column holds."""
    shown = value[:SHOWN]
    return Phrase(
        f"«{shown}» ليست {ar}.", f"«\u00a0{shown}\u00a0» n’est pas {fr}.", f"“{shown}” is not {en}."
    )


def too_long(length: int, longest: int) -> Phrase:
    """A text that is longer than a page has room for."""
    return Phrase(
        f"{length} حرفا: الحد {longest}.",
        f"{length} caractères\u00a0: au plus {longest}.",
        f"{length} characters: at most {longest}.",
    )


def no_header(required: Sequence[str]) -> Phrase:
    """No row looks like a header: what it needs at the least."""
    ar = "، ".join(BY_KEY[key].header_ar for key in required)
    fr = ", ".join(BY_KEY[key].header_fr for key in required)
    return Phrase(
        f"لم يعثر على سطر العناوين: تنتظر على الأقل أعمدة {ar}.",
        f"La ligne d’en-tête est introuvable\u00a0: il faut au moins {fr}.",
        f"No header row was found: at least {', '.join(required)} are needed.",
    )


def not_in_programme(code: str) -> Phrase:
    """A code that the programme in force does not have."""
    return Phrase(
        f"لا يوجد {code} في البرنامج.",
        f"Le programme n’a pas de {code}.",
        f"The programme has no {code}.",
    )
