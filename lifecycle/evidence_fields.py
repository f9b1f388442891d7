"""What is asked as evidence, named once and used by the steps of the table."""

from typing import Any

from lifecycle.language import EvidenceField, FieldType, Phrase
from models.words import Confirmation, VoteOutcome


def _asked(key: str, type: FieldType, ar: str, fr: str, en: str, **more: Any) -> EvidenceField:
    return EvidenceField(key, type, Phrase(ar, fr, en), **more)


HELD_ON = _asked("held_on", FieldType.DATE, "تاريخ الانعقاد", "Date de tenue", "Date held")
DONE_ON = _asked("done_on", FieldType.DATE, "تاريخ الإنجاز", "Date de réalisation", "Date done")
OPENED_ON = _asked(
    "window_opened_on", FieldType.DATE, "تاريخ الافتتاح", "Date d’ouverture", "Opening date"
)
CLOSED_ON = _asked(
    "window_closed_on", FieldType.DATE, "تاريخ الاختتام", "Date de clôture", "Closing date"
)
PRESENT = _asked(
    "present", FieldType.COUNT, "عدد الحاضرين", "Nombre de participants", "Number present"
)
CIVIL_SOCIETY = _asked(
    "civil_society",
    FieldType.COUNT,
    "منهم ممثلو المجتمع المدني",
    "Dont représentants de la société civile",
    "Of whom civil society",
)
ELECTED = _asked("elected", FieldType.COUNT, "عدد المنتخبين", "Nombre d’élus", "Elected members")
AXES = _asked("axes", FieldType.COUNT, "عدد المحاور", "Nombre d’axes", "Number of axes")
IDEAS_RECEIVED = _asked(
    "ideas_received", FieldType.COUNT, "عدد الأفكار المتوصل بها", "Idées reçues", "Ideas received"
)
IDEAS_KEPT = _asked(
    "ideas_kept", FieldType.COUNT, "عدد الأفكار المحتفظ بها", "Idées retenues", "Ideas kept"
)
REMARKS = _asked(
    "remarks", FieldType.COUNT, "عدد الملاحظات", "Nombre d’observations", "Number of remarks"
)
PROJECTS = _asked("projects", FieldType.COUNT, "عدد المشاريع", "Nombre de projets", "Projects")
ACTIVITIES = _asked(
    "activities", FieldType.COUNT, "عدد الأنشطة", "Nombre d’activités", "Activities"
)
LINK = _asked("link", FieldType.LINK, "رابط النشر", "Lien de publication", "Link of publication")
MINUTES = _asked(
    "minutes",
    FieldType.TEXT,
    "مرجع المحضر",
    "Référence du procès-verbal",
    "Reference of the minutes",
)
DOCUMENT = _asked(
    "document", FieldType.TEXT, "مرجع الوثيقة", "Référence de l’acte", "Reference of the act"
)
# Not required: a reference on a phone is worth more than a scan that never comes.
FILES = _asked(
    "files", FieldType.FILES, "وثائق مرفقة", "Documents joints", "Documents", required=False
)
DELIBERATION = _asked(
    "deliberation",
    FieldType.TEXT,
    "رقم المقرر وتاريخه",
    "Référence de la délibération",
    "Reference of the deliberation",
)
OUTCOME = _asked(
    "outcome",
    FieldType.CHOICE,
    "نتيجة التصويت",
    "Issue du vote",
    "Outcome of the vote",
    choices=tuple(VoteOutcome),
)
VOTES_FOR = _asked(
    "votes_for", FieldType.COUNT, "الأصوات الموافقة", "Voix pour", "Votes for", required=False
)
VOTES_AGAINST = _asked(
    "votes_against",
    FieldType.COUNT,
    "الأصوات الرافضة",
    "Voix contre",
    "Votes against",
    required=False,
)
CONFIRMATION = _asked(
    "confirmation",
    FieldType.CHOICE,
    "رأي العضو في التقرير",
    "Avis sur le rapport",
    "Opinion of the report",
    choices=tuple(Confirmation),
)
COMMENT = _asked("comment", FieldType.TEXT, "ملاحظات", "Observations", "Remarks", required=False)
LESSONS = _asked(
    "lessons",
    FieldType.TEXT,
    "الدروس المستخلصة",
    "Enseignements tirés",
    "Lessons learnt",
)
