"""The words of the pages of consultations, in Arabic and French."""

from functools import cache

from lifecycle.consultation_window import WindowState
from lifecycle.language import Phrase, all_said
from models.words import Language, Moderation

STATE_NAMES = {
    WindowState.COMING: Phrase("قريبا", "À venir", "Coming"),
    WindowState.OPEN: Phrase("مفتوح الآن", "Ouverte", "Open"),
    WindowState.ENDED: Phrase(
        "انتهى، والحصيلة لم تنشر بعد", "Terminée, bilan attendu", "Ended, counts awaited"
    ),
    WindowState.CLOSED: Phrase("انتهى", "Terminée", "Ended"),
}
MODERATION_NAMES = {
    Moderation.PENDING: Phrase("في انتظار الاطلاع", "À relire", "Waits"),
    Moderation.SHOWN: Phrase("معروضة", "Affichée", "Shown"),
    Moderation.HIDDEN: Phrase("محجوبة", "Masquée", "Hidden"),
}
WORDS = {
    "title": Phrase("التشاور العمومي", "Consultations publiques", "Public consultations"),
    "lead": Phrase(
        "ما تستشار فيه الساكنة، ومآل كل فكرة: اعتمدت في مشروع، أو لم تعتمد مع السبب.",
        "Ce sur quoi le public est consulté, et la suite donnée à chaque idée\u00a0: retenue dans "
        "un projet, ou non, avec le motif.",
        "What the public is asked, and what became of each idea.",
    ),
    "open_now": Phrase("مفتوح الآن", "Ouvertes en ce moment", "Open now"),
    "coming": Phrase("قريبا", "À venir", "Coming"),
    "over": Phrase("انتهى", "Terminées", "Ended"),
    "none_now": Phrase(
        "لا يوجد أي تشاور مفتوح الآن.",
        "Aucune consultation n’est ouverte en ce moment.",
        "No consultation is open now.",
    ),
    "none_coming": Phrase(
        "لم يعلن عن أي تشاور قادم.", "Aucune consultation annoncée.", "None is announced."
    ),
    "none_over": Phrase(
        "لم ينته أي تشاور بعد.", "Aucune consultation terminée.", "None has ended."
    ),
    "from": Phrase("من", "Du", "From"),
    "until": Phrase("إلى غاية", "au", "until"),
    "days": Phrase("عدد الأيام", "Durée en jours", "Days"),
    "notice": Phrase("تاريخ الإعلان للعموم", "Avis au public", "Public notice"),
    "window": Phrase("فترة التشاور", "Période", "Window"),
    "short": Phrase("مدة قصيرة", "Durée courte", "A short window"),
    "least": Phrase("الحد الأدنى المعتمد", "Minimum retenu", "The policy asks for"),
    "participants": Phrase("عدد المشاركين", "Participants", "Participants"),
    "not_counted": Phrase("غير محصى", "Non compté", "Not counted"),
    "ideas": Phrase("الأفكار المتوصل بها", "Idées reçues", "Ideas received"),
    "kept": Phrase("اعتمدت", "Retenues", "Kept"),
    "rejected": Phrase("لم تعتمد", "Non retenues", "Rejected"),
    "unanswered": Phrase("في انتظار الجواب", "Sans réponse encore", "Not answered yet"),
    "hidden": Phrase("لم تعرض", "Non affichées", "Not shown"),
    "pending": Phrase("في انتظار الاطلاع", "À relire", "Waiting"),
    "give": Phrase("اقتراح فكرة", "Proposer une idée", "Propose an idea"),
    "give_remark": Phrase("إبداء ملاحظة", "Faire une remarque", "Make a remark"),
    "on_platform": Phrase(
        "المشاركة في منصة الشبكة", "Participer sur la plateforme du réseau", "On the platform"
    ),
    "every_idea": Phrase("الأفكار ومآلها", "Les idées et leur suite", "The ideas"),
    "idea": Phrase("الفكرة", "Idée", "Idea"),
    "no_idea": Phrase("لا توجد فكرة معروضة.", "Aucune idée affichée.", "No idea is shown."),
    "no_words": Phrase(
        "نصها في منصة الشبكة.", "Son texte est sur la plateforme du réseau.", "On the platform."
    ),
    "about": Phrase("تتعلق بـ", "Concerne", "About"),
    "kept_in": Phrase("اعتمدت في المشروع", "Retenue dans le projet", "Kept in project"),
    "rejected_one": Phrase("لم تعتمد", "Non retenue", "Rejected"),
    "no_answer": Phrase("لم ينشر مآلها بعد", "Suite non publiée", "Not answered yet"),
    "committee_says": Phrase("جواب لجنة التتبع", "Réponse du comité de suivi", "The committee"),
    "plan": Phrase("مسار البرنامج", "Parcours du programme", "The plan"),
    "consultations_of": Phrase("التشاور العمومي", "Consultations", "Consultations"),
    "form_lead": Phrase(
        "لا يطلب منكم أي اسم أو عنوان. لا تذكروا أي شخص باسمه. تعرض الفكرة بعد الاطلاع عليها.",
        "Aucun nom ni adresse ne vous est demandé. Ne nommez personne. L’idée est affichée après "
        "relecture.",
        "No name or address is asked. Name nobody. The idea is shown once it was read.",
    ),
    "your_idea": Phrase("فكرتكم", "Votre idée", "Your idea"),
    "your_remark": Phrase("ملاحظتكم", "Votre remarque", "Your remark"),
    "length": Phrase(
        "بين 10 و1500 حرف", "Entre 10 et 1500 caractères", "Between 10 and 1500 characters"
    ),
    "which_part": Phrase("المحور أو المشروع", "Axe ou projet", "Axis or project"),
    "no_part": Phrase("دون تحديد", "Sans préciser", "None"),
    "send": Phrase("إرسال", "Envoyer", "Send"),
    "closed_now": Phrase(
        "هذا التشاور لا يستقبل الأفكار الآن.",
        "Cette consultation ne recueille pas d’idées en ce moment.",
        "This consultation takes no ideas now.",
    ),
    "received": Phrase("توصلنا بفكرتكم", "Votre idée est reçue", "Your idea has come"),
    "received_number": Phrase("رقمها", "Son numéro", "Its number"),
    "received_how": Phrase(
        "احتفظوا بهذا الرقم: به تجدون مآل الفكرة في صفحة التشاور بعد انتهائه.",
        "Gardez ce numéro\u00a0: il permet de retrouver la suite donnée à l’idée sur la page de la "
        "consultation, une fois terminée.",
        "Keep this number: with it you find what became of the idea.",
    ),
    "busy": Phrase(
        "ترد أفكار كثيرة من هذه الشبكة. المرجو إعادة المحاولة بعد ساعة.",
        "Trop d’idées arrivent de cette connexion. Merci de réessayer dans une heure.",
        "Too many ideas come from this connection. Try again in an hour.",
    ),
    "stale": Phrase(
        "فتحت هذه الصفحة منذ مدة طويلة. لم يسجل شيء: أعيدوا الإرسال.",
        "Cette page était ouverte depuis trop longtemps. Rien n’est enregistré\u00a0: renvoyez.",
        "This page was open for too long. Nothing was recorded: send again.",
    ),
    "moderation": Phrase("الاطلاع على الأفكار", "Relecture des idées", "Reading ideas"),
    "moderation_lead": Phrase(
        "كل فكرة ترد على صفحاتنا تنتظر من يطلع عليها قبل عرضها. لا يحجب منها إلا ما له سبب في "
        "اللائحة، ويبقى عدد المحجوب معلنا.",
        "Chaque idée reçue sur nos pages attend d’être relue avant d’être affichée. Seul un motif "
        "de la liste permet de la masquer, et le nombre d’idées masquées reste public.",
        "Each idea waits to be read. It is only hidden for a reason of the list.",
    ),
    "none_own": Phrase(
        "لا يوجد تشاور على صفحاتنا.", "Aucune consultation sur nos pages.", "None on our pages."
    ),
    "show": Phrase("عرض", "Afficher", "Show"),
    "hide": Phrase("حجب", "Masquer", "Hide"),
    "why_hidden": Phrase("سبب الحجب", "Motif", "Why"),
    "choose": Phrase("اختاروا السبب", "Choisir le motif", "Choose"),
    "need_why": Phrase(
        "اختاروا سبب الحجب.", "Choisissez le motif pour masquer.", "Choose why it is hidden."
    ),
    "erased": Phrase("محيت كلماتها.", "Ses mots sont effacés.", "Its words were erased."),
    "all_states": Phrase("كل الأفكار", "Toutes les idées", "All ideas"),
    "only": Phrase("الأفكار", "Idées", "Ideas"),
}


@cache
def consultation_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
