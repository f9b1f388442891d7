"""What a forecast says, in Arabic, French and English."""

from lifecycle.forecast import PlanForecast
from lifecycle.language import Phrase
from lifecycle.paces import Basis, Pace
from lifecycle.pathway_words import STEP_NAMES
from models.words import Outlook

OUTLOOK_NAMES = {
    Outlook.ON_TRACK: Phrase("في الموعد", "Dans les temps", "on track"),
    Outlook.AT_RISK: Phrase("مهدد بالتأخر", "Menacé", "at risk"),
    Outlook.WILL_MISS: Phrase("سيفوت الدورة", "Manquera la session", "will miss"),
}
OUTLOOK_MEANS = {
    Outlook.ON_TRACK: Phrase(
        "يدرك الدورة المستهدفة حتى بوتيرة بطيئة.",
        "Atteint la session visée même à un rythme lent.",
        "It makes the session it aims at even at a slow pace.",
    ),
    Outlook.AT_RISK: Phrase(
        "لا يدرك الدورة المستهدفة إلا إذا كانت الوتيرة أسرع من البطيئة.",
        "N’atteint la session visée que si le rythme n’est pas lent.",
        "It makes the session it aims at only if its pace is not a slow one.",
    ),
    Outlook.WILL_MISS: Phrase(
        "لا يدرك الدورة المستهدفة حتى بأسرع وتيرة.",
        "N’atteint pas la session visée, même au plus vite.",
        "It does not make the session it aims at, not even at the quickest.",
    ),
}
PACE_NAMES = {
    Pace.QUICKEST: Phrase("أسرع وتيرة", "Au plus vite", "quickest"),
    Pace.USUAL: Phrase("الوتيرة المعتادة", "Rythme habituel", "usual pace"),
    Pace.SLOW: Phrase("وتيرة بطيئة", "Rythme lent", "slow pace"),
}
BASIS_NAMES = {
    Basis.COHORT: Phrase("ما لوحظ في الفوج", "observé dans la cohorte", "seen in the cohort"),
    Basis.NETWORK: Phrase("ما لوحظ في الشبكة", "observé dans le réseau", "seen in the network"),
    Basis.TABLE: Phrase("آجال الجدول", "délais du tableau", "the table’s time limits"),
}


def held_up_by(told: PlanForecast) -> Phrase | None:
    """The name of the step that is foreseen to end too late; None when none is."""
    return STEP_NAMES[told.holding] if told.holding else None
