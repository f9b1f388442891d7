"""The columns of a cohort's spreadsheet, and the headers under which each may be written."""

from dataclasses import dataclass

from lifecycle.names import fold
from models.words import Role


@dataclass(frozen=True)
class Column:
    """One column: its fixed key, its Arabic and French headers, and other headers in use."""

    key: str
    header_ar: str
    header_fr: str
    others: tuple[str, ...] = ()

    def headers(self) -> tuple[str, ...]:
        """Every header that names this column."""
        return (self.key, self.header_ar, self.header_fr, *self.others)


COLUMNS = (
    Column("code", "الرمز", "Code", ("رمز الجماعة الترابية", "Code HCP", "Code géographique")),
    Column("kind", "الصنف", "Type", ("نوع الجماعة الترابية", "Type de collectivité", "Nature")),
    Column("name_ar", "الاسم بالعربية", "Nom en arabe", ("الجماعة الترابية", "Nom arabe")),
    Column("name_fr", "الاسم بالفرنسية", "Nom en français", ("Collectivité", "Nom français")),
    Column("region", "الجهة", "Région"),
    Column("province", "العمالة أو الإقليم", "Préfecture ou province", ("الإقليم", "Province")),
    Column("joined_on", "تاريخ الانخراط", "Date d’adhésion", ("تاريخ الانضمام",)),
    Column("focal_point_name", "اسم نقطة الارتكاز", "Nom du point focal", ("Point focal",)),
    Column(
        "focal_point_email",
        "البريد الإلكتروني لنقطة الارتكاز",
        "Adresse électronique du point focal",
        ("E-mail du point focal", "Courriel du point focal"),
    ),
    Column("focal_point_language", "لغة نقطة الارتكاز", "Langue du point focal", ("Langue",)),
    Column("deputy_name", "اسم النائب", "Nom du suppléant", ("اسم نائب نقطة الارتكاز",)),
    Column(
        "deputy_email",
        "البريد الإلكتروني للنائب",
        "Adresse électronique du suppléant",
        ("E-mail du suppléant", "Courriel du suppléant"),
    ),
    Column("president_name", "اسم رئيس المجلس", "Nom du président", ("اسم الرئيس",)),
    Column(
        "president_email",
        "البريد الإلكتروني لرئيس المجلس",
        "Adresse électronique du président",
        ("البريد الإلكتروني للرئيس", "E-mail du président", "Courriel du président"),
    ),
    Column(
        "director_name",
        "اسم مدير المصالح",
        "Nom du directeur des services",
        ("اسم المدير العام للمصالح", "Nom du directeur général des services"),
    ),
    Column(
        "director_email",
        "البريد الإلكتروني لمدير المصالح",
        "Adresse électronique du directeur des services",
        ("E-mail du directeur des services", "Courriel du directeur des services"),
    ),
    Column(
        "mailbox_email",
        "البريد الإلكتروني المؤسساتي",
        "Adresse électronique institutionnelle",
        ("E-mail institutionnel", "Courriel institutionnel"),
    ),
)

# The report hands the sheet back with this column filled in: it must be readable again as it is.
RESULT_HEADER = "النتيجة\nRésultat"
RESULT_HEADERS = frozenset(fold(each) for each in ("result", "النتيجة", "Résultat", RESULT_HEADER))

REQUIRED = ("kind", "joined_on", "focal_point_name", "focal_point_email")
IDENTITY = ("code", "name_ar", "name_fr")
PEOPLE = {
    Role.FOCAL_POINT: "focal_point",
    Role.DEPUTY: "deputy",
    Role.PRESIDENT: "president",
    Role.DIRECTOR_OF_SERVICES: "director",
}

COLUMN_BY_KEY = {column.key: column for column in COLUMNS}
_KEY_BY_HEADER = {fold(header): column.key for column in COLUMNS for header in column.headers()}


def key_of(header: str) -> str | None:
    """The key of the column that a header names, None when it names none, or two.

    A header may be written in two languages in one cell, on two lines or on both sides of a slash.
    """
    whole = _KEY_BY_HEADER.get(fold(header))
    parts = [part for part in header.replace("/", "\n").splitlines() if part.strip()]
    keys = {_KEY_BY_HEADER.get(fold(part)) for part in parts}
    return whole or (keys.pop() if len(keys) == 1 else None)
