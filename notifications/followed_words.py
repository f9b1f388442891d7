"""The words of a round's report and of an evaluation, on paper and on pages."""

from lifecycle.language import Phrase

FOLLOWED_WORDS = {
    "round": Phrase("جولة التتبع المشترك رقم {n}", "Cycle de co-suivi n° {n}", "Round {n}"),
    "rounds": Phrase("جولات التتبع المشترك", "Cycles de co-suivi", "Rounds of co-monitoring"),
    "round_title": Phrase(
        "تقرير جولة التتبع المشترك رقم {n}",
        "Rapport du cycle de co-suivi n° {n}",
        "Report of the monitoring round {n}",
    ),
    "evaluation_title": Phrase(
        "تقرير التقييم المشترك", "Rapport de co-évaluation", "Co-evaluation report"
    ),
    "reference": Phrase("المرجع", "Référence", "Reference"),
    "opened": Phrase("افتتحت في", "Ouvert le", "Opened on"),
    "due": Phrase("أجل التقرير", "Rapport attendu le", "Report due on"),
    "reported": Phrase("تاريخ التقرير", "Rapport remis le", "Reported on"),
    "not_reported_yet": Phrase("لم يودع بعد", "pas encore remis", "not reported yet"),
    "late_by": Phrase("بتأخر {n} يوما", "{n} jours de retard", "{n} days late"),
    "closed": Phrase("اختتمت الجولة.", "Le cycle est clos.", "The round is closed."),
    "not_closed": Phrase("الجولة مفتوحة.", "Le cycle est ouvert.", "The round is open."),
    "by_axis": Phrase("حسب المحاور", "Par axe", "By axis"),
    "by_principle": Phrase("حسب المبادئ", "Par principe", "By principle"),
    "axis": Phrase("المحور", "Axe", "Axis"),
    "principle": Phrase("المبدأ", "Principe", "Principle"),
    "all": Phrase("المجموع", "Total", "All"),
    "projects": Phrase("المشاريع", "Projets", "Projects"),
    "activities": Phrase("الأنشطة", "Activités", "Activities"),
    "done": Phrase("منجزة", "Achevées", "Done"),
    "under_way": Phrase("قيد الإنجاز", "En cours", "Under way"),
    "delayed": Phrase("متأخرة", "En retard", "Delayed"),
    "dropped": Phrase("متخلى عنها", "Abandons", "Dropped"),
    "not_started": Phrase("لم تنطلق", "À lancer", "Not started"),
    "unreported": Phrase("غير مصرح بها", "Sans donnée", "Not reported"),
    "met": Phrase("أهداف بلغت", "Cibles atteintes", "Targets met"),
    "met_of": Phrase("{met} من {all}", "{met} sur {all}", "{met} of {all}"),
    "late": Phrase("ما تأخر أو تخلي عنه", "Retards et abandons", "Delays and what was dropped"),
    "none_late": Phrase(
        "لا نشاط متأخر ولا متخلى عنه.",
        "Aucune activité en retard ou abandonnée.",
        "No activity is delayed or dropped.",
    ),
    "more_late": Phrase(
        "و{n} أخرى: انظروا صفحة البرنامج.",
        "et {n} autres\u00a0: voir la page du programme.",
        "and {n} more: see the programme’s page.",
    ),
    "activity": Phrase("النشاط", "Activité", "Activity"),
    "status": Phrase("الوضعية", "État", "Status"),
    "reason": Phrase("السبب", "Raison", "Reason"),
    "next_step": Phrase("الخطوة الموالية", "Prochaine étape", "Next step"),
    "opinions": Phrase(
        "رأي لجنة التتبع والمجتمع المدني",
        "Avis du comité de suivi et de la société civile",
        "Opinions of the committee and of civil society",
    ),
    "committee": Phrase("لجنة التتبع", "Comité de suivi", "Follow-up committee"),
    "civil_society": Phrase("المجتمع المدني", "Société civile", "Civil society"),
    "not_asked": Phrase("لم يطلب رأيه بعد", "pas encore consultée", "not asked yet"),
    "waits": Phrase("ينتظر رأيه إلى غاية {on}", "avis attendu le {on}", "expected by {on}"),
    "silent": Phrase(
        "لم يبد رأيا إلى غاية {on}", "n’a pas répondu au {on}", "did not answer by {on}"
    ),
    "meeting": Phrase("اجتماع اللجنة", "Réunion du comité", "Meeting of the committee"),
    "present_of": Phrase(
        "{present} حاضرا، منهم {civil} من المجتمع المدني",
        "{present} présents, dont {civil} de la société civile",
        "{present} present, of whom {civil} of civil society",
    ),
    "promised": Phrase("الالتزام والإنجاز", "Promis et réalisé", "Promised and achieved"),
    "views": Phrase(
        "درجة إنجاز المشاريع", "Niveau de réalisation des projets", "Completion of the projects"
    ),
    "view": Phrase("المقيم", "Évaluation", "View"),
    "author": Phrase("الجهة", "Auteur", "Author"),
    "lessons": Phrase("الدروس المستخلصة", "Enseignements", "Lessons"),
    "not_rated": Phrase("دون تقييم", "non noté", "not rated"),
    "not_filed": Phrase("لم يودع بعد", "pas encore déposée", "not filed yet"),
    "project": Phrase("المشروع", "Projet", "Project"),
    "scale": Phrase(
        "السلم: المستويات الخمسة لآلية التقارير المستقلة لشراكة الحكومة المنفتحة. يبقى التقدير "
        "المستقل منفصلا عن تقييم الجماعة ولجنتها.",
        "Échelle\u00a0: les cinq niveaux du mécanisme d’évaluation indépendant (IRM) du "
        "Partenariat pour un gouvernement ouvert. L’appréciation indépendante reste distincte de "
        "celles de la collectivité et de son comité.",
        "Scale: the five levels of the Independent Reporting Mechanism of the Open Government "
        "Partnership. The independent rating is kept apart from the other two.",
    ),
    "illustrative": Phrase(
        "برنامج توضيحي: لا يعكس وقائع.",
        "Programme illustratif\u00a0: il ne rend compte d’aucun fait.",
        "An illustration: it tells no facts.",
    ),
}


def followed_word(key: str, language: str, **told: object) -> str:
    """One of these words in ar, fr or en, with its blanks filled in."""
    return FOLLOWED_WORDS[key].said_in(language).format(**told)
