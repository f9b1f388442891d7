"""The words of the auditor's home and of the checkpoints' page, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language
from portal.look_back_words import WORDS as LOOK_BACK

WORDS = {name: LOOK_BACK[name] for name in ("as_of", "count")} | {
    "audit": Phrase("الافتحاص", "Audit", "Audit"),
    "lead": Phrase(
        "كل ما وقع مسجل في سلسلة لا يمكن تغييرها دون أن يظهر ذلك. هنا تبحثون فيها، وتأخذون ما "
        "يثبتها لتفحصوه بأنفسكم.",
        "Tout ce qui s’est passé est consigné dans une chaîne qu’on ne peut modifier sans que cela "
        "se voie. Ici, on la consulte et on emporte de quoi la vérifier soi-même.",
        "All that happened stands in a chain that nobody changes unseen.",
    ),
    "entries": Phrase("قيود السجل", "Entrées de l’historique", "Entries"),
    "deadlines": Phrase("تغييرات الآجال", "Échéances modifiées", "Moved deadlines"),
    "checkpoints": Phrase("نقط المراقبة الموقعة", "Points de contrôle signés", "Checkpoints"),
    "count_entries": Phrase("القيود", "Entrées", "Entries"),
    "count_sealed": Phrase("المختومة", "Scellées", "Sealed"),
    "count_waiting": Phrase("في انتظار مكانها", "En attente de leur place", "Waiting"),
    "longest": Phrase("أطول انتظار", "Plus longue attente", "Longest wait"),
    "seconds": Phrase("ثانية", "s", "s"),
    "promise": Phrase(
        "الالتزام: 60 ثانية على الأكثر.", "Engagement\u00a0: 60 s au plus.", "Promised: 60 s."
    ),
    "late": Phrase("الالتزام غير محترم", "Engagement non tenu", "The promise is broken"),
    "newest": Phrase("آخر نقطة مراقبة", "Dernier point de contrôle", "Newest checkpoint"),
    "none_yet": Phrase("لا توجد بعد.", "Aucun encore.", "None yet."),
    "size": Phrase("عدد القيود المشمولة", "Entrées couvertes", "Entries covered"),
    "signed_at": Phrase("وقعت في", "Signé le", "Signed"),
    "root": Phrase("الجذر", "Racine", "Root"),
    "note": Phrase("تنزيل النص الموقع", "Télécharger la note signée", "The signed note"),
    "verifier_keys": Phrase("مفاتيح التحقق", "Clés de vérification", "Verifier keys"),
    "keys_how": Phrase(
        "قارنوها بالمفتاح الذي سلم لكم بطريق آخر: يكفي الأول، وكل مفتاح يشهد لما بعده.",
        "À comparer avec la clé qui vous a été remise par une autre voie\u00a0: la première "
        "suffit, chacune répond de la suivante.",
        "Compare with the key you were given in another way: the first is enough.",
    ),
    "no_keys": Phrase(
        "مجلد السجل ليس في متناول هذا الخادم، أو لم يوقع شيء بعد: اطلبوا المفتاح من الإدارة.",
        "Le dossier du registre n’est pas accessible depuis ce serveur, ou rien n’est encore "
        "signé\u00a0: demandez la clé à l’administration.",
        "The log's folder cannot be read here, or nothing was signed: ask for the key.",
    ),
    "verification": Phrase("آخر تحقق شامل", "Dernière vérification complète", "Verification"),
    "not_yet": Phrase("لم يجر بعد أي تحقق.", "Pas encore de vérification.", "Not yet."),
    "holds": Phrase("السجل سليم", "L’historique tient", "The history holds"),
    "does_not_hold": Phrase("وجدت اختلالات", "Des anomalies ont été trouvées", "It does not hold"),
    "findings": Phrase("الاختلالات", "Anomalies", "Findings"),
    "verified_at": Phrase("أجري في", "Effectuée le", "Done on"),
    "looked_at": Phrase("القيود المفحوصة", "Entrées examinées", "Entries looked at"),
    "covered": Phrase("المشمولة بتوقيع", "Couvertes par une signature", "Under a signature"),
    "yourself": Phrase("للتحقق بأنفسكم", "Vérifier soi-même", "Check it yourself"),
    "yourself_how": Phrase(
        "برنامج من ملف واحد، لا يحتاج إلا إلى بايثون، دون اتصال بالشبكة:",
        "Un programme d’un seul fichier, qui ne demande que Python, hors connexion\u00a0:",
        "A program of one file that needs Python only, offline:",
    ),
    "get_verifier": Phrase("تنزيل برنامج التحقق", "Télécharger le vérificateur", "The verifier"),
    "witness": Phrase(
        "في متناول الجميع دون تسجيل: آخر نقطة مراقبة وبصمات السجل (C2SP tlog\u2011tiles).",
        "Sans compte, pour les témoins\u00a0: le dernier point de contrôle et les empreintes du "
        "registre (C2SP tlog-tiles).",
        "For witnesses, without an account: the newest checkpoint and the hashes.",
    ),
    "checkpoints_lead": Phrase(
        "كل نقطة تقول كم قيدا كان في السجل وما كان جذره. احتفظوا بواحدة: بها تتحققون لاحقا أن ما "
        "قبلها لم يتغير.",
        "Chaque point dit combien d’entrées comptait le registre et quelle était sa racine. "
        "Gardez-en un\u00a0: il permettra de vérifier plus tard que rien d’antérieur n’a changé.",
        "Each says how long the log was and what its root was.",
    ),
    "consistency": Phrase(
        "إثبات أن السجل لم يزد إلا طولا",
        "Prouver que le registre n’a fait que croître",
        "Prove that the log only grew",
    ),
    "consistency_how": Phrase(
        "بين نقطتين من اللائحة: إثبات الاتساق (RFC 6962) في الصيغة التي يتسلمها الشهود (C2SP "
        "tlog\u2011witness).",
        "Entre deux points de la liste\u00a0: la preuve de cohérence (RFC 6962), dans la forme que "
        "reçoivent les témoins (C2SP tlog-witness).",
        "Between two of the list: the consistency proof in the form of C2SP tlog-witness.",
    ),
    "old": Phrase("عدد القيود الأقدم", "Nombre d’entrées, le plus ancien", "Older size"),
    "new": Phrase("عدد القيود الأحدث", "Nombre d’entrées, le plus récent", "Newer size"),
    "get_consistency": Phrase("تنزيل الإثبات", "Télécharger la preuve", "Download the proof"),
    "no_such_sizes": Phrase(
        "لا توجد نقطتا مراقبة بهذين العددين، الأقدم ثم الأحدث.",
        "Il n’y a pas de points de contrôle de ces tailles, l’ancien avant le récent.",
        "There are no checkpoints of these sizes.",
    ),
    "was_changed": Phrase(
        "لا إثبات: السجل لا يؤدي إلى الجذرين الموقعين. لقد غير.",
        "Aucune preuve\u00a0: le registre ne mène pas aux racines signées. Il a été modifié.",
        "No proof: the log does not lead to the roots that were signed.",
    ),
    "older": Phrase("الأقدم", "Plus anciens", "Older"),
    "back_to_newest": Phrase("العودة إلى الأحدث", "Revenir aux plus récents", "Newest"),
}


@cache
def audit_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
