"""The words of the page of the open data."""

from lifecycle.language import Phrase, all_said

OPEN_DATA_WORDS = {
    "lead": Phrase(
        "معطيات الشبكة كما هي مسجلة، مفتوحة لإعادة الاستعمال، ولا تتضمن أي معطيات شخصية.",
        "Les données du réseau telles qu’elles sont enregistrées, réutilisables, sans donnée "
        "personnelle.",
        "The network’s data as recorded, to be reused, without personal data.",
    ),
    "licence": Phrase("الرخصة", "Licence", "Licence"),
    "rows": Phrase("عدد الأسطر", "Lignes", "Rows"),
    "download": Phrase("تنزيل", "Télécharger", "Download"),
    "tables": Phrase("الجداول", "Les tables", "The tables"),
    "for_programs": Phrase("للبرامج المعلوماتية", "Pour les programmes", "For programs"),
    "api": Phrase("واجهة القراءة (JSON)", "Interface de lecture (JSON)", "Read API (JSON)"),
    "document": Phrase("وصف الواجهة (OpenAPI)", "Description (OpenAPI)", "Its OpenAPI document"),
    "package": Phrase(
        "وصف الملفات (Data Package)", "Description des fichiers (Data Package)", "Data Package"
    ),
    "spreadsheet": Phrase(
        "ملفات CSV بترميز UTF-8 وتفصل بين خاناتها فاصلة: استوردوها في المجدول بهذا الاختيار.",
        "Les CSV sont en UTF-8, séparés par des virgules : importez-les ainsi dans un tableur.",
        "The CSV files are UTF-8, split at commas: import them so into a spreadsheet.",
    ),
}


def open_data_words(language: str) -> dict[str, str]:
    """Every word of the page in `ar` or `fr`."""
    return all_said(OPEN_DATA_WORDS, language)
