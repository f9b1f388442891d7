"""The words of moving a session, of previews, and of acts on many plans, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "sessions_title": Phrase("دورات المجالس", "Sessions des conseils", "Council sessions"),
    "sessions_lead": Phrase(
        "الدورات التي تنتظرها البرامج. إذا غير تاريخ دورة أو ألغيت، تحسب الآجال المرتبطة بها من "
        "جديد وتراسل الجماعات المعنية. تعرض النتيجة قبل أي تسجيل.",
        "Les sessions que les programmes attendent. Quand une session est déplacée ou annulée, les "
        "échéances qui en dépendent sont recalculées et les collectivités prévenues. Rien n’est "
        "enregistré avant que vous n’ayez vu le résultat.",
        "The sessions that plans wait for.",
    ),
    "session": Phrase("الدورة", "Session", "Session"),
    "place_kind": Phrase("نوع الجماعة الترابية", "Type de collectivité", "Kind of collectivity"),
    "opening": Phrase("الافتتاح المرتقب", "Ouverture prévue", "Expected opening"),
    "waiting": Phrase("برامج تنتظرها", "Programmes en attente", "Plans that wait"),
    "change": Phrase("تغيير أو إلغاء", "Déplacer ou annuler", "Move or cancel"),
    "no_session": Phrase(
        "لا ينتظر أي برنامج دورة.", "Aucun programme n’attend de session.", "No plan waits."
    ),
    "another": Phrase("دورة أخرى", "Une autre session", "Another session"),
    "code": Phrase(
        "رمز الدورة (السنة ثم الشهر القانوني)، مثال:",
        "Code de la session (année, puis mois légal), par exemple",
        "Code of the session (year, then legal month), for example",
    ),
    "open_form": Phrase("متابعة", "Continuer", "Continue"),
    "form_title": Phrase("تغيير الدورة", "Modifier la session", "Change the session"),
    "for_whom": Phrase("المجلس المعني", "Conseil concerné", "Council"),
    "whole_kind": Phrase(
        "كل مجالس هذا النوع", "Tous les conseils de ce type", "All councils of the kind"
    ),
    "choose": Phrase("اختاروا", "Choisissez", "Choose"),
    "what": Phrase("ما الذي وقع؟", "Que s’est-il passé\u00a0?", "What happened?"),
    "moved": Phrase("غير تاريخ افتتاح الدورة", "La session est déplacée", "It was moved"),
    "cancelled": Phrase("ألغيت الدورة", "La session est annulée", "It was cancelled"),
    "opens_on": Phrase("تاريخ الافتتاح الجديد", "Nouvelle date d’ouverture", "New opening"),
    "reason": Phrase(
        "السبب (يرد في الرسائل وفي مسار البرنامج، ولا ينشر)",
        "Motif (figure dans les lettres et l’historique, n’est pas publié)",
        "Reason (in the letters and the history, not published)",
    ),
    "source": Phrase(
        "المستند (دورية، بلاغ، مقرر)", "Source (circulaire, avis, délibération)", "Source"
    ),
    "published": Phrase("السبب المنشور", "Motif publié", "Published reason"),
    "publish_none": Phrase("لا ينشر أي سبب", "Ne publier aucun motif", "Publish no reason"),
    "see": Phrase("عرض النتيجة قبل التسجيل", "Voir le résultat avant d’enregistrer", "Preview"),
    "preview_title": Phrase("قبل التسجيل", "Avant d’enregistrer", "Before it is recorded"),
    "preview_lead": Phrase(
        "لم يسجل أي شيء بعد. هذا ما سيقع بالضبط.",
        "Rien n’est encore enregistré. Voici exactement ce qui va se passer.",
        "Nothing is recorded yet. This is exactly what will happen.",
    ),
    "changed": Phrase(
        "تغير شيء منذ العرض السابق ولم يسجل أي شيء. راجعوا النتيجة الجديدة.",
        "Quelque chose a changé depuis l’aperçu précédent et rien n’a été enregistré. Vérifiez le "
        "nouveau résultat.",
        "Something changed since the preview; nothing was recorded. Look again.",
    ),
    "plans_changed": Phrase("برامج ستتغير", "Programmes modifiés", "Plans that change"),
    "plans_refused": Phrase("برامج لن تتغير", "Programmes inchangés", "Plans that stay"),
    "none_changes": Phrase("لن يتغير أي برنامج.", "Aucun programme ne change.", "No plan changes."),
    "letters": Phrase("رسائل ستوجه", "Lettres à envoyer", "Letters to send"),
    "no_letters": Phrase("لا توجه أي رسالة.", "Aucune lettre n’est envoyée.", "No letter."),
    "deadlines": Phrase("الآجال", "Échéances", "Deadlines"),
    "no_deadline": Phrase("لا يتغير أي أجل", "Aucune échéance ne change", "No deadline moves"),
    "from": Phrase("من", "De", "From"),
    "until": Phrase("إلى", "À", "To"),
    "no_date": Phrase("بدون أجل", "Sans échéance", "None"),
    "why_not": Phrase("السبب", "Pourquoi", "Why"),
    "apply": Phrase("تسجيل وإرسال الرسائل", "Enregistrer et envoyer les lettres", "Apply"),
    "back": Phrase("رجوع دون تسجيل", "Revenir sans enregistrer", "Back, nothing recorded"),
    "recorded": Phrase(
        "سجل التغيير. عدد البرامج التي تغيرت دورتها",
        "La modification est enregistrée. Programmes dont la session a changé",
        "Recorded. Plans dated again",
    ),
    "problem": Phrase("هناك مشكلة", "Un problème est survenu", "There is a problem"),
    "need_kind": Phrase(
        "اختاروا نوع الجماعة ورمز دورة عادية.",
        "Choisissez un type de collectivité et le code d’une session ordinaire.",
        "Choose a kind and the code of an ordinary session.",
    ),
    "need_place": Phrase(
        "اختاروا المجلس المعني.", "Choisissez le conseil concerné.", "Choose the council."
    ),
    "need_what": Phrase(
        "حددوا هل غير تاريخ الدورة أم ألغيت.",
        "Indiquez si la session est déplacée ou annulée.",
        "Say whether it was moved or cancelled.",
    ),
    "need_date": Phrase("أدخلوا تاريخا صحيحا.", "Indiquez une date valable.", "Give a date."),
    "need_reason": Phrase("اذكروا السبب.", "Indiquez le motif.", "Give the reason."),
    "need_source": Phrase(
        "اذكروا المستند.", "Indiquez la source.", "Give the circular or notice that says so."
    ),
    "need_published": Phrase(
        "السبب المنشور يختار من اللائحة.",
        "Le motif publié se choisit dans la liste.",
        "The published reason is a word of the list.",
    ),
    "no_date_cancelled": Phrase(
        "الدورة الملغاة لا تاريخ لها: احذفوا التاريخ.",
        "Une session annulée n’a pas de date\u00a0: effacez la date.",
        "A cancelled session has no date: leave it out.",
    ),
}


@cache
def session_words(language: Language) -> dict[str, str]:
    """Every word of these pages in a language."""
    return all_said(WORDS, language)
