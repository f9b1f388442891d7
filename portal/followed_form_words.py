"""The words of the forms and pages of rounds and evaluations, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language
from notifications.followed_words import FOLLOWED_WORDS

WORDS = {
    "report_progress": Phrase(
        "التصريح بتقدم الأنشطة", "Dire où en sont les activités", "Say where activities stand"
    ),
    "progress_lead": Phrase(
        "اختاروا مشروعا، وصرحوا بوضعية كل نشاط من أنشطته وبقيم مؤشراته. ويمكن التعديل إلى أن "
        "تختتم الجولة.",
        "Choisissez un projet et dites où en est chacune de ses activités, avec les valeurs de ses "
        "indicateurs. Tout reste modifiable jusqu’à la clôture du cycle.",
        "Choose a project, say where each of its activities stands and what its indicators are "
        "worth. All of it can be changed until the round closes.",
    ),
    "reported_of": Phrase(
        "صرح بـ {some} من {all}", "{some} sur {all} communiquées", "{some} of {all} reported"
    ),
    "saved": Phrase(
        "تم تسجيل المشروع {code}.", "Le projet {code} est enregistré.", "{code} saved."
    ),
    "indicators": Phrase("المؤشرات", "Indicateurs", "Indicators"),
    "evidence_link": Phrase("رابط الإثبات", "Lien de la preuve", "Link to the evidence"),
    "value": Phrase("القيمة المحققة", "Valeur atteinte", "Value"),
    "measured_on": Phrase("تاريخ القياس", "Mesurée le", "Measured on"),
    "target": Phrase("الهدف", "Cible", "Target"),
    "choose": Phrase("– اختاروا –", "– choisir –", "– choose –"),
    "back": Phrase("كل المشاريع", "Tous les projets", "All projects"),
    "round_paper": Phrase(
        "تقرير الجولة في صفحة واحدة (PDF)",
        "Le rapport du cycle en une page (PDF)",
        "The report of the round, one page (PDF)",
    ),
    "evaluation_paper": Phrase(
        "تقرير التقييم (PDF)", "Le rapport d’évaluation (PDF)", "The evaluation (PDF)"
    ),
    "rate": Phrase("تقييم المشاريع", "Apprécier les projets", "Rate the projects"),
    "rate_lead": Phrase(
        "اختاروا درجة إنجاز كل مشروع، مع ما تحقق منه.",
        "Pour chaque projet, choisissez un niveau et dites ce qui a été réalisé.",
        "For each project, choose a level and say what was achieved.",
    ),
    "achieved": Phrase("ما تحقق", "Ce qui a été réalisé", "What was achieved"),
    "author_asked": Phrase(
        "الجهة التي تقيم (مؤسسة أو لجنة، دون أسماء أشخاص)",
        "Qui apprécie (un organisme ou un comité, aucun nom de personne)",
        "Who rates (a body, no person's name)",
    ),
    "followed": Phrase(
        "التتبع والتقييم المشتركان", "Co-suivi et co-évaluation", "Co-monitoring and co-evaluation"
    ),
    "no_round": Phrase(
        "لم تفتح أي جولة للتتبع المشترك بعد.",
        "Aucun cycle de co-suivi n’a encore été ouvert.",
        "No round of co-monitoring was opened yet.",
    ),
    "no_content": Phrase(
        "لم يودع محتوى البرنامج: لا يمكن تتبع أنشطته.",
        "Le contenu du programme n’a pas été déposé\u00a0: ses activités ne peuvent être suivies.",
        "The content of the programme was not filed: its activities cannot be followed.",
    ),
    "counts_only": Phrase(
        "تعرض هذه الصفحة الأعداد وحدها: ما يكتبه الأشخاص يوجد في التقارير المسلمة للجنة.",
        "Cette page ne montre que des nombres\u00a0: ce que chacun écrit figure dans les rapports "
        "remis au comité.",
        "This page shows numbers only: what people write stands in the reports for the committee.",
    ),
    "why_missing": Phrase(
        "{name}: اذكروا السبب.", "{name}\u00a0: dites pourquoi.", "{name}: say why."
    ),
    "no_number": Phrase(
        "{name}: ليس عددا.", "{name}\u00a0: ce n’est pas un nombre.", "{name}: not a number."
    ),
    "no_date": Phrase(
        "{name}: اكتبوا تاريخا كاملا مضى.",
        "{name}\u00a0: écrivez une date entière, passée.",
        "{name}: write a whole date that has passed.",
    ),
    "no_link": Phrase(
        "{name}: يجب أن يبدأ الرابط بـ https://",
        "{name}\u00a0: le lien doit commencer par https://",
        "{name}: the link must start with https://",
    ),
    "no_author": Phrase("اكتبوا الجهة التي تقيم.", "Écrivez qui apprécie.", "Write who rates."),
    "nothing_rated": Phrase(
        "لم تختاروا أي درجة.", "Aucun niveau n’est choisi.", "No level was chosen."
    ),
}


@cache
def followed_form_words(language: Language) -> dict[str, str]:
    """These words, and those of the papers, in Arabic or French."""
    every = FOLLOWED_WORDS | WORDS
    return all_said(every, language)


def told_word(key: str, **told: object) -> Phrase:
    """One of these words with its blanks filled in, in every language."""
    one = WORDS[key]
    return Phrase(one.ar.format(**told), one.fr.format(**told), one.en.format(**told))
