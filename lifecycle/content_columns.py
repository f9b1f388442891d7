"""The columns of the sheets of a programme: one row a part, known by its code."""

from dataclasses import dataclass, field

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
CODE, TITLE_AR, TITLE_FR = COLUMNS[:3]


@dataclass(frozen=True)
class SheetColumns:
    """The columns of one kind of sheet, and those that must be there."""

    columns: tuple[Column, ...]
    required: tuple[str, ...]
    _keys: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keys = {fold(header): one.key for one in self.columns for header in one.headers()}
        object.__setattr__(self, "_keys", keys)

    def key_of(self, header: str) -> str | None:
        """The key of a header as it is written, None when it is none of ours."""
        return self._keys.get(fold(header)) if header.strip() else None


CONTENT = SheetColumns(COLUMNS, ("code", "title_ar", "title_fr"))
PROGRESS = SheetColumns(
    (
        CODE,
        TITLE_AR,
        TITLE_FR,
        Column("status", "الوضعية", "État"),
        Column("reason", "سبب التأخر أو التخلي", "Raison du retard ou de l’abandon"),
        Column("next_step", "الخطوة الموالية", "Prochaine étape"),
        Column("evidence", "رابط الإثبات", "Lien de la preuve"),
        Column("place", "رقم المؤشر", "N° de l’indicateur"),
        Column("indicator", "المؤشر", "Indicateur"),
        Column("value", "القيمة المحققة", "Valeur atteinte"),
        Column("on", "تاريخ القياس", "Date de la mesure"),
    ),
    ("code", "status"),
)
RATINGS = SheetColumns(
    (
        CODE,
        TITLE_AR,
        TITLE_FR,
        Column("level", "درجة الإنجاز", "Niveau de réalisation"),
        Column("achieved", "ما تحقق", "Ce qui a été réalisé"),
    ),
    ("code", "level"),
)
BY_KEY = {one.key: one for kind in (CONTENT, PROGRESS, RATINGS) for one in kind.columns}
