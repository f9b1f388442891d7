"""The columns of a programme's sheet: one row a part, known by its code."""

from lifecycle.cohort_columns import Column
from lifecycle.names import fold

COLUMNS = (
    Column("code", "الرمز", "Code"),
    Column("title_ar", "العنوان بالعربية", "Intitulé en arabe"),
    Column("title_fr", "العنوان بالفرنسية", "Intitulé en français"),
    Column("principle", "مبدأ الانفتاح", "Principe d’ouverture", ("المبدأ", "Principe")),
    Column("unit", "المصلحة المسؤولة", "Service responsable"),
    Column("budget", "الميزانية بالدرهم", "Budget en dirhams", ("الميزانية", "Budget")),
    Column("funding", "مصدر التمويل", "Source de financement"),
    Column("partners", "الشركاء", "Partenaires"),
    Column("starts_on", "تاريخ البداية", "Début"),
    Column("ends_on", "تاريخ النهاية", "Fin"),
    Column("ideas", "عدد أفكار المواطنين", "Idées de citoyens"),
    Column("indicator_ar", "المؤشر بالعربية", "Indicateur en arabe"),
    Column("indicator_fr", "المؤشر بالفرنسية", "Indicateur en français"),
    Column("indicator_unit", "وحدة القياس", "Unité de mesure"),
    Column("baseline", "القيمة المرجعية", "Valeur de référence"),
    Column("target", "القيمة المستهدفة", "Valeur cible"),
    Column("target_on", "أجل بلوغ الهدف", "Échéance de la cible"),
)
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = ("code", "title_ar", "title_fr")
_KEYS = {fold(header): column.key for column in COLUMNS for header in column.headers()}


def key_of(header: str) -> str | None:
    """The key of a header as it is written, None when it is none of ours."""
    return _KEYS.get(fold(header)) if header.strip() else None
