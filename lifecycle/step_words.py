"""What each step of the table is called, by its key."""

from lifecycle.language import Phrase
from lifecycle.step_words_ogp import OGP_STEP_NAMES

STEP_NAMES = {
    "adhere_to_charter": Phrase(
        "الانخراط في ميثاق الشبكة",
        "Adhésion à la charte du réseau",
        "Adherence to the network’s charter",
    ),
    "name_focal_point": Phrase(
        "تعيين نقطة الارتكاز ونائبها",
        "Désignation du point focal et de son suppléant",
        "Naming of the focal point and the deputy",
    ),
    "attend_orientation": Phrase(
        "المشاركة في اللقاء التواصلي",
        "Participation à la rencontre de communication",
        "Attendance at the orientation meeting",
    ),
    "attend_training": Phrase(
        "المشاركة في الورشة التكوينية",
        "Participation à la formation",
        "Attendance at the training",
    ),
    "set_up_committee": Phrase(
        "إحداث لجنة التتبع",
        "Mise en place du comité de suivi",
        "Setting up of the follow-up committee",
    ),
    "choose_axes": Phrase(
        "تحديد محاور الانفتاح ذات الأولوية",
        "Choix des axes prioritaires d’ouverture",
        "Choice of the priority axes of openness",
    ),
    "hold_first_workshop": Phrase(
        "تنظيم الورشة الأولى للإعداد المشترك",
        "Premier atelier de co-création",
        "First co-creation workshop",
    ),
    "consult_on_ideas": Phrase(
        "التشاور العمومي الرقمي حول الأفكار",
        "Consultation publique en ligne sur les idées",
        "Online public consultation on ideas",
    ),
    "draft_projects": Phrase(
        "تحويل المقترحات إلى مشاريع",
        "Traduction des propositions en projets",
        "Turning the proposals into projects",
    ),
    "hold_second_workshop": Phrase(
        "تنظيم الورشة الثانية للإعداد المشترك",
        "Deuxième atelier de co-création",
        "Second co-creation workshop",
    ),
    "consult_on_projects": Phrase(
        "التشاور العمومي الرقمي حول المشاريع",
        "Consultation publique en ligne sur les projets",
        "Online public consultation on the projects",
    ),
    "validate_programme": Phrase(
        "مصادقة لجنة التتبع على مسودة البرنامج",
        "Validation du projet de programme par le comité de suivi",
        "Validation of the draft programme by the follow-up committee",
    ),
    "put_on_agenda": Phrase(
        "إدراج البرنامج في جدول أعمال المجلس",
        "Inscription à l’ordre du jour du conseil",
        "Entry on the council’s agenda",
    ),
    "council_vote": Phrase("تصويت المجلس على البرنامج", "Vote du conseil", "Council vote"),
    "legality_control": Phrase(
        "المراقبة الإدارية للمقرر",
        "Contrôle administratif de la délibération",
        "Legality control of the deliberation",
    ),
    "publish_programme": Phrase(
        "نشر البرنامج",
        "Publication du programme",
        "Publication of the programme",
    ),
    "launch_programme": Phrase(
        "إعطاء انطلاقة تنفيذ البرنامج",
        "Lancement de la mise en œuvre",
        "Launch of implementation",
    ),
    "report_monitoring_round": Phrase(
        "تقرير جولة التتبع المشترك",
        "Rapport du cycle de co-suivi",
        "Report of the monitoring round",
    ),
    "confirm_round": Phrase(
        "تأكيد لجنة التتبع لتقرير الجولة",
        "Avis du comité de suivi sur le rapport",
        "The follow-up committee’s opinion of the report",
    ),
    "confirm_round_for_civil_society": Phrase(
        "تأكيد المجتمع المدني لتقرير الجولة",
        "Avis de la société civile sur le rapport",
        "Civil society’s opinion of the report",
    ),
    "self_evaluate": Phrase("التقييم الذاتي", "Auto-évaluation", "Self-evaluation"),
    "hold_co_evaluation_workshop": Phrase(
        "تنظيم ورشة التقييم المشترك",
        "Atelier de co-évaluation",
        "Co-evaluation workshop",
    ),
    "evaluate_by_committee": Phrase(
        "تقييم لجنة التتبع",
        "Évaluation par le comité de suivi",
        "Evaluation by the follow-up committee",
    ),
    "publish_evaluation": Phrase(
        "نشر تقرير التقييم",
        "Publication du rapport d’évaluation",
        "Publication of the evaluation",
    ),
    **OGP_STEP_NAMES,
}
