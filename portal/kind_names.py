"""What each kind of letter is called on the pages."""

from lifecycle.language import Phrase

KIND_NAMES = {
    "welcome": Phrase("ترحيب", "Bienvenue", "Welcome"),
    "co_creation_opened": Phrase("انطلاق الإعداد المشترك", "Co-création ouverte", "Co-creation"),
    "submitted_to_council": Phrase("إحالة على المجلس", "Soumission au conseil", "Submitted"),
    "programme_adopted": Phrase("المصادقة على البرنامج", "Programme adopté", "Adopted"),
    "action_plan_submitted": Phrase(
        "تقديم برنامج العمل", "Plan d’action déposé", "Action plan submitted"
    ),
    "returned_to_co_creation": Phrase(
        "إرجاع إلى الإعداد المشترك", "Retour en co-création", "Returned to co-creation"
    ),
    "vote_postponed": Phrase("تأجيل التصويت", "Vote reporté", "Vote postponed"),
    "monitoring_round_opened": Phrase("افتتاح جولة تتبع", "Cycle de suivi ouvert", "Round opened"),
    "monitoring_round_closed": Phrase("اختتام جولة تتبع", "Cycle de suivi clos", "Round closed"),
    "evaluation_opened": Phrase("انطلاق التقييم", "Évaluation ouverte", "Evaluation opened"),
    "plan_concluded": Phrase("اختتام البرنامج", "Programme conclu", "Concluded"),
    "next_cycle_opened": Phrase("انطلاق دورة جديدة", "Nouveau cycle", "Next cycle"),
    "plan_suspended": Phrase("تعليق البرنامج", "Programme suspendu", "Suspended"),
    "plan_resumed": Phrase("استئناف البرنامج", "Programme repris", "Resumed"),
    "plan_withdrawn": Phrase("انسحاب", "Retrait", "Withdrawn"),
    "plan_rejoined": Phrase("عودة إلى الشبكة", "Retour dans le réseau", "Rejoined"),
    "session_moved": Phrase("تغيير موعد الدورة", "Session déplacée", "Session moved"),
    "council_renewed": Phrase("تجديد المجلس", "Conseil renouvelé", "Council renewed"),
    "step_opened": Phrase("خطوة جديدة", "Étape ouverte", "Step opened"),
    "step_reminder": Phrase("تذكير", "Rappel", "Reminder"),
    "step_eve": Phrase("تذكير عشية الأجل", "Veille de l’échéance", "Eve of the deadline"),
    "step_overdue": Phrase("تجاوز الأجل", "Échéance dépassée", "Overdue"),
    "overdue_for_region": Phrase("تأخر: للتنسيق الجهوي", "Retard : région", "Overdue, region"),
    "overdue_for_national": Phrase("تأخر: للتنسيق الوطني", "Retard : national", "Overdue, nation"),
    "president_notice": Phrase("إشعار إلى الرئاسة", "Avis à la présidence", "President's notice"),
    "step_returned": Phrase("إرجاع الخطوة", "Étape renvoyée", "Step returned"),
    "step_accepted": Phrase("قبول الخطوة", "Étape acceptée", "Step accepted"),
    "step_reported": Phrase("التوصل بالتبليغ", "Déclaration reçue", "Report received"),
    "extension_asked": Phrase("طلب تمديد", "Délai demandé", "Extension asked"),
    "extension_refused": Phrase("رفض التمديد", "Délai non accordé", "Extension refused"),
    "successor_named": Phrase("اقتراح خلف", "Relève proposée", "Successor named"),
    "hand_over_done": Phrase("انتقال المهمة", "Relève assurée", "Handed over"),
    "new_link": Phrase("رابط جديد", "Nouveau lien", "New link"),
    "deadline_moved": Phrase("تغيير الأجل", "Échéance modifiée", "Deadline moved"),
    "consultation_ahead": Phrase("تشاور عمومي قريب", "Consultation à venir", "Consultation ahead"),
    "publish_outcomes": Phrase(
        "نشر مآل الأفكار", "Suite des idées à publier", "Publish what became of ideas"
    ),
    "daily_list": Phrase("لائحة اليوم", "Liste du jour", "Daily list"),
    "coordinator_digest": Phrase("موجز التنسيق", "Synthèse hebdomadaire", "Weekly digest"),
    "log_checkpoint": Phrase("نقطة مراقبة السجل", "Point de contrôle", "Signed checkpoint"),
    "incident": Phrase("حادث", "Incident", "Incident"),
    "cohort_opened": Phrase("افتتاح فوج", "Cohorte ouverte", "Cohort opened"),
}
