"""The words of the page about elections, in Arabic and French; those of previews come with them."""

from functools import cache

from lifecycle.council_pause import NAME_WITHIN, PAUSE
from lifecycle.language import Phrase, all_said
from models.words import Language
from portal.session_words import session_words

WORDS = {
    "renewal": Phrase("تجديد المجالس", "Renouvellement des conseils", "Council renewal"),
    "lead": Phrase(
        "بعد الانتخابات تنتهي مدة انتداب الرئاسة والأعضاء المنتخبين في لجنة التتبع، وتستمر "
        "البرامج. تعرض النتيجة قبل أي تسجيل، ولا تسجل إلا ابتداء من يوم الاقتراع.",
        "Après des élections, les mandats de la présidence et des élus du comité de suivi prennent "
        "fin ; les programmes continuent. Le résultat est montré avant tout enregistrement, et ne "
        "s’enregistre qu’à partir du jour du scrutin.",
        "Mandates of the elected end; plans go on.",
    ),
    "policy": Phrase(
        f"سياسة البرنامج، وليست قانونا: {PAUSE} يوم عمل بعد الاقتراع لا يحل خلالها أجل أي خطوة "
        f"تنتظر المنتخبين، و{NAME_WITHIN} يوم عمل لموافاتنا بالأسماء الجديدة.",
        f"Règle du programme, non de la loi\u00a0: pendant {PAUSE} jours ouvrés après le scrutin, "
        "aucune étape des élus n’arrive à échéance\u00a0; les nouveaux noms sont attendus sous "
        f"{NAME_WITHIN} jours ouvrés.",
        "Policy, not law.",
    ),
    "elected_on": Phrase("يوم الاقتراع", "Jour du scrutin", "Day of the elections"),
    "kind": Phrase("نوع الجماعات الترابية", "Type de collectivité", "Kind"),
    "region": Phrase("الجهة", "Région", "Region"),
    "cohort": Phrase("الفوج", "Cohorte", "Cohort"),
    "all": Phrase("الكل", "Tout", "All"),
    "mandates": Phrase("انتدابات تنتهي", "Mandats qui prennent fin", "Mandates that end"),
    "nobody": Phrase(
        "برامج لا تصل الرسالة فيها إلى أحد", "Programmes où la lettre n’atteint personne", "Nobody"
    ),
    "nobody_none": Phrase(
        "تصل الرسالة في كل برنامج إلى شخص على الأقل.",
        "Dans chaque programme, la lettre atteint quelqu’un.",
        "Somebody is reached in every plan.",
    ),
    "too_soon": Phrase(
        "لم يحل يوم الاقتراع بعد: هذا عرض فقط، ويمكن التسجيل ابتداء من",
        "Le scrutin n’a pas encore eu lieu\u00a0: ceci est un aperçu, à enregistrer à partir du",
        "Preview only until",
    ),
    "gaps": Phrase(
        "من ينقص منذ الانتخابات؟", "Qui manque depuis les élections\u00a0?", "Who is missing"
    ),
    "gaps_none": Phrase(
        "لا ينقص أحد منذ الانتخابات.", "Personne ne manque depuis des élections.", "Nobody."
    ),
    "missing": Phrase("ينقص", "Il manque", "Missing"),
    "asked": Phrase("عين ولم يجب بعد", "Désigné, sans réponse encore", "Asked"),
    "elections": Phrase("الانتخابات", "Élections", "Elections"),
    "more": Phrase("برامج أخرى", "Autres programmes", "More plans"),
    "recorded": Phrase("برامج سجل تجديد مجالسها", "Conseils renouvelés enregistrés", "Recorded"),
    "need_day": Phrase(
        "اكتبوا يوم الاقتراع.", "Indiquez le jour du scrutin.", "Give the day of the elections."
    ),
    "need_choice": Phrase("اختاروا من اللائحة.", "Choisissez dans la liste.", "Choose."),
    "need_reason": Phrase("اكتبوا السبب.", "Écrivez le motif.", "Write the reason."),
    "no_cohort": Phrase("لا يوجد هذا الفوج.", "Cette cohorte n’existe pas.", "No such cohort."),
}


@cache
def renewal_words(language: Language) -> dict[str, str]:
    """Every word of the page in a language, with those of previews."""
    own = all_said(WORDS, language)
    return session_words(language) | own
