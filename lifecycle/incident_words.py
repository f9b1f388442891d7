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
    IncidentKind.HISTORY_BROKEN: Phrase(
        "كشف التحقق خللا في سجل التاريخ",
        "La vérification a trouvé une anomalie dans l’historique",
        "The history does not hold",
    ),
    IncidentKind.DEADLINES_PASSED: Phrase(
        "انقضت آجال وقت توقف المحرك",
        "Des échéances sont passées pendant un arrêt du moteur",
        "Deadlines passed while the engine was off",
    ),
    IncidentKind.SEAL_LATE: Phrase(
        "تتأخر قيود عن أخذ مكانها في سجل التاريخ",
        "Des écritures tardent à entrer au journal de l’historique",
        "Entries wait too long for their place in the log",
    ),
    IncidentKind.RECORD_BROKEN: Phrase(
        "برامج تعذرت قراءتها",
        "Des plans n’ont pas pu être lus",
        "Plans could not be looked at",
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
    IncidentKind.HISTORY_BROKEN: Phrase(
        "لا تصلحوا ولا تحذفوا أي شيء. احفظوا نسخة من قاعدة البيانات ومن مجلد السجل كما هما، ثم "
        "أطلقوا infitah audit verify لمعرفة كل ما لا يطابق. وعلى المكلفين بالافتحاص أن يحتفظوا "
        "برسائلهم، وأن يراقبوا ملفا مصدرا من السجل بنقط المراقبة التي بحوزتهم.",
        "Ne réparez et ne supprimez rien. Gardez une copie de la base et du dossier du journal "
        "tels quels, puis lancez infitah audit verify, qui nomme tout ce qui ne concorde pas. Qui "
        "audite garde ses lettres et contrôle un export avec les points de contrôle qu’il détient.",
        "Mend and delete nothing. Copy the database and the log's folder as they are, then run "
        "`infitah audit verify`: it names all that does not hold. Auditors keep their letters and "
        "check an export against the checkpoints that they hold.",
    ),
    IncidentKind.DEADLINES_PASSED: Phrase(
        "لم يذكر أحد بهذه الآجال في تلك الأيام، والخطأ ليس خطأ الجماعات. يعرض infitah doctor كل "
        "برنامج وكل محطة: امنحوا أجلا إضافيا حيث يلزم، من صفحة البرنامج أو بالأمر "
        "infitah whatif time.",
        "Personne n’a été averti de ces échéances ces jours-là, et les collectivités n’y sont pour "
        "rien. infitah doctor nomme chaque plan et chaque étape\u00a0: accordez un délai là où il "
        "le faut, sur la page du plan ou par infitah whatif time.",
        "Nobody was reminded on those days, and the collectivities are not to blame. `infitah "
        "doctor` names each plan and step: give time back where it is due, on the plan's page or "
        "by `infitah whatif time DAYS --step STEP --plan REFERENCE`.",
    ),
    IncidentKind.SEAL_LATE: Phrase(
        "تأكدوا من أن عملية الختم تشتغل (infitah audit seal --every 20)، ثم أطلقوا seal-history من "
        "لوحة القيادة: تأخذ القيود المنتظرة مكانها، ولا يضيع أي قيد.",
        "Vérifiez que le scellement tourne (infitah audit seal --every 20), puis relancez "
        "seal-history depuis le tableau de bord\u00a0: les écritures en attente prendront leur "
        "place, aucune n’est perdue.",
        "Look whether `infitah audit seal --every 20` is up, then run seal-history: the entries "
        "that wait get their place, and none is lost.",
    ),
    IncidentKind.RECORD_BROKEN: Phrase(
        "لم تتوقف البرامج الأخرى. يذكر سجل الحوادث البرامج المعنية والسبب: أطلقوا infitah audit "
        "verify لمعرفة ما تغير. ما أن تصلح المعطيات حتى تستأنف البرامج مسارها في العملية الموالية.",
        "Les autres plans ont continué. L’incident nomme les plans concernés et la cause : "
        "lancez infitah audit verify pour voir ce qui a changé. Une fois la donnée corrigée, le "
        "prochain passage les reprend.",
        "The other plans went on. The incident names those concerned and the cause: run `infitah "
        "audit verify` to see what was changed. Once it is mended the next run takes them up.",
    ),
}
