"""The words of the page of the plots."""

from lifecycle.language import Phrase, all_said

PLOT_PAGE_WORDS = {
    "plots_lead": Phrase(
        "مبيانات للشبكة بأكملها، وتحت كل مبيان أرقامه. لا تتضمن أي معطيات شخصية.",
        "Le réseau en graphiques, avec les chiffres de chacun. Aucune donnée personnelle.",
        "The whole network in plots, each with its numbers. No personal data.",
    ),
    "numbers": Phrase("الأرقام", "Les chiffres", "The numbers"),
    "picture": Phrase("تنزيل الصورة (PNG)", "Télécharger l’image (PNG)", "Download (PNG)"),
    "nothing_yet": Phrase(
        "لا شيء يمكن رسمه بعد: لم يفتح أي برنامج.",
        "Rien à dessiner pour l’instant\u00a0: aucun programme n’est ouvert.",
        "Nothing to draw yet: no plan is open.",
    ),
    "scrolls": Phrase(
        "جدول يمكن تمريره جانبيا", "Tableau à faire défiler", "A table that scrolls sideways"
    ),
}


def plot_page_words(language: str) -> dict[str, str]:
    """Every word of the page in `ar` or `fr`."""
    return all_said(PLOT_PAGE_WORDS, language)
