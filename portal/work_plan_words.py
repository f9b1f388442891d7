"""The words of a plan's page for coordinators and of its decisions, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "public_page": Phrase("الصفحة العمومية", "Page publique", "The public page"),
    "as_of": Phrase("الوضع في تاريخ معين", "Situation à une date", "As of a date"),
    "decisions": Phrase("قرارات تخص البرنامج", "Décisions sur le programme", "Decisions"),
    "to_come": Phrase("الخطوات المقبلة", "Étapes à venir", "Steps to come"),
    "filed": Phrase("ما صرح به", "Ce qui a été déclaré", "What was filed"),
    "filed_at": Phrase("ورد في", "Reçu le", "Filed on"),
    "asked_because": Phrase("سبب طلب التمديد", "Motif de la demande de délai", "Why more time"),
    "kilobytes": Phrase("كيلوبايت", "Ko", "KB"),
    "documents": Phrase("الوثائق", "Documents", "Documents"),
    "no_documents": Phrase("لم ترفق أي وثيقة.", "Aucun document joint.", "No document."),
    "infected": Phrase("ملف ضار، لا يفتح", "Fichier dangereux, fermé", "Infected: closed"),
    "unscanned": Phrase("لم يفحص بعد", "Non encore analysé", "Not scanned yet"),
    "people": Phrase("أعضاء الجماعة في البرنامج", "Personnes de la collectivité", "People"),
    "no_people": Phrase(
        "لا يشغل أحد أي دور اليوم.",
        "Personne n’exerce de rôle aujourd’hui.",
        "Nobody holds a role.",
    ),
    "holds_since": Phrase("في هذا الدور منذ", "Dans ce rôle depuis le", "In this role since"),
    "writes_in": Phrase("لغة الرسائل", "Langue des lettres", "Language of the letters"),
    "absent": Phrase("في غياب من", "En absence du", "Absent from"),
    "until": Phrase("إلى", "au", "to"),
    "comes_back": Phrase(
        "ترجع الرسائل من هذا العنوان منذ",
        "Les lettres reviennent de cette adresse depuis le",
        "Letters come back since",
    ),
    "answer_of_server": Phrase("جواب الخادم", "Réponse du serveur", "Answer of the server"),
    "named": Phrase(
        "خلف معين لم يجب بعد", "Successeur désigné, sans réponse encore", "Named, no answer yet"
    ),
    "troubled": Phrase(
        "رسائل تحتاج إلى نظر", "Lettres à regarder", "Letters that need a look"
    ),
    "held_why": Phrase(
        "لا يوجه إشعار إلى رئاسة المجلس إلا بإذنكم.",
        "Un avis à la présidence ne part qu’avec votre accord.",
        "A notice to a president leaves only with your consent.",
    ),
    "nobody_holds": Phrase("أدوار لا يشغلها أحد", "Rôles vacants", "Roles that nobody holds"),
    "name_one": Phrase("تعيين", "Désigner", "Name"),
    "reason_given": Phrase("السبب كما كتب", "Motif tel qu’écrit", "The reason as written"),
    "decided_by": Phrase("من طرف", "Par", "By"),
    "recorded": Phrase("سجل القرار", "La décision est enregistrée", "Recorded"),
    "back": Phrase("رجوع دون تسجيل", "Revenir sans enregistrer", "Back without recording"),
    "record": Phrase("تسجيل", "Enregistrer", "Record"),
    "letters_follow": Phrase(
        "تراسل الجماعة المعنية إذا اقتضى القرار ذلك.",
        "La collectivité est prévenue quand la décision l’appelle.",
        "The collectivity is told where the decision asks for it.",
    ),
    "reason": Phrase(
        "السبب (يرد في الرسائل وفي مسار البرنامج، ولا ينشر)",
        "Motif (figure dans les lettres et l’historique, n’est pas publié)",
        "Reason (in the letters and the history, not published)",
    ),
    "published": Phrase("السبب المنشور", "Motif publié", "Published reason"),
    "publish_none": Phrase("لا ينشر أي سبب", "Ne publier aucun motif", "Publish no reason"),
    "due_on": Phrase("الأجل الجديد", "Nouvelle échéance", "New deadline"),
    "role": Phrase("الدور", "Rôle", "Role"),
    "name": Phrase("الاسم الكامل", "Nom complet", "Full name"),
    "email": Phrase("العنوان الإلكتروني", "Adresse électronique", "E-mail address"),
    "language": Phrase("لغة الرسائل", "Langue des lettres", "Language of the letters"),
    "arabic": Phrase("العربية", "Arabe", "Arabic"),
    "french": Phrase("الفرنسية", "Français", "French"),
    "both": Phrase("العربية والفرنسية", "Arabe et français", "Arabic and French"),
    "successor_how": Phrase(
        "يتوصل الخلف برسالة ليقبل أو يعتذر. لا ينتقل الدور قبل جوابه.",
        "La personne reçoit une lettre pour accepter ou décliner. Le rôle ne change de mains "
        "qu’après sa réponse.",
        "They are asked by a letter; the role passes when they accept.",
    ),
    "lift_how": Phrase(
        "تأكدوا أولا من صاحب العنوان. ترسل إليه الرسائل المقبلة من جديد.",
        "Assurez-vous d’abord auprès de la personne. Les prochaines lettres lui seront de nouveau "
        "adressées.",
        "Ask the person first. The next letters go to them again.",
    ),
    "vote_how": Phrase(
        "يسجل التصويت ويقبل دفعة واحدة.",
        "Le vote est enregistré et accepté en une fois.",
        "The vote is recorded and accepted at once.",
    ),
    "need_reason": Phrase("اذكروا السبب.", "Indiquez le motif.", "Give the reason."),
    "need_date": Phrase("أدخلوا تاريخا صحيحا.", "Indiquez une date valable.", "Give a date."),
    "need_choice": Phrase("اختاروا جوابا.", "Choisissez une réponse.", "Choose an answer."),
    "need_published": Phrase(
        "السبب المنشور يختار من اللائحة.",
        "Le motif publié se choisit dans la liste.",
        "The published reason is a word of the list.",
    ),
    "changed": Phrase(
        "تغير البرنامج منذ أن فتحتم الصفحة، ولم يسجل أي شيء. راجعوا ما تغير ثم أعيدوا الإرسال.",
        "Le programme a changé depuis que vous avez ouvert la page, et rien n’a été enregistré. "
        "Regardez ce qui a changé, puis renvoyez.",
        "The plan changed since you opened the page; nothing was recorded. Look, then send again.",
    ),
}  # fmt: skip


@cache
def work_plan_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
