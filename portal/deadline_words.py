"""The words of the page of moved deadlines, in Arabic and French; the filters' come with them."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language
from portal.entry_words import entry_words

WORDS = {
    "deadlines": Phrase("تغييرات الآجال", "Échéances modifiées", "Moved deadlines"),
    "deadlines_lead": Phrase(
        "كل أجل تغير بعد تحديده، كما يرويه السجل وحده: من أي تاريخ إلى أي تاريخ، ومن غيره، ولماذا.",
        "Chaque échéance déplacée après avoir été fixée, telle que l’historique seul la "
        "raconte\u00a0: de quand à quand, par qui, pourquoi.",
        "Each deadline that was moved, as the history alone tells it.",
    ),
    "find_one": Phrase(
        "اسم الجماعة الترابية أو مرجع البرنامج",
        "Collectivité ou référence du programme",
        "Collectivity or reference of a plan",
    ),
    "by_change": Phrase("التغييرات", "Changements", "Changes"),
    "by_step": Phrase("الأصلي والحالي", "D’origine et actuelle", "Original and current"),
    "view": Phrase("العرض", "Affichage", "View"),
    "changes_found": Phrase("التغييرات", "Changements", "Changes"),
    "steps_found": Phrase("الخطوات المعنية", "Étapes concernées", "Steps"),
    "none_moved": Phrase(
        "لم يتغير أي أجل بهذه المعايير.",
        "Aucune échéance déplacée ne répond à ces critères.",
        "No deadline was moved.",
    ),
    "from": Phrase("من", "Du", "From"),
    "to": Phrase("إلى", "Au", "To"),
    "no_deadline": Phrase("بلا أجل", "sans échéance", "none"),
    "shift": Phrase("الفرق بالأيام", "Écart en jours", "Days"),
    "original": Phrase("الأجل الأصلي", "Échéance d’origine", "Original"),
    "current": Phrase("الأجل الحالي", "Échéance actuelle", "Current"),
    "moves": Phrase("عدد التغييرات", "Déplacements", "Moves"),
    "why": Phrase("التعليل", "Motif", "Why"),
    "no_why": Phrase("بلا تعليل", "sans motif", "none given"),
    "see_entry": Phrase("القيد", "L’entrée", "The entry"),
}


@cache
def deadline_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    own = all_said(WORDS, language)
    return entry_words(language) | own
