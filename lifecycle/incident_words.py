"""What each kind of incident is called, and what to do about it, in the three languages."""

from lifecycle.language import Phrase
from models.words import IncidentKind

INCIDENT_NAMES = {
    IncidentKind.CHECK_MISSED: Phrase(
        "لم تتم المراقبة اليومية للآجال",
        "Le contrôle quotidien des échéances n’a pas eu lieu",
        "The daily check of deadlines did not complete",
    ),
    IncidentKind.RUN_FAILED: Phrase(
        "توقفت عملية آلية قبل أن تكتمل",
        "Un traitement automatique s’est arrêté avant la fin",
        "A run failed or crashed",
    ),
    IncidentKind.LETTERS_PILED_UP: Phrase(
        "تتراكم رسائل كان يجب أن ترسل",
        "Des lettres qui devraient être parties s’accumulent",
        "Letters that should have left pile up",
    ),
    IncidentKind.RUN_STUCK: Phrase(
        "عملية آلية لا تنتهي",
        "Un traitement automatique ne se termine pas",
        "A run is still running after its time",
    ),
}
INCIDENT_ADVICE = {
    IncidentKind.CHECK_MISSED: Phrase(
        "تأكدوا من أن المحرك يشتغل، ثم أطلقوا العملية من لوحة القيادة: لن ترسل أي رسالة مرتين.",
        "Vérifiez que le moteur fonctionne, puis relancez le contrôle depuis le tableau de bord"
        "\u00a0: aucune lettre ne partira deux fois.",
        "Look whether the engine is up, then run check-deadlines: no letter is written twice.",
    ),
    IncidentKind.RUN_FAILED: Phrase(
        "اطلعوا على سجل العملية في لوحة القيادة. يمكن إعادة تشغيلها دون أي ضرر.",
        "Consultez le journal du traitement dans le tableau de bord. Il peut être relancé sans "
        "risque.",
        "Read the log of the run in the dashboard. It may be run again without harm.",
    ),
    IncidentKind.LETTERS_PILED_UP: Phrase(
        "تأكدوا من أن خادم البريد يجيب. لا تضيع أي رسالة: ترسل كلها حين يعود.",
        "Vérifiez que le serveur de messagerie répond. Aucune lettre n’est perdue\u00a0: toutes "
        "partiront à son retour.",
        "Look whether the mail server answers. No letter is lost: they leave when it is back.",
    ),
    IncidentKind.RUN_STUCK: Phrase(
        "ألغوا العملية من لوحة القيادة، ثم أعيدوا تشغيلها: لا يكتب أي شيء مرتين.",
        "Annulez le traitement dans le tableau de bord, puis relancez-le\u00a0: rien ne sera écrit "
        "deux fois.",
        "Cancel the run in the dashboard, then run it again: nothing is written twice.",
    ),
}
