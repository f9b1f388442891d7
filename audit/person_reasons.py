"""Why what is held on a person is changed or destroyed, in words that name nobody.

The log keeps the word for ever, so no free text is taken: it might name the person again.
"""

from enum import StrEnum

from lifecycle.errors import refusal
from lifecycle.language import Phrase


class Because(StrEnum):
    """A reason that names nobody."""

    ASKED = "asked"
    CHANGED = "changed"
    WRONG = "wrong"
    NOT_NEEDED = "not_needed"
    NAMES_SOMEBODY = "names_somebody"
    ORDERED = "ordered"
    KEPT_LONG_ENOUGH = "kept_long_enough"


BECAUSE_NAMES = {
    Because.ASKED: Phrase("بطلب من المعني بالأمر", "À sa demande", "The person asked for it"),
    Because.CHANGED: Phrase("تغيرت المعطيات", "Les données ont changé", "What is so has changed"),
    Because.WRONG: Phrase("معطيات خاطئة", "Données erronées", "It was wrong"),
    Because.NOT_NEEDED: Phrase("لم تعد لازمة", "Devenu inutile", "It is not needed any more"),
    Because.NAMES_SOMEBODY: Phrase(
        "يذكر شخصا باسمه", "Une personne y est nommée", "It names somebody"
    ),
    Because.ORDERED: Phrase(
        "بقرار من سلطة مختصة", "Décision d’une autorité", "An authority ordered it"
    ),
    Because.KEPT_LONG_ENOUGH: Phrase(
        "انقضت مدة الحفظ", "Durée de conservation échue", "It was kept long enough"
    ),
}


def reason_of(text: str) -> Because:
    """The reason that a word names.

    Raises:
        Refused: it is no word of the list.
    """
    try:
        return Because(text.strip())
    except ValueError:
        words = ", ".join(Because)
        raise refusal(
            f"السبب كلمة من اللائحة: {words}",
            f"Le motif est un mot de la liste : {words}",
            f"the reason is a word of the list, because the log keeps it: {words}",
        ) from None
