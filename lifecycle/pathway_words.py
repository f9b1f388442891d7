"""The words of the table in three languages: stages, transitions, roles, states, rules."""

from lifecycle.language import Anchor, CalendarDate, Deadline, Phrase, StepDone, Unit
from lifecycle.step_words import STEP_HOW, STEP_NAMES
from models.words import (
    CollectivityKind,
    FactBasis,
    LetterState,
    Provenance,
    Role,
    Stage,
    StepState,
    VoteOutcome,
)

__all__ = ["STEP_HOW", "STEP_NAMES"]

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
TRIGGER_NAMES = {
    "open_co_creation": Phrase("فتح الإعداد المشترك", "Ouvrir la co-création", "Open co-creation"),
    "submit_to_council": Phrase(
        "عرض البرنامج على المجلس", "Soumettre au conseil", "Submit to the council"
    ),
    "adopt": Phrase("اعتماد البرنامج", "Adopter le programme", "Adopt the programme"),
    "return_to_co_creation": Phrase(
        "الإرجاع إلى الإعداد المشترك", "Renvoyer en co-création", "Return to co-creation"
    ),
    "postpone": Phrase("تأجيل التصويت", "Reporter le vote", "Postpone the vote"),
    "open_monitoring_round": Phrase(
        "فتح دورة للتتبع المشترك", "Ouvrir un cycle de co-suivi", "Open a monitoring round"
    ),
    "close_monitoring_round": Phrase(
        "اختتام دورة التتبع المشترك", "Clore le cycle de co-suivi", "Close the monitoring round"
    ),
    "open_evaluation": Phrase(
        "فتح التقييم المشترك", "Ouvrir la co-évaluation", "Open the co-evaluation"
    ),
    "conclude": Phrase("إنهاء البرنامج", "Clore le plan", "Conclude the plan"),
    "open_next_cycle": Phrase(
        "فتح الدورة الموالية", "Ouvrir le cycle suivant", "Open the next cycle"
    ),
    "suspend": Phrase("تعليق البرنامج", "Suspendre le plan", "Suspend the plan"),
    "resume": Phrase("استئناف البرنامج", "Reprendre le plan", "Resume the plan"),
    "withdraw": Phrase("الانسحاب", "Retirer le plan", "Withdraw the plan"),
    "rejoin": Phrase("العودة إلى الشبكة", "Réintégrer le réseau", "Rejoin the network"),
}
TRIGGER_DONE = {
    "open_plan": Phrase("فتح البرنامج", "Le plan a été ouvert", "The plan was opened"),
    "open_co_creation": Phrase(
        "انطلق الإعداد المشترك", "La co-création s’est ouverte", "Co-creation opened"
    ),
    "submit_to_council": Phrase(
        "عرض البرنامج على المجلس",
        "Le programme a été soumis au conseil",
        "The programme was submitted to the council",
    ),
    "adopt": Phrase(
        "اعتمد المجلس البرنامج",
        "Le conseil a adopté le programme",
        "The council adopted the programme",
    ),
    "return_to_co_creation": Phrase(
        "أرجع المجلس البرنامج إلى الإعداد المشترك",
        "Le conseil a renvoyé le programme en co-création",
        "The council returned the programme to co-creation",
    ),
    "postpone": Phrase(
        "أجل المجلس التصويت", "Le conseil a reporté le vote", "The council postponed the vote"
    ),
    "open_monitoring_round": Phrase(
        "افتتحت دورة للتتبع المشترك",
        "Un cycle de co-suivi s’est ouvert",
        "A monitoring round opened",
    ),
    "close_monitoring_round": Phrase(
        "اختتمت دورة التتبع المشترك",
        "Le cycle de co-suivi a été clos",
        "The monitoring round was closed",
    ),
    "open_evaluation": Phrase(
        "انطلق التقييم المشترك", "La co-évaluation s’est ouverte", "The co-evaluation opened"
    ),
    "conclude": Phrase("اكتمل البرنامج", "Le plan est achevé", "The plan was concluded"),
    "open_next_cycle": Phrase(
        "افتتحت الدورة الموالية", "Le cycle suivant a été ouvert", "The next cycle was opened"
    ),
    "suspend": Phrase("علق البرنامج", "Le plan a été suspendu", "The plan was suspended"),
    "resume": Phrase("استؤنف البرنامج", "Le plan a repris", "The plan was resumed"),
    "withdraw": Phrase(
        "انسحبت الجماعة الترابية", "La collectivité s’est retirée", "The member withdrew"
    ),
    "rejoin": Phrase(
        "عادت الجماعة الترابية إلى الشبكة",
        "La collectivité a réintégré le réseau",
        "The member rejoined",
    ),
    "report_step": Phrase("صرح بإنجاز الخطوة", "Étape déclarée faite", "Step reported done"),
    "accept_step": Phrase("قبلت الخطوة", "Étape acceptée", "Step accepted"),
    "return_step": Phrase("أرجعت الخطوة", "Étape renvoyée", "Step returned"),
    "waive_step": Phrase("أعفي من الخطوة", "Étape dispensée", "Step waived"),
    "move_deadline": Phrase("مدد الأجل", "Échéance déplacée", "Deadline moved"),
    "move_session": Phrase("تغير تاريخ الدورة", "Session déplacée", "Session moved"),
}
ROLE_NAMES = {
    Role.FOCAL_POINT: Phrase("نقطة الارتكاز", "Point focal", "Focal point"),
    Role.DEPUTY: Phrase("نائب نقطة الارتكاز", "Suppléant du point focal", "Deputy"),
    Role.PRESIDENT: Phrase("رئاسة المجلس", "Présidence du conseil", "President of the council"),
    Role.DIRECTOR_OF_SERVICES: Phrase(
        "مديرية المصالح", "Direction des services", "Director of services"
    ),
    Role.COMMITTEE: Phrase("لجنة التتبع", "Comité de suivi", "Follow-up committee"),
    Role.REGION_COORDINATOR: Phrase(
        "التنسيق الجهوي", "Coordination régionale", "Regional coordinator"
    ),
    Role.NATIONAL_COORDINATOR: Phrase(
        "التنسيق الوطني", "Coordination nationale", "National coordinator"
    ),
    Role.ADMIN: Phrase("إدارة البرنامج", "Administration du programme", "Programme admin"),
    Role.AUDITOR: Phrase("الافتحاص", "Audit", "Auditor"),
    Role.MAILBOX: Phrase("البريد المؤسساتي", "Boîte institutionnelle", "Institutional mailbox"),
}
KIND_NAMES = {
    CollectivityKind.REGION: Phrase("جهة", "Région", "Region"),
    CollectivityKind.PREFECTURE: Phrase("عمالة", "Préfecture", "Prefecture"),
    CollectivityKind.PROVINCE: Phrase("إقليم", "Province", "Province"),
    CollectivityKind.COMMUNE: Phrase("جماعة", "Commune", "Commune"),
}
STEP_STATE_NAMES = {
    StepState.WAITING: Phrase("في الانتظار", "En attente", "Waiting"),
    StepState.OPEN: Phrase("مفتوحة", "Ouverte", "Open"),
    StepState.REPORTED: Phrase("مصرح بها", "Déclarée", "Reported"),
    StepState.RETURNED: Phrase("مرجعة", "Renvoyée", "Returned"),
    StepState.ACCEPTED: Phrase("مقبولة", "Acceptée", "Accepted"),
    StepState.WAIVED: Phrase("معفى منها", "Dispensée", "Waived"),
}
LETTER_STATE_NAMES = {
    LetterState.HELD: Phrase("محتفظ بها", "Retenue", "Held"),
    LetterState.QUEUED: Phrase("في الانتظار", "En file", "Queued"),
    LetterState.CLAIMED: Phrase("قيد الإرسال", "En cours d’envoi", "Claimed"),
    LetterState.ACCEPTED: Phrase("مسلمة", "Acceptée", "Accepted"),
    LetterState.DEFERRED: Phrase("مؤجلة", "Différée", "Deferred"),
    LetterState.UNDELIVERABLE: Phrase("تعذر تسليمها", "Non distribuable", "Undeliverable"),
    LetterState.UNKNOWN: Phrase("غير معروفة المآل", "Issue inconnue", "Unknown"),
    LetterState.CANCELLED: Phrase("ملغاة", "Annulée", "Cancelled"),
    LetterState.SKIPPED: Phrase("متجاوزة", "Omise", "Skipped"),
}
RUNG_NAMES = {
    "assign": Phrase("عند افتتاح الخطوة", "À l’ouverture", "When the step opens"),
    "half": Phrase("منتصف المدة", "À mi-parcours", "Half way"),
    "near": Phrase("اقتراب الأجل", "À l’approche", "Near"),
    "eve": Phrase("عشية الأجل", "La veille", "Eve"),
    "late1": Phrase("تأخر أول", "Premier retard", "First late notice"),
    "late2": Phrase("تأخر ثان", "Deuxième retard", "Second late notice"),
    "late3": Phrase("تأخر ثالث", "Troisième retard", "Third late notice"),
    "stalled": Phrase("متوقفة", "À l’arrêt", "Stalled"),
}
PROVENANCE_NAMES = {
    Provenance.LAW: Phrase("قانون", "Loi", "Law"),
    Provenance.PROGRAMME: Phrase("منهجية البرنامج", "Méthode du programme", "Programme"),
    Provenance.POLICY: Phrase("سياسة تدبيرية", "Règle interne", "Policy"),
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
CALENDAR_NAMES = {
    "founded": Phrase("تأسيس الفوج", "fondation de la cohorte", "the founding of the cohort"),
    "orientation_opens": Phrase(
        "أول لقاء تواصلي", "première rencontre de communication", "the first orientation meeting"
    ),
    "orientation_closes": Phrase(
        "آخر لقاء تواصلي", "dernière rencontre de communication", "the last orientation meeting"
    ),
    "training": Phrase("الورشة التكوينية", "la formation", "the training"),
    "first_workshops_open": Phrase(
        "بداية الورشات الأولى", "début des premiers ateliers", "the start of the first workshops"
    ),
    "first_workshops_close": Phrase(
        "نهاية الورشات الأولى", "fin des premiers ateliers", "the end of the first workshops"
    ),
    "second_workshops_open": Phrase(
        "بداية التشاور الثاني",
        "début de la deuxième consultation",
        "the start of the second workshops",
    ),
    "second_workshops_close": Phrase(
        "نهاية التشاور الثاني", "fin de la deuxième consultation", "the end of the second workshops"
    ),
    "implementation_opens": Phrase(
        "بداية التنفيذ", "début de la mise en œuvre", "the start of implementation"
    ),
    "implementation_closes": Phrase(
        "نهاية التنفيذ", "fin de la mise en œuvre", "the end of implementation"
    ),
    "next_cycle_opens": Phrase(
        "افتتاح الدورة الموالية", "ouverture du cycle suivant", "the opening of the next cycle"
    ),
}
ANCHOR_NAMES = {
    Anchor.STEP_OPENED: Phrase("افتتاح الخطوة", "l’ouverture de l’étape", "the step opens"),
    Anchor.STAGE_ENTERED: Phrase("دخول المرحلة", "l’entrée dans la phase", "the stage is entered"),
    Anchor.COUNCIL_SESSION: Phrase(
        "افتتاح دورة المجلس", "l’ouverture de la session", "the council session opens"
    ),
    Anchor.IMPLEMENTATION_START: Phrase(
        "بداية التنفيذ", "le début de la mise en œuvre", "implementation starts"
    ),
    Anchor.LAST_ROUND: Phrase(
        "آخر دورة تتبع، أو بداية التنفيذ",
        "le dernier cycle de co-suivi, ou le début de la mise en œuvre",
        "the last monitoring round, or the start of implementation",
    ),
}
UNIT_NAMES = {
    Unit.WORKING_DAYS: Phrase("أيام العمل", "jours ouvrés", "working days"),
    Unit.CALENDAR_DAYS: Phrase("أيام تقويمية", "jours calendaires", "calendar days"),
    Unit.MONTHS: Phrase("أشهر", "mois", "months"),
}
MOVED_BECAUSE = {
    "least_days": Phrase(
        "تمديد حتى لا يقل عن المدة الدنيا",
        "repoussée pour laisser la durée minimale",
        "moved to leave the least time",
    ),
    "extension": Phrase("تمديد ممنوح", "prolongation accordée", "extension granted"),
    "session_moved": Phrase("تغيير تاريخ الدورة", "session déplacée", "the session was moved"),
    "suspension": Phrase("تعليق البرنامج", "suspension du plan", "the plan was suspended"),
}
NOTHING = Phrase("", "", "")


def moved_because(text: str | None) -> Phrase:
    """Why a deadline is not where its rule first put it; empty when it is."""
    return MOVED_BECAUSE.get((text or "").split(":")[0], NOTHING)


def deadline_words(rule: Deadline) -> Phrase:
    """A rule in words: how many days, before or after what."""
    anchor = anchor_words(rule)
    if rule.number == 0:
        return Phrase(f"يوم {anchor.ar}", f"le jour : {anchor.fr}", f"on the day of {anchor.en}")
    number, unit = abs(rule.number), UNIT_NAMES[rule.unit]
    if rule.number < 0:
        before = f"{number} {unit.en} before {anchor.en}"
        return Phrase(
            f"قبل {anchor.ar} ({unit.ar}: {number})",
            f"{number} {unit.fr} avant {anchor.fr}",
            before,
        )
    return Phrase(
        f"بعد {anchor.ar} ({unit.ar}: {number})",
        f"{number} {unit.fr} après {anchor.fr}",
        f"{number} {unit.en} after {anchor.en}",
    )


def anchor_words(rule: Deadline) -> Phrase:
    """What a rule counts from, in words."""
    if isinstance(rule.anchor, CalendarDate):
        return CALENDAR_NAMES[rule.anchor.name]
    if isinstance(rule.anchor, StepDone):
        name = STEP_NAMES[rule.anchor.key]
        return Phrase(f"خطوة «{name.ar}»", f"l’étape « {name.fr} »", f"the step “{name.en}”")
    return ANCHOR_NAMES[rule.anchor]


def full_name(kind: CollectivityKind, name_ar: str, name_fr: str) -> Phrase:
    """A collectivity with its kind: جماعة بني ملال, Commune de Béni Mellal."""
    named = KIND_NAMES[kind]
    return Phrase(
        f"{named.ar} {name_ar}", _in_french(kind, name_fr), f"{name_fr} ({named.en.lower()})"
    )


def _in_french(kind: CollectivityKind, name: str) -> str:
    if kind == CollectivityKind.REGION:
        return "Région de l’Oriental" if name == "Oriental" else f"Région {name}"
    vowel = name[:1].lower() in "aeiouyàâéèêëîïôöûüœ" and not name.lower().startswith("you")
    return f"{KIND_NAMES[kind].fr} {'d’' if vowel else 'de '}{name}"
