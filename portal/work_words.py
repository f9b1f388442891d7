"""The words of the coordinators' pages, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "worklist": Phrase("ما ينتظر القرار", "À traiter", "Worklist"),
    "lead": Phrase(
        "كل ما ينتظر قرارا أو اتصالا، الأقدم أولا.",
        "Tout ce qui attend une décision ou un appel, le plus ancien d’abord.",
        "All that waits for a decision or a call, the oldest first.",
    ),
    "to_review": Phrase("تصريحات للمراجعة", "Déclarations à examiner", "To review"),
    "extensions": Phrase("طلبات تمديد الأجل", "Demandes de délai", "Extensions"),
    "unreachable": Phrase("عناوين لا تصلها الرسائل", "Adresses injoignables", "Unreachable"),
    "no_focal_point": Phrase(
        "نقط ارتكاز غائبة أو صامتة", "Points focaux absents ou silencieux", "Focal points"
    ),
    "renewed": Phrase(
        "مجالس تجددت وينقصها من يمثلها", "Conseils renouvelés à compléter", "Renewed councils"
    ),
    "stalled": Phrase("برامج متعثرة", "Programmes à l’arrêt", "Stalled plans"),
    "held": Phrase("رسائل تنتظر الإذن", "Lettres retenues", "Held letters"),
    "nothing": Phrase("لا شيء ينتظر.", "Rien n’attend.", "Nothing waits."),
    "whole": Phrase("عرض الكل", "Tout afficher", "Show all"),
    "all_lists": Phrase("كل اللوائح", "Toutes les listes", "All lists"),
    "waits_since": Phrase("ينتظر منذ", "En attente depuis le", "Waits since"),
    "asked_until": Phrase("الأجل المطلوب", "Délai demandé jusqu’au", "Asked until"),
    "working_days": Phrase(
        "عدد أيام العمل من التأخر", "Jours ouvrables de retard", "Working days late"
    ),
    "said": Phrase("ما ورد", "Ce qui est dit", "What was said"),
    "whose": Phrase("المعني", "Personne concernée", "Whose"),
    "lift": Phrase("إعادة تفعيل العنوان", "Rétablir l’adresse", "The address works again"),
    "network": Phrase("الشبكة كلها", "Ensemble du réseau", "The whole network"),
    "sessions": Phrase("دورات المجالس", "Sessions des conseils", "Council sessions"),
    "bulk": Phrase("قرار واحد لعدة برامج", "Une décision pour plusieurs programmes", "Bulk"),
    "moderation": Phrase("أفكار المواطنين", "Idées des citoyens", "Citizens' ideas"),
    "renewal": Phrase("تجديد المجالس", "Renouvellement des conseils", "Council renewal"),
    "cohorts": Phrase("انخراط فوج جديد", "Ouvrir une cohorte", "Open a cohort"),
    "batches": Phrase("القرارات الجماعية", "Décisions groupées", "Batches"),
    "forecast": Phrase("التوقعات", "Prévisions", "Forecast"),
    "causes": Phrase("لماذا لم تتقدم البرامج؟", "Pourquoi rien n’avance", "Why"),
    "as_of": Phrase("الوضع في تاريخ معين", "Situation à une date", "As of a date"),
    "count": Phrase("الأعداد وما يؤلفها", "Les totaux et ce qui les compose", "Counts"),
    "reads_only": Phrase(
        "صفحة للاطلاع: القرارات من اختصاص التنسيق.",
        "Consultation seule\u00a0: les décisions reviennent à la coordination.",
        "To read only: coordinators decide.",
    ),
}


@cache
def work_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
