"""The words of the pages on which the history is searched, in Arabic and French."""

from functools import cache

from audit.entry_words import WordsState
from lifecycle.language import Phrase, all_said
from models.words import ActorKind, Language, LogEntryKind

OWN_KINDS = {
    LogEntryKind.HEADS: Phrase(
        "رؤوس سلاسل كل البرامج", "Têtes de chaîne de tous les plans", "Heads of every plan"
    ),
    LogEntryKind.KEY_CHANGED: Phrase(
        "تغير مفتاح التوقيع", "La clé de signature a changé", "The signing key changed"
    ),
    LogEntryKind.ERASED: Phrase(
        "محيت معطيات شخصية (القانون 09-08)",
        "Des données personnelles ont été effacées (loi 09-08)",
        "Personal data were erased (law 09-08)",
    ),
    LogEntryKind.CORRECTED: Phrase(
        "صححت معطيات شخصية (القانون 09-08)",
        "Des données personnelles ont été rectifiées (loi 09-08)",
        "Personal data were corrected (law 09-08)",
    ),
    LogEntryKind.EXPORTED: Phrase(
        "سلم جزء من السجل", "Une partie de l’historique a été remise", "History was handed out"
    ),
}
ACTORS = {
    ActorKind.ENGINE: Phrase("النظام الآلي", "Moteur du parcours", "The engine"),
    ActorKind.PERSON: Phrase("شخص", "Personne", "A person"),
}
WORDS_STATES = {
    WordsState.KEPT: Phrase("مطابقة للالتزام", "Conformes à l’engagement", "As committed to"),
    WordsState.ERASED: Phrase(
        "محيت بموجب القانون 09-08، والسجل يذكر ذلك",
        "Effacés au titre de la loi 09-08, le registre le dit",
        "Erased (law 09-08), and the log says so",
    ),
    WordsState.GONE: Phrase(
        "غير موجودة، ولا يذكر السجل محوها",
        "Absents, sans qu’aucune entrée du registre ne dise pourquoi",
        "Gone, and nothing says why",
    ),
    WordsState.CHANGED: Phrase(
        "ليست ما التزم به القيد", "Ce ne sont pas ceux de l’engagement", "Not those committed to"
    ),
}
LABELS = {"reason": Phrase("التعليل", "Motif", "Reason")}
WORDS = {
    "entries": Phrase("قيود السجل", "Entrées de l’historique", "Entries"),
    "entries_lead": Phrase(
        "كل ما سجل عن كل البرامج، من الأحدث إلى الأقدم. الأشخاص أرقام لا أسماء.",
        "Tout ce qui a été consigné sur tous les programmes, du plus récent au plus ancien. Les "
        "personnes y sont des numéros, sans nom.",
        "All that was recorded of every plan, the newest first. People are numbers.",
    ),
    "find_plan": Phrase(
        "اسم الجماعة الترابية أو مرجع البرنامج (log لقيود السجل نفسه)",
        "Collectivité ou référence du programme (log\u00a0: entrées du registre lui-même)",
        "Collectivity or reference (log: the log's own entries)",
    ),
    "search": Phrase("بحث", "Rechercher", "Search"),
    "filters": Phrase("مزيد من معايير البحث", "Autres critères", "More filters"),
    "found": Phrase("قيود مطابقة", "Entrées trouvées", "Entries found"),
    "none_found": Phrase(
        "لا يوجد قيد بهذه المعايير.", "Aucune entrée ne répond à ces critères.", "None."
    ),
    "actor": Phrase("معرف من قام به", "Identifiant de l’auteur", "Actor"),
    "actor_hint": Phrase("مثلا", "ex.", "e.g."),
    "trigger": Phrase("ما وقع", "Ce qui s’est passé", "Trigger"),
    "happened": Phrase("وقع في", "Survenu le", "Happened on"),
    "recorded": Phrase("سجل في", "Consigné le", "Recorded"),
    "happened_from": Phrase("وقع ابتداء من", "Survenu à partir du", "Happened from"),
    "happened_to": Phrase("وقع إلى غاية", "Survenu jusqu’au", "Happened to"),
    "recorded_from": Phrase("سجل ابتداء من", "Consigné à partir du", "Recorded from"),
    "recorded_to": Phrase("سجل إلى غاية", "Consigné jusqu’au", "Recorded to"),
    "older": Phrase("الأقدم", "Plus anciennes", "Older"),
    "newest": Phrase("العودة إلى الأحدث", "Revenir aux plus récentes", "Back to the newest"),
    "pages": Phrase("الصفحات", "Pages", "Pages"),
    "by": Phrase("من طرف", "Par", "By"),
    "to_stage": Phrase("إلى", "à", "to"),
    "entry": Phrase("القيد رقم", "Entrée n°", "Entry"),
    "of_the_log": Phrase("السجل نفسه", "Le registre lui-même", "The log itself"),
    "sealed": Phrase("مختوم", "Scellée", "Sealed"),
    "placed": Phrase("في انتظار التوقيع", "En attente de signature", "Waits for a signature"),
    "waiting": Phrase("في انتظار مكانه", "En attente de sa place", "Waits for its place"),
    "place": Phrase("مكانه في السجل", "Place dans le registre", "Place in the log"),
    "place_how": Phrase("تحتسب من الصفر", "comptée à partir de 0", "counted from 0"),
    "no_place": Phrase(
        "لا مكان له بعد: يختم خلال دقيقة.",
        "Pas encore de place\u00a0: elle est scellée en une minute.",
        "No place yet: it is sealed within a minute.",
    ),
    "bytes": Phrase("محتوى القيد كما ختم", "Contenu exact, tel que scellé", "Its bytes, exactly"),
    "bytes_how": Phrase(
        "هذا كل ما يحسب منه البصم: ملف JSON بترميز UTF-8، دون سطر جديد في آخره.",
        "C’est tout ce dont l’empreinte est calculée\u00a0: du JSON en UTF-8, sans retour à la "
        "ligne final.",
        "All that is hashed: JSON in UTF-8, without a newline at its end.",
    ),
    "leaf_hash": Phrase("بصمة القيد", "Empreinte de l’entrée", "Leaf hash"),
    "previous_hash": Phrase("بصمة القيد السابق", "Empreinte de l’entrée précédente", "Previous"),
    "first_of_chain": Phrase("أول قيد", "première entrée", "the first entry"),
    "as_hashed": Phrase(
        "المحتوى مطابق لبصمته", "Le contenu correspond à son empreinte", "Its bytes match its hash"
    ),
    "not_as_hashed": Phrase(
        "المحتوى لا يطابق بصمته: غير هذا القيد",
        "Le contenu ne correspond pas à son empreinte\u00a0: cette entrée a été modifiée",
        "Its bytes do not match its hash: it was changed",
    ),
    "follows": Phrase("يتبع القيد السابق", "Suit bien l’entrée précédente", "Follows the last"),
    "does_not_follow": Phrase(
        "لا يتبع القيد السابق",
        "Ne suit pas l’entrée précédente",
        "Does not follow the entry before it",
    ),
    "words": Phrase("كلمات يجوز محوها", "Mots effaçables", "Erasable words"),
    "words_how": Phrase(
        "لا تدخل في البصمة إلا التزاما بمفتاح: محوها لا يكسر السلسلة.",
        "L’empreinte n’en contient qu’un engagement à clé\u00a0: les effacer ne rompt pas la "
        "chaîne.",
        "The entry holds only a keyed commitment: erasing them breaks nothing.",
    ),
    "no_words": Phrase("لا شيء.", "Aucun.", "None."),
    "checks": Phrase("الفحص الآن", "Contrôle immédiat", "Checked now"),
    "downloads": Phrase("للتنزيل", "À télécharger", "Downloads"),
    "get_proof": Phrase(
        "إثبات الإدراج (tlog-proof.)", "Preuve d’inclusion (.tlog-proof)", "Inclusion proof"
    ),
    "get_bytes": Phrase("المحتوى كما ختم (json.)", "Contenu exact (.json)", "Its exact bytes"),
    "proof_later": Phrase(
        "الإثبات متاح بعد الختم، خلال دقيقة.",
        "La preuve est disponible une fois l’entrée scellée, en une minute.",
        "The proof is there once it is sealed, within a minute.",
    ),
    "no_proof": Phrase(
        "لا يمكن إثبات هذا القيد: ما في قاعدة المعطيات لا يؤدي إلى الجذر الموقع.",
        "Cette entrée ne peut être prouvée\u00a0: la base ne mène pas à la racine signée.",
        "It cannot be proven: the database does not lead to the signed root.",
    ),
    "before_it": Phrase("القيد السابق", "Entrée précédente", "The entry before"),
    "plan_page": Phrase("صفحة البرنامج", "Page du programme", "The plan"),
    "tell_verify": Phrase(
        "للتدقيق الشامل:", "Pour une vérification complète\u00a0:", "To verify all:"
    ),
}


@cache
def entry_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
