"""The words of the paper for a hearing."""

from lifecycle.language import Phrase

HEARING_WORDS = {
    "title": Phrase(
        "سجل برنامج الانفتاح", "Historique du plan d’ouverture", "History of an openness plan"
    ),
    "reference": Phrase("المرجع", "Référence", "Reference"),
    "code": Phrase("رمز الجماعة الترابية", "Code de la collectivité", "Code"),
    "region": Phrase("الجهة", "Région", "Region"),
    "cohort": Phrase("الفوج والدورة", "Cohorte et cycle", "Cohort and cycle"),
    "cohort_value": Phrase(
        "{name} ({code})، الدورة {cycle}",
        "{name} ({code}), cycle {cycle}",
        "{name} ({code}), cycle {cycle}",
    ),
    "stage": Phrase(
        "المرحلة حسب آخر قيد", "Phase d’après la dernière écriture", "Stage by the last entry"
    ),
    "entries": Phrase("عدد القيود", "Nombre d’écritures", "Entries"),
    "made": Phrase("حررت هذه الوثيقة في", "Document établi le", "Made at"),
    "until": Phrase("قيود مسجلة إلى غاية", "Écritures enregistrées jusqu’au", "As recorded until"),
    "happened": Phrase("ما حدث", "Ce qui s’est passé", "What happened"),
    "n": Phrase("رقم", "N°", "No"),
    "on": Phrase("تاريخ الوقوع", "Survenu le", "Happened on"),
    "recorded": Phrase("سجل في (UTC)", "Enregistré le (UTC)", "Recorded at (UTC)"),
    "what": Phrase("الفعل", "Acte", "Act"),
    "stages": Phrase("من مرحلة إلى أخرى", "De phase à phase", "From stage to stage"),
    "who": Phrase("الفاعل", "Acteur", "Actor"),
    "proof": Phrase("البصمة والموضع", "Empreinte et place", "Hash and place"),
    "no_place": Phrase("دون موضع بعد", "sans place", "no place yet"),
    "place": Phrase("الموضع {place}", "place {place}", "place {place}"),
    "why": Phrase("السبب", "Motif", "Why"),
    "erased": Phrase(
        "حذف نص السبب طبقا للقانون 09-08. يبقى القيد وبصمته على حالهما.",
        "Le texte du motif a été effacé (loi 09-08). L’écriture et son empreinte demeurent.",
        "The words of the reason were erased (law 09-08). The entry and its hash remain.",
    ),
    "source": Phrase("المصدر", "Source", "Source"),
    "basis": Phrase("الأساس", "Fondement", "Basis"),
    "engine": Phrase("النظام الآلي", "Moteur du parcours", "The engine"),
    "replay": Phrase("إعادة تمثيل الوقائع", "Reconstitution", "A replay"),
    "moved": Phrase("الآجال التي تغيرت", "Échéances déplacées", "Deadlines that were moved"),
    "none_moved": Phrase(
        "لم يتغير أي أجل.", "Aucune échéance n’a été déplacée.", "None was moved."
    ),
    "step": Phrase("الخطوة", "Étape", "Step"),
    "was": Phrase("الأجل السابق", "Échéance d’avant", "Was due on"),
    "is_due": Phrase("الأجل الجديد", "Nouvelle échéance", "Due on"),
    "no_deadline": Phrase("بدون أجل", "sans échéance", "no deadline"),
    "check": Phrase("كيف يتم التحقق", "Comment vérifier", "How to check it"),
    "how": Phrase(
        "كل قيد يحمل بصمة القيد الذي قبله: من غير قيدا واحدا غير كل البصمات التي تليه. اطلبوا "
        "تصدير هذا البرنامج (JSON) مع أداة التحقق المستقلة، فهي تعيد حساب كل بصمة. ينبغي أن تكون "
        "بصمة آخر قيد هي المبينة أسفله.",
        "Chaque écriture porte l’empreinte de la précédente : en changer une change toutes celles "
        "qui suivent. Demandez l’export JSON de ce plan et le vérificateur indépendant, qui "
        "recalcule chaque empreinte ; celle de la dernière écriture doit être celle-ci.",
        "Each entry holds the hash of the one before: to change one changes all that follow. Ask "
        "for the JSON export of this plan and the independent verifier, which computes every hash "
        "again; that of the last entry must be this one.",
    ),
    "role_note": Phrase(
        "القيود لا تحمل أسماء الأشخاص، بل أرقاما. الصفة المكتوبة بجانب الرقم مأخوذة من سجل المهام "
        "يوم الفعل.",
        "Les écritures ne portent aucun nom, seulement des numéros. La qualité inscrite à côté "
        "vient du registre des rôles, au jour de l’acte.",
        "Entries hold no names, only numbers. The role beside a number comes from the register of "
        "roles, on the day of the act.",
    ),
    "head": Phrase("بصمة آخر قيد", "Empreinte de la dernière écriture", "Hash of the last entry"),
    "placed": Phrase(
        "قيود لها موضع في السجل", "Écritures placées au journal", "Entries in the log"
    ),
    "covered": Phrase(
        "قيود تشملها نقطة المراقبة",
        "Écritures couvertes par le point de contrôle",
        "Entries that the checkpoint covers",
    ),
    "of": Phrase("{some} من {all}", "{some} sur {all}", "{some} of {all}"),
    "size": Phrase("حجم السجل", "Taille du journal", "Size of the log"),
    "root": Phrase("جذر السجل", "Racine du journal", "Root of the log"),
    "note": Phrase("نقطة المراقبة الموقعة", "Point de contrôle signé", "Signed checkpoint"),
    "no_note": Phrase(
        "لم توقع بعد أي نقطة مراقبة للسجل.",
        "Aucun point de contrôle du journal n’a encore été signé.",
        "No checkpoint of the log was signed yet.",
    ),
}
ARROWS = {"ar": "←", "fr": "→", "en": "→"}


def hearing_word(word: str, language: str, /, **facts: object) -> str:
    """One word of the paper in `ar`, `fr` or `en`, with its facts in place."""
    said = HEARING_WORDS[word].said_in(language)
    return said.format(**facts) if facts else said
