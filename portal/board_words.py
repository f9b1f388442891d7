"""The words of the public pages: the board, the list of plans, the page of one plan."""

from lifecycle.language import Phrase, all_said

BOARD_WORDS = {
    "board": Phrase("لوحة التتبع", "Tableau de suivi", "Board"),
    "board_lead": Phrase(
        "أين وصلت كل جماعة ترابية في إعداد برنامج انفتاحها وتنفيذه وتقييمه، جهة بجهة.",
        "Où en est chaque collectivité dans l’élaboration, la mise en œuvre et l’évaluation de son "
        "programme d’ouverture, région par région.",
        "Where each collectivity stands with its openness plan, region by region.",
    ),
    "about_ogp": Phrase(
        "تتبع برامج عمل الحكومة المنفتحة المحلية",
        "Suivi des plans d’action OGP Local",
        "Following the OGP Local action plans",
    ),
    "board_lead_ogp": Phrase(
        "أين وصل كل عضو من أعضاء شراكة الحكومة المنفتحة المحلية في برنامج عمله، جهة بجهة.",
        "Où en est chaque membre de l’OGP Local dans son plan d’action, région par région.",
        "Where each member of OGP Local stands with its action plan, region by region.",
    ),
    "tracks": Phrase("المسارات", "Parcours", "Tracks"),
    "other_plan": Phrase(
        "برنامج آخر للجماعة الترابية نفسها",
        "Autre plan de la même collectivité",
        "Another plan of the same collectivity",
    ),
    "board_caption": Phrase(
        "عدد البرامج حسب الجهة والمرحلة، مع عدد البرامج المتأخرة",
        "Nombre de programmes par région et par phase, et combien sont en retard",
        "Plans by region and stage, and how many are late",
    ),
    "scrolls": Phrase(
        "جدول يمكن تمريره جانبيا", "Tableau à faire défiler", "A table that scrolls sideways"
    ),
    "members": Phrase("برامج مفتوحة", "Programmes suivis", "Plans"),
    "late_members": Phrase("منها متأخرة", "Dont en retard", "Late"),
    "held_members": Phrase("معلقة أو منسحبة", "Suspendus ou retirés", "Suspended or withdrawn"),
    "done_members": Phrase("مكتملة", "Achevés", "Completed"),
    "whole": Phrase("المجموع", "Total", "Total"),
    "of_all": Phrase("كل المراحل", "Toutes les phases", "All stages"),
    "plans_title": Phrase("لائحة البرامج", "Liste des programmes", "List of plans"),
    "search": Phrase("بحث", "Rechercher", "Search"),
    "search_how": Phrase(
        "اسم بالعربية أو بالفرنسية، أو رمز، أو مرجع",
        "Nom en arabe ou en français, code ou référence",
        "A name in Arabic or French, a code or a reference",
    ),
    "filters": Phrase("تصفية البرامج", "Filtrer les programmes", "Filter the plans"),
    "cohort": Phrase("الفوج", "Cohorte", "Cohort"),
    "place_kind": Phrase("نوع الجماعة", "Niveau", "Kind of collectivity"),
    "session_waited": Phrase("الدورة المرتقبة", "Session attendue", "Session waited for"),
    "late_only": Phrase("المتأخرة فقط", "En retard seulement", "Late only"),
    "any_feminine": Phrase("الكل", "Toutes", "All"),
    "found": Phrase("عدد البرامج", "Programmes trouvés", "Plans found"),
    "none_found": Phrase(
        "لا يوجد برنامج بهذه المعايير.",
        "Aucun programme ne répond à ces critères.",
        "No plan answers to these filters.",
    ),
    "near": Phrase("هل تقصدون", "Vouliez-vous dire", "Did you mean"),
    "not_member": Phrase(
        "مسجلة في السجل الوطني وليس لها برنامج هنا.",
        "Inscrite au registre national, sans programme ici.",
        "In the national register, without a plan here.",
    ),
    "next_due": Phrase("الأجل القادم", "Prochaine échéance", "Next deadline"),
    "late_steps": Phrase("خطوات متأخرة", "Étapes en retard", "Late steps"),
    "no_reason": Phrase("لم ينشر أي سبب", "Aucun motif n’a été publié", "No reason was published"),
    "reason": Phrase("السبب المنشور", "Motif publié", "Published reason"),
    "see_board": Phrase("العودة إلى اللوحة", "Retour au tableau", "Back to the board"),
    "path": Phrase("موقع البرنامج في المسار", "Où en est le programme", "Where the plan stands"),
    "here": Phrase("المرحلة الحالية", "Phase actuelle", "The present stage"),
    "passed": Phrase("مرحلة منجزة", "Phase franchie", "A stage that was passed"),
    "programme": Phrase("محتوى البرنامج", "Contenu du programme", "What the programme promises"),
    "followed_up": Phrase(
        "التتبع والتقييم المشتركان", "Co-suivi et co-évaluation", "Co-monitoring and co-evaluation"
    ),
    "why": Phrase("لماذا لم يتقدم بعد", "Pourquoi il n’a pas avancé", "Why it has not advanced"),
    "nothing_against": Phrase(
        "كل الشروط متوفرة: ينتقل البرنامج عند المراجعة المقبلة.",
        "Toutes les conditions sont réunies\u00a0: le passage se fera au prochain contrôle.",
        "Everything is there: the next look moves the plan.",
    ),
    "no_way": Phrase(
        "لا يتقدم البرنامج من تلقاء نفسه من هذه المرحلة.",
        "Depuis cette phase, le programme n’avance pas de lui-même.",
        "From this stage the plan does not move by itself.",
    ),
    "followed": Phrase(
        "اكتملت هذه الدورة البرنامجية، وافتتحت الدورة الموالية.",
        "Ce cycle est achevé et le suivant est ouvert.",
        "This cycle is completed, and the next one is open.",
    ),
    "way_to": Phrase("للانتقال إلى", "Pour passer à", "To move to"),
    "unblocks": Phrase("الجهة المعنية بالتحرك", "Qui peut débloquer", "Who can unblock"),
    "waits_since": Phrase("منذ", "Depuis le", "Since"),
    "not_before": Phrase("ليس قبل", "Pas avant le", "Not before"),
    "steps_due": Phrase("الخطوات والآجال", "Étapes et échéances", "Steps and deadlines"),
    "earlier_steps": Phrase("الخطوات السابقة", "Étapes précédentes", "Earlier steps"),
    "no_open_step": Phrase(
        "لا توجد خطوة جارية.", "Aucune étape en cours.", "No step is under way."
    ),
    "acts": Phrase("الجهة المكلفة", "Qui agit", "Who acts"),
    "rule": Phrase("قاعدة الأجل", "Règle du délai", "The rule"),
    "moved_because": Phrase("سبب التغيير", "Raison du changement", "Why it moved"),
    "asked_until": Phrase(
        "طلب تمديد الأجل إلى غاية", "Délai demandé jusqu’au", "More time asked for, until"
    ),
    "outcome": Phrase("النتيجة", "Issue", "Outcome"),
    "again": Phrase("المرة", "Fois n°", "Time"),
    "timeline": Phrase("سجل البرنامج", "Historique du programme", "What happened"),
    "older": Phrase("ما سبق", "Plus ancien", "Earlier"),
    "recorded": Phrase("سجل في", "Enregistré le", "Recorded on"),
    "by": Phrase("من طرف", "Par", "By"),
    "new_due": Phrase("الأجل الجديد", "Nouvelle échéance", "New deadline"),
    "aims_at": Phrase("الدورة المستهدفة", "Session visée", "Session aimed at"),
    "evidence": Phrase("بصمة الإثبات", "Empreinte des pièces", "Digest of the evidence"),
    "source": Phrase("المصدر", "Source", "Source"),
    "from_to": Phrase("الانتقال", "Passage", "From and to"),
    "to_stage": Phrase("إلى", "à", "to"),
    "letters": Phrase("رسائل البرنامج", "Lettres du programme", "Letters of the plan"),
    "letters_caption": Phrase(
        "الرسائل: نوعها والمرسل إليه وتاريخها وحالة تسليمها",
        "Lettres\u00a0: type, destinataire, date et état de remise",
        "Letters: kind, role, date and delivery",
    ),
    "see_letters": Phrase("عرض كل الرسائل", "Voir toutes les lettres", "See every letter"),
    "no_letters": Phrase("لا توجد أي رسالة.", "Aucune lettre.", "No letter."),
    "role": Phrase("المرسل إليه", "Destinataire", "To"),
    "calendar": Phrase("اليوميات", "Agenda", "Calendar"),
    "calendar_of_place": Phrase(
        "آجال هذه الجماعة ودوراتها (iCalendar)",
        "Échéances et sessions de cette collectivité (iCalendar)",
        "Deadlines and sessions of this collectivity (iCalendar)",
    ),
    "calendar_of_region": Phrase(
        "آجال الجهة ودوراتها (iCalendar)",
        "Échéances et sessions de la région (iCalendar)",
        "Deadlines and sessions of the region (iCalendar)",
    ),
    "cycles": Phrase("دورات برنامجية أخرى", "Autres cycles", "Other cycles"),
    "cycle_number": Phrase("الدورة البرنامجية رقم", "Cycle n°", "Cycle"),
    "held_stage": Phrase("المرحلة قبل التوقف", "Phase avant l’arrêt", "Stage before the hold"),
}


def board_words(language: str) -> dict[str, str]:
    """Every word of the public pages in `ar` or `fr`."""
    return all_said(BOARD_WORDS, language)
