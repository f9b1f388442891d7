"""The words of the plots, in Arabic and in French; English is for the command line."""

from collections.abc import Iterable

from lifecycle.language import Phrase

PLOT_WORDS = {
    "stages": Phrase("الأعضاء حسب المرحلة", "Les membres par phase", "Members by stage"),
    "stages_alt": Phrase(
        "مساحات متراكمة: عدد الأعضاء في كل مرحلة شهرا بعد شهر. يوم {on}: {said}.",
        "Aires empilées\u00a0: les membres dans chaque phase, mois après mois. Au {on}\u00a0: "
        "{said}.",
        "Stacked areas: members in each stage, month after month. On {on}: {said}.",
    ),
    "lateness": Phrase("التأخر حسب الجهة", "Les retards par région", "Lateness by region"),
    "lateness_alt": Phrase(
        "أعمدة أفقية: عدد الأعضاء في كل جهة، ومن لهم خطوة متأخرة. يوم {on}: {said}.",
        "Barres\u00a0: les membres de chaque région, et ceux dont une étape est en retard. Au "
        "{on}\u00a0: {said}.",
        "Bars: members of each region, and those with a late step. On {on}: {said}.",
    ),
    "calendar": Phrase("{name}: أين وصلت", "{name}\u00a0: où en est-elle", "{name}: where it is"),
    "calendar_alt": Phrase(
        "مخطط زمني: فترات الدورة {cycle} من جدول الفوج، وأجل كل خطوة ونسبة البرامج التي أتمتها. "
        "خط عمودي يشير إلى يوم {on}. {said}.",
        "Diagramme de Gantt\u00a0: les périodes du cycle {cycle} du calendrier, chaque étape et la "
        "part des programmes qui l’ont réglée. Un trait vertical marque le {on}. {said}.",
        "Gantt: the windows of cycle {cycle}, each step and the share of plans that settled it. "
        "A line marks {on}. {said}.",
    ),
    "on_time": Phrase("بلا تأخر", "À jour", "On time"),
    "late": Phrase("خطوة متأخرة", "Étape en retard", "A late step"),
    "late_of": Phrase("متأخر: {late} من {all}", "{late} en retard sur {all}", "{late} of {all}"),
    "nobody_late": Phrase("لا أحد متأخر", "personne n’est en retard", "nobody is late"),
    "today": Phrase("اليوم", "Aujourd’hui", "Today"),
    "window": Phrase("فترة من الجدول", "Période du calendrier", "Window of the calendar"),
    "foreseen": Phrase("مدة الخطوة", "Durée de l’étape", "From opening to deadline"),
    "settled": Phrase("نسبة الإنجاز", "Part réglée", "Share that settled it"),
    "settled_of": Phrase("أنجز {done} من {all}", "{done} sur {all} réglées", "{done} of {all}"),
    "nothing": Phrase("لا شيء بعد", "rien pour l’instant", "nothing yet"),
    "month": Phrase("إلى غاية", "Au", "On"),
    "region": Phrase("الجهة", "Région", "Region"),
    "members": Phrase("الأعضاء", "Membres", "Members"),
    "late_members": Phrase("المتأخرون", "En retard", "Late"),
    "step": Phrase("الخطوة أو الفترة", "Étape ou période", "Step or window"),
    "from": Phrase("من", "Du", "From"),
    "until": Phrase("إلى", "Au", "Until"),
    "done": Phrase("الإنجاز", "Réglée", "Settled"),
    "orientation": Phrase("لقاءات تواصلية", "Rencontres de communication", "Orientation"),
    "training": Phrase("الورشة التكوينية", "Formation", "Training"),
    "first_workshops": Phrase("الورشات الأولى", "Premiers ateliers", "First workshops"),
    "second_workshops": Phrase("الورشات الثانية", "Deuxièmes ateliers", "Second workshops"),
    "implementation": Phrase("مدة التنفيذ", "Mise en œuvre", "Implementation"),
}


def plot_word(word: str, language: str, /, **facts: object) -> str:
    """One word of the plots in `ar` or `fr`, with its facts in place."""
    said = PLOT_WORDS[word].said_in(language)
    return said.format(**facts) if facts else said


def listed(said: Iterable[str], language: str) -> str:
    """What is said, one after the other; that there is nothing when nothing is said."""
    comma = "، " if language == "ar" else ", "
    return comma.join(said) or plot_word("nothing", language)
