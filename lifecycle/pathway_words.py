"""The words of the table in Arabic, French and English: one place to take them all from."""

from lifecycle.collectivity_words import KIND_NAMES, full_name
from lifecycle.deadline_words import (
    CALENDAR_NAMES,
    MOVED_BECAUSE,
    UNIT_NAMES,
    anchor_words,
    counted,
    deadline_words,
    moved_because,
)
from lifecycle.language import Phrase
from lifecycle.step_guidance import STEP_HOW
from lifecycle.step_words import STEP_NAMES
from lifecycle.trigger_words import TRIGGER_DONE, TRIGGER_NAMES
from models.words import (
    Confirmation,
    FactBasis,
    LetterState,
    Provenance,
    Role,
    Stage,
    StepState,
    Track,
    VoteOutcome,
)

__all__ = [
    "BASIS_NAMES",
    "CALENDAR_NAMES",
    "CHOICE_NAMES",
    "CONFIRMATION_NAMES",
    "KIND_NAMES",
    "LETTER_STATE_NAMES",
    "MOVED_BECAUSE",
    "OUTCOME_NAMES",
    "PROVENANCE_NAMES",
    "ROLE_NAMES",
    "RUNG_NAMES",
    "STAGE_NAMES",
    "STEP_HOW",
    "STEP_NAMES",
    "STEP_STATE_NAMES",
    "TRACK_NAMES",
    "TRIGGER_DONE",
    "TRIGGER_NAMES",
    "UNIT_NAMES",
    "anchor_words",
    "counted",
    "deadline_words",
    "full_name",
    "moved_because",
]

TRACK_NAMES = {
    Track.REMACTO: Phrase("برنامج الانفتاح", "Programme d’ouverture", "Openness plan"),
    Track.OGP_LOCAL: Phrase(
        "برنامج عمل الحكومة المنفتحة المحلية", "Plan d’action OGP Local", "OGP Local action plan"
    ),
}

STAGE_NAMES = {
    Stage.JOINING: Phrase("الانخراط", "Adhésion", "Joining"),
    Stage.CO_CREATION: Phrase("الإعداد المشترك", "Co-création", "Co-creation"),
    Stage.COUNCIL_APPROVAL: Phrase("مصادقة المجلس", "Adoption par le conseil", "Council approval"),
    Stage.IMPLEMENTATION: Phrase("التنفيذ", "Mise en œuvre", "Implementation"),
    Stage.CO_MONITORING: Phrase("التتبع المشترك", "Co-suivi", "Co-monitoring"),
    Stage.CO_EVALUATION: Phrase("التقييم المشترك", "Co-évaluation", "Co-evaluation"),
    Stage.COMPLETED: Phrase("مكتمل", "Achevé", "Completed"),
    Stage.SUSPENDED: Phrase("معلق", "Suspendu", "Suspended"),
    Stage.WITHDRAWN: Phrase("منسحب", "Retiré", "Withdrawn"),
}

ROLE_NAMES = {
    Role.FOCAL_POINT: Phrase("نقطة الارتكاز", "Point focal", "Focal point"),
    Role.DEPUTY: Phrase(
        "نائب نقطة الارتكاز",
        "Suppléant du point focal",
        "Deputy of the focal point",
    ),
    Role.PRESIDENT: Phrase("رئاسة المجلس", "Présidence du conseil", "President of the council"),
    Role.DIRECTOR_OF_SERVICES: Phrase(
        "مديرية المصالح",
        "Direction des services",
        "Director of services",
    ),
    Role.COMMITTEE: Phrase("لجنة التتبع", "Comité de suivi", "Follow-up committee"),
    Role.CIVIL_SOCIETY: Phrase(
        "ممثل المجتمع المدني في لجنة التتبع",
        "Société civile au comité de suivi",
        "Civil society in the follow-up committee",
    ),
    Role.FORUM: Phrase("المنتدى متعدد الأطراف", "Forum multipartite", "Multi-stakeholder forum"),
    Role.MONITORING_BODY: Phrase(
        "هيئة التتبع المستقلة", "Organe de suivi indépendant", "Independent monitoring body"
    ),
    Role.REGION_COORDINATOR: Phrase(
        "التنسيق الجهوي",
        "Coordination régionale",
        "Regional coordinator",
    ),
    Role.NATIONAL_COORDINATOR: Phrase(
        "التنسيق الوطني",
        "Coordination nationale",
        "National coordinator",
    ),
    Role.ADMIN: Phrase("إدارة البرنامج", "Administration du programme", "Programme admin"),
    Role.AUDITOR: Phrase("الافتحاص", "Audit", "Auditor"),
    Role.MAILBOX: Phrase("البريد المؤسساتي", "Boîte institutionnelle", "Institutional mailbox"),
}

