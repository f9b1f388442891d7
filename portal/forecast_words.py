"""The words of the forecast and of the causes, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "forecast": Phrase("التوقعات", "Prévisions", "Forecast"),
    "forecast_lead": Phrase(
        "أي دورة للمجلس سيدركها كل برنامج، حسب وتيرة الفوج نفسه. التوقع مجال وليس رقما واحدا: "
        "بين أسرع وتيرة ووتيرة بطيئة.",
        "Quelle session du conseil chaque programme atteindra, au rythme observé dans sa propre "
        "cohorte. C’est une fourchette, du plus rapide au plus lent, non un seul chiffre.",
        "Which council session each plan will make, at the pace seen in its own cohort.",
    ),
    "nothing_foreseen": Phrase(
        "لا يوجد برنامج ينتظر التصويت.",
        "Aucun programme n’attend de vote.",
        "No plan has its vote before it.",
    ),
    "by_session": Phrase("حسب الدورة المستهدفة", "Par session visée", "By session aimed at"),
    "session": Phrase("الدورة", "Session", "Session"),
    "opens_on": Phrase("تفتتح في", "S’ouvre le", "Opens on"),
    "outlook": Phrase("التوقع", "Prévision", "Outlook"),
    "all_outlooks": Phrase("كل التوقعات", "Toutes", "All"),
    "aims_at": Phrase("الدورة المستهدفة", "Session visée", "Aims at"),
    "makes": Phrase("الدورة المرتقبة", "Session attendue", "Makes"),
    "between": Phrase("بين", "entre la", "between"),
    "and": Phrase("و", "et la", "and"),
    "held_by": Phrase("ما يؤخره", "Ce qui le retient", "Held up by"),
    "safe_on": Phrase("آخر أجل مأمون", "Dernière date sûre", "Last safe date"),
    "latest_on": Phrase("آخر أجل ممكن", "Dernière date possible", "Last possible date"),
    "usual_on": Phrase("التاريخ المرتقب", "Date attendue", "Expected on"),
    "rests_on": Phrase("أساس التوقع", "Repose sur", "Rests on"),
    "ready_on": Phrase("جاهز للمجلس في", "Prêt pour le conseil le", "Ready on"),
    "believe": Phrase("مدى صدق التوقعات السابقة", "Fiabilité des prévisions", "Reliability"),
    "nothing_came": Phrase(
        "لا يمكن بعد مقارنة أي توقع سابق بما وقع.",
        "Aucune prévision antérieure ne peut encore être confrontée aux faits.",
        "No earlier forecast can be held against what came yet.",
    ),
    "true_on_track": Phrase(
        "توقعات «في الموعد» التي أدركت دورتها",
        "«\u00a0Dans les temps\u00a0» qui ont atteint leur session",
        "On track that made it",
    ),
    "true_at_risk": Phrase(
        "توقعات «مهدد بالتأخر» التي أدركت دورتها",
        "«\u00a0Menacés\u00a0» qui ont atteint leur session",
        "At risk that made it",
    ),
    "true_will_miss": Phrase(
        "توقعات «سيفوت الدورة» التي فاتتها فعلا",
        "«\u00a0Manquera la session\u00a0» qui l’ont manquée",
        "To miss it that missed it",
    ),
    "true_ranges": Phrase(
        "تصويتات وقعت داخل المجال المتوقع",
        "Votes tenus dans la fourchette prévue",
        "Votes within the range",
    ),
    "of": Phrase("من", "sur", "of"),
    "plans": Phrase("البرامج", "Programmes", "Plans"),
    "causes": Phrase("لماذا لم تتقدم البرامج؟", "Pourquoi rien n’avance", "Why"),
    "causes_lead": Phrase(
        "كل برنامج تحت السبب الذي يوقفه: ما ينقص، ومن يستطيع رفعه، ومنذ متى.",
        "Chaque programme sous la cause qui l’arrête\u00a0: ce qui manque, qui peut le débloquer "
        "et depuis quand.",
        "Each plan under the cause that stops it.",
    ),
    "no_cause": Phrase("لا يوجد برنامج متوقف.", "Aucun programme n’est arrêté.", "Nothing stuck."),
    "who": Phrase("من يستطيع رفع العائق", "Qui peut débloquer", "Who can unblock it"),
    "since": Phrase("منذ", "Depuis le", "Since"),
    "again": Phrase("ينظر فيه من جديد في", "Réexaminé le", "Looked at again on"),
    "when_reported": Phrase(
        "ينظر فيه فور التصريح", "Réexaminé dès qu’une déclaration arrive", "When reported"
    ),
    "holds": Phrase("ليس السبب", "N’est pas en cause", "Not the cause"),
    "see_plans": Phrase("عرض البرامج", "Voir les programmes", "See the plans"),
}


@cache
def forecast_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
