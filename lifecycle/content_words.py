"""The words of a programme's content: principles of openness, kinds of partners, its parts."""

from lifecycle.language import Phrase
from lifecycle.names import fold
from models.words import FilingSource, PartnerKind, Principle

PRINCIPLE_NAMES = {
    Principle.TRANSPARENCY: Phrase("الشفافية", "Transparence", "Transparency"),
    Principle.ACCOUNTABILITY: Phrase(
        "المساءلة وربط المسؤولية بالمحاسبة", "Redevabilité", "Accountability"
    ),
    Principle.PARTICIPATION: Phrase(
        "المشاركة المواطنة", "Participation citoyenne", "Participation"
    ),
    Principle.ACCESS_TO_INFORMATION: Phrase(
        "الحق في الحصول على المعلومات", "Accès à l’information", "Access to information"
    ),
    Principle.DIGITALISATION: Phrase("الرقمنة", "Numérisation", "Digitalisation"),
}
PARTNER_NAMES = {
    PartnerKind.PUBLIC: Phrase("عمومي", "public", "public"),
    PartnerKind.CIVIL_SOCIETY: Phrase("مجتمع مدني", "société civile", "civil society"),
    PartnerKind.PRIVATE: Phrase("خاص", "privé", "private"),
}
SOURCE_NAMES = {
    FilingSource.SHEET: Phrase("جدول", "tableur", "spreadsheet"),
    FilingSource.FORM: Phrase("استمارة", "formulaire", "form"),
    FilingSource.CARRIED_OVER: Phrase("من الدورة السابقة", "cycle précédent", "carried over"),
}
PART_NAMES = {
    "axes": Phrase("المحاور", "Axes", "axes"),
    "projects": Phrase("المشاريع", "Projets", "projects"),
    "activities": Phrase("الأنشطة", "Activités", "activities"),
    "indicators": Phrase("المؤشرات", "Indicateurs", "indicators"),
}
_PRINCIPLES = {
    fold(word): principle
    for principle, name in PRINCIPLE_NAMES.items()
    for word in (principle.value, name.ar, name.fr, name.en)
} | {
    fold("المساءلة"): Principle.ACCOUNTABILITY,
    fold("المحاسبة"): Principle.ACCOUNTABILITY,
    fold("المشاركة"): Principle.PARTICIPATION,
    fold("Participation"): Principle.PARTICIPATION,
    fold("الولوج إلى المعلومة"): Principle.ACCESS_TO_INFORMATION,
}
_PARTNERS = {
    fold(word): kind
    for kind, name in PARTNER_NAMES.items()
    for word in (kind.value, name.ar, name.fr, name.en)
}


def principle_of(text: str) -> Principle | None:
    """The principle that a word in Arabic, French or English names."""
    return _PRINCIPLES.get(fold(text))


def partner_kind_of(text: str) -> PartnerKind | None:
    """The kind of partner that a word names; one that is not said is public."""
    return _PARTNERS.get(fold(text)) if text else PartnerKind.PUBLIC