STEP_STATE_NAMES = {
    StepState.WAITING: Phrase("في الانتظار", "En attente", "Waiting"),
    StepState.OPEN: Phrase("مفتوحة", "Ouverte", "Open"),
    StepState.REPORTED: Phrase("قيد المراجعة", "À examiner", "Reported"),
    StepState.RETURNED: Phrase("معادة للاستكمال", "À compléter", "Returned"),
    StepState.ACCEPTED: Phrase("مقبولة", "Acceptée", "Accepted"),
    StepState.WAIVED: Phrase("معفى منها", "Dispensée", "Waived"),
}

LETTER_STATE_NAMES = {
    LetterState.HELD: Phrase("في انتظار الإذن بالإرسال", "Retenue", "Held"),
    LetterState.QUEUED: Phrase("جاهزة للإرسال", "En file d’attente", "Queued"),
    LetterState.CLAIMED: Phrase("قيد الإرسال", "En cours d’envoi", "Being sent"),
    LetterState.ACCEPTED: Phrase("قبلت للتسليم", "Prise en charge", "Accepted for delivery"),
    LetterState.DEFERRED: Phrase("مؤجلة", "Différée", "Deferred"),
    LetterState.UNDELIVERABLE: Phrase("تعذر تسليمها", "Non remise", "Undeliverable"),
    LetterState.UNKNOWN: Phrase("غير معروفة المآل", "Issue inconnue", "Outcome unknown"),
    LetterState.CANCELLED: Phrase("ملغاة", "Annulée", "Cancelled"),
    LetterState.SKIPPED: Phrase(
        "عوضتها رسالة أخرى",
        "Remplacée par une autre",
        "Replaced by another",
    ),
}

RUNG_NAMES = {
    "assign": Phrase("عند افتتاح الخطوة", "À l’ouverture de l’étape", "When the step opens"),
    "half": Phrase("تذكير في منتصف المدة", "Rappel à mi-parcours", "Reminder half way"),
    "near": Phrase(
        "تذكير عند اقتراب الأجل",
        "Rappel à l’approche de l’échéance",
        "Reminder near the deadline",
    ),
    "eve": Phrase("عشية الأجل", "Veille de l’échéance", "Eve of the deadline"),
    "late1": Phrase("التأخر الأول", "Premier retard", "First late notice"),
    "late2": Phrase("التأخر الثاني", "Deuxième retard", "Second late notice"),
    "late3": Phrase("التأخر الثالث", "Troisième retard", "Third late notice"),
    "stalled": Phrase("خطوة متوقفة", "Étape à l’arrêt", "Stalled step"),
}

PROVENANCE_NAMES = {
    Provenance.LAW: Phrase("القانون", "Loi", "Law"),
    Provenance.PROGRAMME: Phrase(
        "منهجية البرنامج",
        "Méthode du programme",
        "Method of the programme",
    ),
    Provenance.POLICY: Phrase("قاعدة تدبيرية", "Règle de gestion", "Policy"),
    Provenance.LOCAL: Phrase("قاعدة محلية", "Règle locale", "Local rule"),
}

BASIS_NAMES = {
    FactBasis.DOCUMENTED: Phrase("موثق", "documenté", "documented"),
    FactBasis.ILLUSTRATIVE: Phrase("توضيحي", "illustration", "illustration"),
}

OUTCOME_NAMES = {
    VoteOutcome.ADOPTED: Phrase("مصادق عليه", "adopté", "adopted"),
    VoteOutcome.REJECTED: Phrase("مرفوض", "rejeté", "rejected"),
    VoteOutcome.POSTPONED: Phrase("مؤجل", "reporté", "postponed"),
}

CONFIRMATION_NAMES = {
    Confirmation.CONFIRMED: Phrase("تأكيد", "confirmé", "confirmed"),
    Confirmation.COMMENTED: Phrase(
        "تأكيد مع ملاحظات", "confirmé avec observations", "confirmed with remarks"
    ),
}
# What a field of evidence lets choose, by the value that is kept.
CHOICE_NAMES: dict[str, Phrase] = dict([*OUTCOME_NAMES.items(), *CONFIRMATION_NAMES.items()])
