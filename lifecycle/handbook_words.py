"""The words of the handbook of the table: headings, remarks, sources."""

from lifecycle.handbook_words_ogp import OGP_SOURCES
from lifecycle.language import Aim, FiredBy, Phrase
from models.words import Provenance

LABELS = {
    "title": Phrase(
        "مسار برنامج الانفتاح، الصيغة",
        "Le parcours du programme d’ouverture, version",
        "The pathway of an openness plan, version",
    ),
    "intro": Phrase(
        "هذه هي القواعد التي يطبقها المحرك. ويحمل كل قيد في السجل بصمة الصيغة التي سجل في ظلها.",
        "Ce sont les règles que le moteur applique. Chaque inscription de l’historique porte "
        "l’empreinte de la version sous laquelle elle a été faite.",
        "These are the rules that the engine follows. Every entry of the history carries the "
        "digest of the version under which it fell.",
    ),
    "digest": Phrase("البصمة", "Empreinte", "Digest"),
    "diagram": Phrase("الرسم البياني", "Diagramme", "Diagram"),
    "on_the_path": Phrase("ضمن المسار", "En parcours", "On the path"),
    "stages": Phrase("المراحل", "Phases", "Stages"),
    "stage": Phrase("المرحلة", "Phase", "Stage"),
    "entered_by": Phrase("تدخل عبر", "Entrée par", "Entered by"),
    "left_by": Phrase("تغادر عبر", "Sortie par", "Left by"),
    "start": Phrase("فتح البرنامج", "ouverture du programme", "the opening of the plan"),
    "transitions": Phrase("الانتقالات", "Transitions", "Transitions"),
    "transition": Phrase("الانتقال", "Transition", "Transition"),
    "from": Phrase("من", "De", "From"),
    "to": Phrase("إلى", "Vers", "To"),
    "fired_by": Phrase("من يطلقه", "Qui la déclenche", "Fired by"),
    "refused": Phrase("يرفض إذا", "Refusée quand", "Refused when"),
    "letters": Phrase("الرسائل", "Lettres", "Letters"),
    "not_before": Phrase("ليس قبل", "Pas avant", "Not before"),
    "also": Phrase("ويترتب عنه", "Ce qui s’ensuit", "Also"),
    "reason": Phrase("بيان السبب إلزامي", "motif exigé", "a reason is required"),
    "asks_again": Phrase("تطلب من جديد", "redemande", "asks again"),
    "waives": Phrase(
        "إعفاء مما بقي مفتوحا في المرحلة",
        "dispense de ce qui restait ouvert dans la phase",
        "what was left open in the stage is asked no more",
    ),
    "other_letters": Phrase(
        "رسائل الأعمال الأخرى",
        "Lettres des autres actes",
        "Letters of the other acts",
    ),
    "act": Phrase("العمل", "Acte", "Act"),
    "opened_again": Phrase(
        "فتح البرنامج لدورة جديدة",
        "Le programme d’un nouveau cycle a été ouvert",
        "The plan of a new cycle was opened",
    ),
    "steps": Phrase("الخطوات", "Étapes", "Steps"),
    "least": Phrase(
        "لكل خطوة، كيفما كان أجلها، ما لا يقل عن",
        "Quelle que soit son échéance, toute étape dispose d’au moins",
        "Whatever its deadline, every step has at least",
    ),
    "from_opening": Phrase(
        "من يوم افتتاحها",
        "à compter de son ouverture",
        "from the day it opens",
    ),
    "step": Phrase("الخطوة", "Étape", "Step"),
    "who": Phrase("من ينجزها", "Qui agit", "Who acts"),
    "evidence": Phrase("الإثبات", "Pièces demandées", "Evidence"),
    "optional": Phrase("اختياري", "facultatif", "optional"),
    "opens": Phrase("تفتح بعد", "S’ouvre après", "Opens after"),
    "with_stage": Phrase("مع المرحلة", "avec la phase", "with its stage"),
    "if": Phrase("إذا كانت نتيجة التصويت:", "si le vote est", "if the vote is"),
    "deadline": Phrase("الأجل", "Échéance", "Deadline"),
    "source": Phrase("المصدر", "Source", "Source"),
    "verified": Phrase("اطلع على نصه", "texte lu", "text read"),
    "unverified": Phrase("لم يتحقق منه", "non vérifié", "not verified"),
    "review": Phrase("مراجعة", "Examen", "Review"),
    "yes": Phrase("نعم", "oui", "yes"),
    "no": Phrase("لا", "non", "no"),
    "off": Phrase("غير مفعلة", "désactivée", "off"),
    "not_needed": Phrase(
        "لا تحول دون الانتقال",
        "ne retient pas le programme dans la phase",
        "does not hold the plan in its stage",
    ),
    "what_to_do": Phrase("المطلوب", "Ce qui est attendu", "What is asked"),
    "ladder": Phrase("سلم التذكير", "Échelle des rappels", "Ladder of reminders"),
    "rung": Phrase("الدرجة", "Échelon", "Rung"),
    "when": Phrase("متى", "Quand", "When"),
    "opening": Phrase(
        "يوم افتتاح الخطوة",
        "le jour de l’ouverture de l’étape",
        "on the day the step opens",
    ),
    "before": Phrase("قبل الأجل", "avant l’échéance", "before the deadline"),
    "after": Phrase("بعد الأجل", "après l’échéance", "after the deadline"),
    "half": Phrase(
        "وليس قبل انقضاء نصف المدة",
        "et pas avant la moitié du délai",
        "and not before half of the time has passed",
    ),
    "longer": Phrase(
        "للخطوات التي تتجاوز مدتها",
        "pour les étapes de plus de",
        "for steps longer than",
    ),
    "digest_only": Phrase(
        "الموجز الأسبوعي للتنسيق وحده",
        "seule la synthèse hebdomadaire de la coordination en parle",
        "only the coordinators’ weekly digest speaks of it",
    ),
    "urgent": Phrase("عاجلة", "urgente", "urgent"),
    "held": Phrase(
        "يأذن شخص بإرسالها",
        "retenue jusqu’à ce qu’une personne l’envoie",
        "held until a person releases it",
    ),
    "legend": Phrase("مفتاح القراءة", "Légende", "Legend"),
}

