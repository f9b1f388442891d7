"""The words of opening a cohort, in Arabic and French."""

from functools import cache

from lifecycle.language import Phrase, all_said
from models.words import Language

WORDS = {
    "cohorts": Phrase("انخراط فوج جديد", "Ouvrir une cohorte", "Open a cohort"),
    "lead": Phrase(
        "املؤوا النموذج وأرسلوه. يفحص الملف أولا ولا يسجل أي شيء، ثم تقررون تطبيقه.",
        "Remplissez le modèle et envoyez-le. Le fichier est d’abord vérifié, sans rien "
        "enregistrer\u00a0; vous décidez ensuite de l’appliquer.",
        "Fill in the template and send it. It is checked first and nothing is written.",
    ),
    "template": Phrase("تحميل النموذج", "Télécharger le modèle", "Download the template"),
    "sheet": Phrase(
        "جدول الأعضاء (XLSX أو CSV، 5 ميغا على الأكثر)",
        "Liste des membres (XLSX ou CSV, 5 Mo au plus)",
        "The members (XLSX or CSV, 5 MB at most)",
    ),
    "calendar": Phrase("الجدول الزمني للفوج", "Calendrier de la cohorte", "Calendar"),
    "choose": Phrase("اختاروا", "Choisissez", "Choose"),
    "own_calendar": Phrase(
        "أو جدول زمني آخر (YAML)", "Ou un autre calendrier (YAML)", "Or another calendar (YAML)"
    ),
    "check": Phrase("فحص الملف", "Vérifier le fichier", "Check the file"),
    "checked": Phrase("نتيجة الفحص", "Résultat de la vérification", "What was found"),
    "right": Phrase(
        "الملف سليم. لم يسجل أي شيء بعد.",
        "Le fichier est correct. Rien n’est encore enregistré.",
        "The file is right. Nothing is written yet.",
    ),
    "refused": Phrase(
        "في الملف أخطاء. لم يسجل أي شيء: صححوها وأرسلوا الملف من جديد.",
        "Le fichier contient des erreurs. Rien n’a été enregistré\u00a0: corrigez-les et "
        "renvoyez-le.",
        "The file holds problems. Nothing was written.",
    ),
    "header_first": Phrase(
        "تصحح العناوين أولا: لم تفحص السطور.",
        "Les en-têtes d’abord\u00a0: les lignes n’ont pas été examinées.",
        "The header first: the rows were not looked at.",
    ),
    "before": Phrase(
        "سبق تطبيق هذا الملف بعينه: لا يتغير شيء.",
        "Ce fichier a déjà été appliqué\u00a0: rien ne change.",
        "This very file was applied before: nothing changes.",
    ),
    "applied": Phrase("تم انخراط الفوج.", "La cohorte est ouverte.", "The cohort is open."),
    "apply": Phrase("تطبيق هذا الملف", "Appliquer ce fichier", "Apply this file"),
    "result": Phrase(
        "تحميل الملف مع عمود النتيجة",
        "Télécharger le fichier avec sa colonne résultat",
        "Download the sheet with its result column",
    ),
    "problems": Phrase("الأخطاء", "Erreurs", "Problems"),
    "new": Phrase("أعضاء جدد", "Nouveaux membres", "New"),
    "rejoining": Phrase("أعضاء يعودون", "Membres qui reviennent", "Rejoining"),
    "changed": Phrase("معطيات متغيرة", "Modifiés", "Changed"),
    "unchanged": Phrase("دون تغيير", "Inchangés", "Unchanged"),
    "rejected": Phrase("سطور مرفوضة", "Lignes refusées", "Rejected"),
    "open_cohorts": Phrase("الأفواج المفتوحة", "Cohortes ouvertes", "Cohorts"),
    "members": Phrase("الأعضاء", "Membres", "Members"),
    "founded": Phrase("تأسس في", "Fondée le", "Founded on"),
    "need_sheet": Phrase(
        "اختاروا ملف الأعضاء.", "Choisissez le fichier des membres.", "Choose the members’ file."
    ),
    "need_calendar": Phrase(
        "اختاروا الجدول الزمني.", "Choisissez le calendrier.", "Choose the calendar."
    ),
    "gone": Phrase(
        "لم يعد الملف المفحوص محفوظا: أرسلوه من جديد.",
        "Le fichier vérifié n’est plus conservé\u00a0: renvoyez-le.",
        "The checked file is kept no more: send it again.",
    ),
    "back": Phrase("ملف آخر", "Un autre fichier", "Another file"),
    "problem": Phrase(
        "لم يقبل النموذج", "Le formulaire n’a pas été accepté", "The form was not accepted"
    ),
}


@cache
def cohort_words(language: Language) -> dict[str, str]:
    """The words in Arabic or French."""
    return all_said(WORDS, language)
