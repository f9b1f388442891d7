"""The words of the batches' pages, in Arabic and French; those of previews come with them."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import BatchKind, Language
from portal.session_words import session_words

WORDS = {
    "batches": Phrase("القرارات الجماعية", "Décisions groupées", "Batches"),
    "batches_lead": Phrase(
        "كل قرار شمل عدة برامج: ما طلب، وما وقع لكل برنامج، وهل تم التراجع عنه.",
        "Chaque décision prise pour plusieurs programmes\u00a0: ce qui a été demandé, ce qu’il en "
        "est de chacun, et si elle a été annulée.",
        "Each decision for many plans: what was asked, what became of each, whether it was undone.",
    ),
    "none": Phrase("لا يوجد أي قرار بعد.", "Aucune décision encore.", "None yet."),
    "batch": Phrase("القرار رقم", "Décision n°", "Batch"),
    "made": Phrase("سجل في", "Enregistrée le", "Recorded"),
    "by": Phrase("بواسطة", "Par", "By"),
    "by_person": Phrase("التنسيق", "la coordination", "a coordinator"),
    "plans": Phrase("برامج تغيرت", "Programmes modifiés", "Plans changed"),
    "refused": Phrase("برامج لم تتغير", "Programmes inchangés", "Plans that stayed"),
    "undone_by": Phrase("تم التراجع عنه بالقرار", "Annulée par la décision", "Undone by"),
    "undoes": Phrase("تراجع عن القرار", "Annule la décision", "Undoes"),
    "entry": Phrase("القيد رقم", "Entrée n°", "Entry"),
    "why": Phrase("السبب", "Motif", "Why"),
    "came": Phrase("بعد", "Après", "After"),
    "undo": Phrase("التراجع عن هذا القرار", "Annuler cette décision", "Undo this batch"),
    "undo_lead": Phrase(
        "تعرض النتيجة قبل أي تسجيل. يرجع كل برنامج إلى ما كان عليه، إلا من تغير منذ ذلك.",
        "Le résultat est montré avant tout enregistrement. Chaque programme est rétabli, sauf s’il "
        "a changé depuis.",
        "What it changes is shown first.",
    ),
    "why_undo": Phrase("سبب التراجع", "Motif de l’annulation", "Why it is undone"),
    "need_reason": Phrase("اكتبوا السبب.", "Écrivez le motif.", "Write the reason."),
}
KINDS = {
    BatchKind.MOVE_SESSION: Phrase(
        "تغيير دورة مجلس", "Session de conseil déplacée", "A council session moved"
    ),
    BatchKind.ACT: Phrase("القرار نفسه لعدة برامج", "Même décision pour plusieurs", "The same act"),
    BatchKind.OPTIONAL_STEP: Phrase(
        "خطوة لم تعد مطلوبة", "Étape rendue facultative", "A step made optional"
    ),
    BatchKind.RENEW_COUNCIL: Phrase(
        "تجديد المجالس", "Renouvellement des conseils", "Councils renewed"
    ),
    BatchKind.CHANGE_TABLE: Phrase(
        "صيغة أخرى من الجدول", "Autre version du tableau", "Another version of the table"
    ),
    BatchKind.UNDO: Phrase("تراجع عن قرار", "Annulation d’une décision", "An undoing"),
}


@cache
def batch_words(language: Language) -> dict[str, str]:
    """Every word of these pages in a language, with those of previews."""
    own = all_said(WORDS, language)
    return session_words(language) | own