FIRED_NAMES = {
    FiredBy.TIME: Phrase("حلول الأجل", "l’arrivée de la date", "time, when its date has come"),
    FiredBy.ENGINE: Phrase(
        "المحرك، متى لم يمنعه مانع",
        "le moteur, dès que rien ne s’y oppose",
        "the engine, as soon as nothing refuses it",
    ),
    FiredBy.COORDINATOR: Phrase("التنسيق", "la coordination", "a coordinator"),
    FiredBy.FOCAL_POINT: Phrase("نقطة الارتكاز", "le point focal", "the focal point"),
    FiredBy.CIVIL_SOCIETY: Phrase("المجتمع المدني", "la société civile", "civil society"),
}

AIM_NAMES = {
    Aim.FIRST_REACHABLE: Phrase(
        "استهداف أول دورة للمجلس لم يحصر جدول أعمالها",
        "vise la première session du conseil dont l’ordre du jour est encore ouvert",
        "aims at the first council session whose agenda is still open",
    ),
    Aim.AFTER_THIS_ONE: Phrase(
        "استهداف دورة لاحقة للمجلس لم يحصر جدول أعمالها",
        "vise une session ultérieure du conseil dont l’ordre du jour est encore ouvert",
        "aims at a later council session whose agenda is still open",
    ),
}

LEGEND = {
    Provenance.LAW: Phrase(
        "نص قانون تنظيمي؛ ويذكر هل اطلع على النص.",
        "disposition d’une loi organique ; il est dit si le texte a été lu.",
        "an article of an organic law; it says whether its text was read.",
    ),
    Provenance.PROGRAMME: Phrase(
        "ما تنص عليه المنهجية الرسمية للبرنامج.",
        "ce que dit la méthode officielle du programme.",
        "what the official method of the programme says.",
    ),
    Provenance.POLICY: Phrase(
        "اختيار تدبيري لعدم وجود قاعدة منشورة: يمكن تغييره، وليس قانونا.",
        "choix de gestion, faute de règle publiée : il peut être changé, ce n’est pas la loi.",
        "a choice made because no public rule was found: it can be changed, and is not law.",
    ),
    Provenance.LOCAL: Phrase(
        "قاعدة خاصة بجماعة ترابية.",
        "règle propre à une collectivité.",
        "a rule of one collectivity.",
    ),
}

# The sources of the table are written once, in English; here they are said in three languages.
SOURCE_NAMES = {
    "no public rule found; programme policy": Phrase(
        "لا توجد قاعدة منشورة؛ اختيار تدبيري للبرنامج",
        "aucune règle publiée ; choix de gestion du programme",
        "no public rule found; programme policy",
    ),
    **OGP_SOURCES,
    "official method of the programme (REMACTO)": Phrase(
        "المنهجية الرسمية للبرنامج (الشبكة المغربية للجماعات الترابية المنفتحة)",
        "méthode officielle du programme (REMACTO)",
        "official method of the programme (REMACTO)",
    ),
    "five days before the agenda closes; no public rule found; programme policy": Phrase(
        "خمسة أيام قبل حصر جدول الأعمال؛ لا توجد قاعدة منشورة؛ اختيار تدبيري للبرنامج",
        "cinq jours avant la clôture de l’ordre du jour ; aucune règle publiée ; choix de "
        "gestion du programme",
        "five days before the agenda closes; no public rule found; programme policy",
    ),
    "organic law 113-14, art. 38, and its like for the other kinds (text not read)": Phrase(
        "القانون التنظيمي رقم 113.14، المادة 38، وما يماثلها بالنسبة لباقي الجماعات الترابية "
        "(لم يطلع على النص)",
        "loi organique 113-14, art. 38, et ses équivalents pour les autres collectivités "
        "(texte non lu)",
        "organic law 113-14, art. 38, and its like for the other kinds (text not read)",
    ),
    "organic law 113-14, art. 34, and its like for the other kinds (text not read)": Phrase(
        "القانون التنظيمي رقم 113.14، المادة 34، وما يماثلها بالنسبة لباقي الجماعات الترابية "
        "(لم يطلع على النص)",
        "loi organique 113-14, art. 34, et ses équivalents pour les autres collectivités "
        "(texte non lu)",
        "organic law 113-14, art. 34, and its like for the other kinds (text not read)",
    ),
    (
        "organic law 113-14, art. 116-118 (text not read; whether it applies to an "
        "openness programme is not known)"
    ): Phrase(
        "القانون التنظيمي رقم 113.14، المواد من 116 إلى 118 (لم يطلع على النص؛ ولا يعرف هل "
        "تسري على برنامج الانفتاح)",
        "loi organique 113-14, art. 116 à 118 (texte non lu ; on ne sait pas s’ils "
        "s’appliquent à un programme d’ouverture)",
        "organic law 113-14, art. 116-118 (text not read; whether it applies to an openness "
        "programme is not known)",
    ),
}
