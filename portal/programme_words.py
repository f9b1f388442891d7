"""The words of the pages of a programme's content, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "programme": Phrase("محتوى البرنامج", "Contenu du programme", "What the programme promises"),
    "axes": Phrase("المحاور", "Axes", "Axes"),
    "projects": Phrase("المشاريع", "Projets", "Projects"),
    "activities": Phrase("الأنشطة", "Activités", "Activities"),
    "indicators": Phrase("المؤشرات", "Indicateurs", "Indicators"),
    "principle": Phrase("مبدأ الانفتاح", "Principe d’ouverture", "Principle"),
    "unit": Phrase("المصلحة المسؤولة", "Service responsable", "Responsible unit"),
    "budget": Phrase("الميزانية", "Budget", "Budget"),
    "dirhams": Phrase("درهم", "dirhams", "dirhams"),
    "funding": Phrase("التمويل", "Financement", "Funding"),
    "partners": Phrase("الشركاء", "Partenaires", "Partners"),
    "dates": Phrase("المدة", "Dates", "Dates"),
    "from_to": Phrase("من {start} إلى {end}", "du {start} au {end}", "{start} to {end}"),
    "ideas": Phrase("أفكار المواطنين", "Idées de citoyens", "Citizens’ ideas"),
    "target": Phrase("الهدف", "Cible", "Target"),
    "baseline": Phrase("القيمة المرجعية", "Valeur de référence", "Baseline"),
    "by": Phrase("قبل", "avant le", "by"),
    "version": Phrase("الصيغة {n}", "Version {n}", "Version {n}"),
    "by_the_vote": Phrase(
        "سارية منذ تصويت المجلس، {on}", "en vigueur depuis le vote, {on}", "in force since {on}"
    ),
    "by_amendment": Phrase(
        "عدلت بالمقرر {deliberation} بتاريخ {on}",
        "modifiée par la délibération {deliberation} du {on}",
        "amended by deliberation {deliberation} of {on}",
    ),
    "versions": Phrase("الصيغ السارية", "Versions en vigueur", "Versions in force"),
    "changed_since": Phrase(
        "ما تغير بين الصيغة {old} والصيغة {new}",
        "Ce qui a changé de la version {old} à la version {new}",
        "What changed from version {old} to version {new}",
    ),
    "see_changes": Phrase("ما الذي تغير", "Voir les changements", "See the changes"),
    "added": Phrase("أضيف", "ajouté", "added"),
    "removed": Phrase("حذف", "supprimé", "removed"),
    "changed": Phrase("عدل", "modifié", "changed"),
    "nothing_changed": Phrase("لا تغيير.", "Aucun changement.", "Nothing changed."),
    "none": Phrase(
        "لم يودع محتوى هذا البرنامج بعد.",
        "Le contenu de ce programme n’a pas encore été déposé.",
        "The content of this programme was not filed yet.",
    ),
    "drafted": Phrase(
        "يوجد مشروع في طور الإعداد ({projects} مشروعا، {activities} نشاطا): ينشر بعد مصادقة "
        "المجلس.",
        "Un projet est en préparation ({projects} projets, {activities} activités)\u00a0: il sera "
        "publié une fois adopté par le conseil.",
        "A draft is being prepared ({projects} projects, {activities} activities): it is published "
        "once the council adopts it.",
    ),
    "filled": Phrase(
        "تحميل الجدول المملوء (XLSX)", "Télécharger le tableau rempli (XLSX)", "The filled sheet"
    ),
    "blank": Phrase(
        "تحميل جدول فارغ (XLSX)", "Télécharger un tableau vide (XLSX)", "A blank sheet"
    ),
    "sheet": Phrase("الجدول (XLSX أو CSV)", "Le tableau (XLSX ou CSV)", "The sheet (XLSX, CSV)"),
    "check": Phrase("فحص الجدول", "Vérifier le tableau", "Check the sheet"),
    "need_sheet": Phrase("اختاروا ملف الجدول.", "Choisissez le fichier du tableau.", "Choose it."),
    "gone": Phrase(
        "لم يعد الملف محفوظا: أعيدوا إرساله.",
        "Le fichier n’est plus conservé\u00a0: renvoyez-le.",
        "The file is kept no more: send it again.",
    ),
    "checked": Phrase("نتيجة الفحص", "Résultat de la vérification", "What the check found"),
    "right": Phrase(
        "الجدول سليم. لم يسجل أي شيء بعد.",
        "Le tableau est juste. Rien n’est encore enregistré.",
        "The sheet is right. Nothing is recorded yet.",
    ),
    "refused": Phrase(
        "في الجدول مشاكل. لم يسجل أي شيء.",
        "Le tableau a des problèmes. Rien n’est enregistré.",
        "The sheet has problems. Nothing is recorded.",
    ),
    "file": Phrase("إيداع هذه الصيغة", "Déposer cette version", "File this version"),
    "amend": Phrase("تعديل البرنامج", "Modifier le programme", "Amend the programme"),
    "amend_lead": Phrase(
        "صودق على البرنامج: لا يتغير إلا بمقرر. اذكروا رقمه وتاريخه والسبب.",
        "Le programme est adopté\u00a0: il ne change que par une délibération. Donnez son numéro, "
        "sa date et la raison.",
        "The programme is adopted: give the deliberation that changes it, its date and the reason.",
    ),
    "deliberation": Phrase("رقم المقرر", "Numéro de la délibération", "Deliberation"),
    "deliberated_on": Phrase("تاريخ المقرر", "Date de la délibération", "Its date"),
    "reason": Phrase("السبب", "Raison", "Reason"),
    "carry_over": Phrase(
        "استئناف مشاريع الدورة السابقة",
        "Reprendre les projets du cycle précédent",
        "Carry the last cycle’s projects over",
    ),
    "drafts": Phrase("كل الصيغ المودعة", "Toutes les versions déposées", "Every filed version"),
    "edit": Phrase("تعديل", "Modifier", "Edit"),
    "add_project": Phrase("إضافة مشروع", "Ajouter un projet", "Add a project"),
    "new_axis": Phrase("محور جديد", "Nouvel axe", "New axis"),
    "axis": Phrase("المحور", "Axe", "Axis"),
    "title_ar": Phrase("العنوان بالعربية", "Intitulé en arabe", "Title in Arabic"),
    "title_fr": Phrase("العنوان بالفرنسية", "Intitulé en français", "Title in French"),
    "starts_on": Phrase("تاريخ البداية", "Début", "Start"),
    "ends_on": Phrase("تاريخ النهاية", "Fin", "End"),
    "date_hint": Phrase("مثال: 15/01/2027", "Exemple\u00a0: 15/01/2027", "For example 15/01/2027"),
    "partners_hint": Phrase(
        "افصلوا بينهم بفاصلة منقوطة، مع (مجتمع مدني) أو (خاص) عند الاقتضاء.",
        "Séparés par des points-virgules, suivis de (société civile) ou (privé) s’il y a lieu.",
        "Separated by semicolons, with (civil society) or (private) where it applies.",
    ),
    "empty_is_gone": Phrase(
        "السطر الفارغ لا يسجل: لحذف نشاط أو مؤشر، أفرغوا خاناته.",
        "Une ligne vide n’est pas enregistrée\u00a0: videz les cases d’une activité ou d’un "
        "indicateur pour le supprimer.",
        "An empty row is not recorded: empty its boxes to remove an activity or an indicator.",
    ),
    "remove": Phrase("حذف هذا المشروع", "Supprimer ce projet", "Remove this project"),
    "choose": Phrase("– اختاروا –", "– choisir –", "– choose –"),
    "saved": Phrase("تم التسجيل.", "C’est enregistré.", "It is recorded."),
    "new_activity": Phrase("نشاط جديد", "Nouvelle activité", "New activity"),
    "new_indicator": Phrase("مؤشر جديد", "Nouvel indicateur", "New indicator"),
    "indicator_ar": Phrase("المؤشر بالعربية", "Indicateur en arabe", "Indicator in Arabic"),
    "indicator_fr": Phrase("المؤشر بالفرنسية", "Indicateur en français", "Indicator in French"),
    "indicator_unit": Phrase("وحدة القياس", "Unité de mesure", "Unit of measure"),
    "target_on": Phrase("أجل بلوغ الهدف", "Échéance de la cible", "Target by"),
}


@cache
def programme_words(language: Language) -> dict[str, str]:
    """These words in Arabic or French."""
    return all_said(WORDS, language)
