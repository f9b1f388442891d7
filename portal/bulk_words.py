"""The words of acts on many plans, in Arabic and French; those of previews come with them."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language
from portal.session_words import session_words

WORDS = {
    "bulk_title": Phrase("قرار واحد لعدة برامج", "Une décision pour plusieurs programmes", "Bulk"),
    "bulk_lead": Phrase(
        "اختاروا القرار، ثم البرامج. تعرض النتيجة لكل برنامج قبل أي تسجيل.",
        "Choisissez la décision, puis les programmes. Le résultat de chacun est montré avant tout "
        "enregistrement.",
        "Choose the decision, then the plans. What becomes of each is shown first.",
    ),
    "act": Phrase("القرار", "Décision", "Decision"),
    "choose": Phrase("اختاروا", "Choisissez", "Choose"),
    "for_steps": Phrase(
        "الخطوة (للقرارات التي تخص خطوة)", "Étape (si la décision porte sur une étape)", "Step"
    ),
    "find": Phrase("عرض البرامج الممكنة", "Voir les programmes possibles", "Show the plans"),
    "possible": Phrase("البرامج الممكنة", "Programmes possibles", "Possible plans"),
    "none_possible": Phrase(
        "لا يوجد برنامج يمكن أن يطبق عليه هذا القرار.",
        "Aucun programme ne permet cette décision.",
        "No plan allows this decision.",
    ),
    "tick": Phrase("تحديد", "Cocher", "Tick"),
    "tick_all": Phrase("تحديد الكل", "Tout cocher", "Tick all"),
    "tick_none": Phrase("إلغاء التحديد", "Tout décocher", "Tick none"),
    "due_on": Phrase("الأجل الجديد", "Nouvelle échéance", "New deadline"),
    "reason": Phrase(
        "السبب (يرد في الرسائل وفي مسار البرنامج، ولا ينشر)",
        "Motif (figure dans les lettres et l’historique, n’est pas publié)",
        "Reason (in the letters and the history, not published)",
    ),
    "result_title": Phrase("النتيجة", "Résultat", "Result"),
    "result_done": Phrase("برامج سجل لها القرار", "Programmes modifiés", "Plans changed"),
    "result_refused": Phrase("برامج لم تتغير", "Programmes inchangés", "Plans that stayed"),
    "result_lead": Phrase(
        "سجل القرار. هذا ما وقع لكل برنامج.",
        "La décision est enregistrée. Voici ce qu’il en est de chaque programme.",
        "Recorded. This is what became of each plan.",
    ),
    "again": Phrase("قرار آخر", "Une autre décision", "Another decision"),
    "days": Phrase(
        "عدد الأيام الإضافية، مثال:", "Nombre de jours de plus, par exemple", "How many days more"
    ),
    "table": Phrase("صيغة الجدول", "Version du tableau", "Version of the table"),
    "batch": Phrase("القرار رقم", "Décision n°", "Batch"),
    "need_days": Phrase(
        "اكتبوا عدد الأيام، من 1 إلى 366.",
        "Écrivez le nombre de jours, de 1 à 366.",
        "Write how many days, 1 to 366.",
    ),
    "need_table": Phrase(
        "اختاروا صيغة الجدول.", "Choisissez la version du tableau.", "Choose the version."
    ),
    "need_act": Phrase("اختاروا القرار.", "Choisissez la décision.", "Choose the decision."),
    "need_step": Phrase("اختاروا الخطوة.", "Choisissez l’étape.", "Choose the step."),
    "need_plans": Phrase(
        "حددوا برنامجا واحدا على الأقل.", "Cochez au moins un programme.", "Tick at least one plan."
    ),
}


@cache
def bulk_words(language: Language) -> dict[str, str]:
    """Every word of these pages in a language, with those of previews."""
    own = all_said(WORDS, language)
    return session_words(language) | own


@cache
def result_words(language: Language) -> dict[str, str]:
    """The same, where what was foreseen has been done."""
    words = bulk_words(language)
    done = {"plans_changed": words["result_done"], "plans_refused": words["result_refused"]}
    return words | done
