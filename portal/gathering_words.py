"""The words of the page of the exhibition."""

from lifecycle.language import Phrase, all_said

GATHERING_WORDS = {
    "lead": Phrase(
        "كل عضو في الشبكة ببرنامجه الساري، أو بسبب غيابه المنشور: لا يغيب برنامج دون سبب.",
        "Chaque membre du réseau avec son programme en vigueur, ou la raison publiée de son "
        "absence : aucun programme ne manque sans raison.",
        "Every member with its programme in force, or the reason published for its absence.",
    ),
    "shown": Phrase("برنامج معروض", "Programmes exposés", "Programmes shown"),
    "shown_one": Phrase("معروض", "Exposé", "Shown"),
    "missing_one": Phrase("غير معروض", "Absent", "Missing"),
    "of": Phrase("من أصل", "sur", "of"),
    "adopted_on": Phrase("صودق عليه في", "Adopté le", "Adopted on"),
    "all": Phrase("الجميع", "Tous", "All"),
    "why": Phrase("السبب", "Raison", "Reason"),
    "following": Phrase(
        "الدورة الموالية قيد الإعداد", "Le cycle suivant se prépare", "The next cycle is under way"
    ),
    "nobody": Phrase(
        "لا يوجد أي عضو بعد.", "Aucun membre pour le moment.", "There is no member yet."
    ),
}


def gathering_words(language: str) -> dict[str, str]:
    """Every word of the page in `ar` or `fr`."""
    return all_said(GATHERING_WORDS, language)
