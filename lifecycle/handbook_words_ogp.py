"""What the handbook of OGP Local says in other words: its title, and the sources of its rules."""

from lifecycle.language import Phrase

OGP_TITLE = Phrase(
    "مسار برنامج عمل الحكومة المنفتحة المحلية، الصيغة",
    "Le parcours d’un plan d’action OGP Local, version",
    "The pathway of an OGP Local action plan, version",
)

OGP_SOURCES = {
    "OGP Local Handbook (its time limits not read); programme policy": Phrase(
        "دليل شراكة الحكومة المنفتحة المحلية (لم يطلع على آجاله)؛ اختيار تدبيري للبرنامج",
        "manuel OGP Local (délais non lus)\u00a0; choix de gestion du programme",
        "OGP Local Handbook (its time limits not read); programme policy",
    ),
    "OGP, form of the inception assessment (handbook, section 3.5.1)": Phrase(
        "شراكة الحكومة المنفتحة، استمارة التقييم الأولي (الدليل، الفقرة 3.5.1)",
        "OGP, formulaire d’évaluation initiale (manuel, section 3.5.1)",
        "OGP, form of the inception assessment (handbook, section 3.5.1)",
    ),
    "OGP, form of the end-of-commitment assessment (handbook, section 3.5.2)": Phrase(
        "شراكة الحكومة المنفتحة، استمارة تقييم نهاية الالتزام (الدليل، الفقرة 3.5.2)",
        "OGP, formulaire d’évaluation de fin d’engagement (manuel, section 3.5.2)",
        "OGP, form of the end-of-commitment assessment (handbook, section 3.5.2)",
    ),
    "OGP, form of the inception assessment: news every four months at least": Phrase(
        "شراكة الحكومة المنفتحة، استمارة التقييم الأولي: نشر المستجدات كل أربعة أشهر على الأقل",
        "OGP, formulaire d’évaluation initiale\u00a0: publication tous les quatre mois au moins",
        "OGP, form of the inception assessment: news every four months at least",
    ),
    "end of the action plan as submitted to OGP": Phrase(
        "نهاية برنامج العمل كما قدم إلى شراكة الحكومة المنفتحة",
        "fin du plan d’action tel que déposé auprès de l’OGP",
        "end of the action plan as submitted to OGP",
    ),
}
