"""The words of the pages that look back, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "as_of": Phrase("الوضع في تاريخ معين", "Situation à une date", "As of a date"),
    "as_of_lead": Phrase(
        "كيف كانت البرامج في تاريخ ما، حسب ما كان معروفا في تاريخ آخر. قد يقع الأمر في يوم ولا "
        "يسجل إلا بعد أسابيع: لذلك لكل سؤال تاريخان.",
        "Où en étaient les programmes à une date, d’après ce que l’on savait à une autre. Un fait "
        "peut n’être enregistré que des semaines plus tard\u00a0: chaque question a donc deux "
        "dates.",
        "How plans stood on a date, as it was known on another.",
    ),
    "count": Phrase("الأعداد وما يؤلفها", "Les totaux et ce qui les compose", "Counts"),
    "count_lead": Phrase(
        "عدد الأعضاء والبرامج في تاريخ ما، ووراء كل عدد البرامج التي تؤلفه والقيد الذي يضع كلا "
        "منها هناك.",
        "Le nombre de membres et de programmes à une date, et derrière chaque nombre les "
        "programmes qui le composent, avec l’entrée de l’historique qui y place chacun.",
        "Members and plans on a date, and the records behind each number.",
    ),
    "true_on": Phrase("الوضع بتاريخ", "Situation au", "True on"),
    "known_on": Phrase("حسب المعروف إلى غاية", "Connue au", "As known on"),
    "as_known": Phrase("، حسب المعروف إلى غاية", ", connue au", ", as known on"),
    "show": Phrase("عرض", "Afficher", "Show"),
    "no_date": Phrase("ليس تاريخا صحيحا.", "Ce n’est pas une date valable.", "This is not a date."),
    "not_yet": Phrase(
        "هذا التاريخ في المستقبل: السجل لا يحكي إلا ما كان.",
        "Cette date est à venir\u00a0: l’historique ne dit que ce qui fut.",
        "This date is to come: the history tells only of what was.",
    ),
    "any_cohort": Phrase("كل الأفواج", "Toutes les cohortes", "All cohorts"),
    "cohort": Phrase("الفوج", "Cohorte", "Cohort"),
    "kind": Phrase("نوع الجماعة الترابية", "Type de collectivité", "Kind"),
    "only_late": Phrase("المتأخرة فقط", "En retard seulement", "Only the late"),
    "late_steps": Phrase("خطوات متأخرة", "Étapes en retard", "Late steps"),
    "told_by": Phrase("عدد القيود التي تثبت ذلك", "Entrées à l’appui", "Told by entries"),
    "nobody": Phrase(
        "لم يكن أي برنامج موجودا أو معروفا حينها.",
        "Aucun programme n’existait, ou n’était connu, à ce moment.",
        "No plan existed or was known then.",
    ),
    "nothing": Phrase(
        "لا يوجد برنامج بهذه المعايير.",
        "Aucun programme ne répond à ces critères.",
        "No plan answers to these filters.",
    ),
    "not_then": Phrase(
        "لم يكن هذا البرنامج موجودا أو معروفا حينها.",
        "Ce programme n’existait pas, ou n’était pas connu, à ce moment.",
        "This plan did not exist or was not known then.",
    ),
    "plan_now": Phrase("البرنامج اليوم", "Le programme aujourd’hui", "The plan today"),
    "entries": Phrase("القيود التي تثبت ذلك", "Les entrées qui le disent", "The entries"),
    "entry": Phrase("القيد", "Entrée", "Entry"),
    "proof": Phrase("القيد وإثباته", "L’entrée et sa preuve", "The entry and its proof"),
    "recorded": Phrase("سجل في", "Enregistré le", "Recorded on"),
    "opened": Phrase("فتحت في", "Ouverte le", "Opened on"),
    "members": Phrase("الأعضاء", "Membres", "Members"),
    "left": Phrase("غادروا", "Partis", "Left"),
    "plans": Phrase("البرامج", "Programmes", "Plans"),
    "by": Phrase("العد حسب", "Compter par", "Count by"),
    "records": Phrase("ما يؤلف هذا العدد", "Ce qui compose ce nombre", "The records"),
    "earlier_cycle": Phrase("دورة سابقة", "Cycle antérieur", "Earlier cycle"),
    "against": Phrase("مقارنة بالوضع بتاريخ", "Comparer à la situation au", "Against"),
    "against_known": Phrase(
        "مقارنة بالمعروف إلى غاية", "Comparer à celle connue au", "Against what was known on"
    ),
    "why_differ": Phrase("لماذا يختلف العددان؟", "Pourquoi les deux totaux diffèrent", "Why"),
    "no_difference": Phrase(
        "نفس الأعضاء، محسوبون في نفس الخانات.",
        "Les mêmes membres, comptés aux mêmes endroits.",
        "The same members, counted in the same places.",
    ),
    "came": Phrase("أضيف", "En plus", "Came"),
    "went": Phrase("نقص", "En moins", "Went"),
    "moved": Phrase("تغيرت خانته", "Compté ailleurs", "Moved"),
    "here": Phrase("المعروض", "Affiché", "Shown"),
    "there": Phrase("المقارن به", "Comparé à", "Compared with"),
}


@cache
def look_back_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
