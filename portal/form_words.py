"""The words of every form, in Arabic and French."""

from functools import cache

from lifecycle.language import FieldType, Phrase, all_said
from models.words import Language

HINTS = {
    FieldType.DATE: Phrase("مثال: 5 10 2026", "Exemple\u00a0: 5 10 2026", "For example 5 10 2026"),
    FieldType.COUNT: Phrase("عدد صحيح", "Un nombre entier", "A whole number"),
    FieldType.LINK: Phrase("يبدأ بـ https://", "Commence par https://", "It starts with https://"),
    FieldType.FILES: Phrase(
        "ثلاث وثائق على الأكثر، 10 ميغابايت لكل منها: PDF أو صورة أو Word أو ODT.",
        "Trois documents au plus, 10 Mo chacun\u00a0: PDF, image, Word ou ODT.",
        "Three documents at most, 10 MB each: PDF, picture, Word or ODT.",
    ),
}
WORDS = {
    "problem": Phrase("هناك مشكلة", "Un problème est survenu", "There is a problem"),
    "mend": Phrase(
        "لم يسجل أي شيء بعد. صححوا ما يلي ثم أعيدوا الإرسال:",
        "Rien n’est encore enregistré. Corrigez ce qui suit, puis renvoyez\u00a0:",
        "Nothing is recorded yet. Mend this and send again:",
    ),
    "day": Phrase("اليوم", "Jour", "Day"),
    "month": Phrase("الشهر", "Mois", "Month"),
    "year": Phrase("السنة", "Année", "Year"),
    "optional": Phrase("اختياري", "facultatif", "optional"),
    "send": Phrase("إرسال", "Envoyer", "Send"),
    "cancel": Phrase("رجوع دون إرسال", "Revenir sans envoyer", "Back without sending"),
}


@cache
def form_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
