"""The rules of deadlines in words: how many days, before or after what."""

from lifecycle.language import Anchor, CalendarDate, Deadline, Phrase, StepDone, Unit
from lifecycle.step_words import STEP_NAMES

CALENDAR_NAMES = {
    "round_1": Phrase("جولة التتبع الأولى", "le premier cycle de co-suivi", "the first round"),
    "round_2": Phrase("جولة التتبع الثانية", "le deuxième cycle de co-suivi", "the second round"),
    "round_3": Phrase("جولة التتبع الثالثة", "le troisième cycle de co-suivi", "the third round"),
    "round_4": Phrase("جولة التتبع الرابعة", "le quatrième cycle de co-suivi", "the fourth round"),
    "founded": Phrase("تأسيس الفوج", "la constitution de la cohorte", "the founding of the cohort"),
    "orientation_opens": Phrase(
        "أول لقاء تواصلي",
        "la première rencontre de communication",
        "the first orientation meeting",
    ),
    "orientation_closes": Phrase(
        "آخر لقاء تواصلي",
        "la dernière rencontre de communication",
        "the last orientation meeting",
    ),
    "training": Phrase("الورشة التكوينية", "la formation", "the training"),
    "first_workshops_open": Phrase(
        "بداية الورشات الأولى",
        "le début des premiers ateliers",
        "the start of the first workshops",
    ),
    "first_workshops_close": Phrase(
        "نهاية الورشات الأولى",
        "la fin des premiers ateliers",
        "the end of the first workshops",
    ),
    "second_workshops_open": Phrase(
        "بداية الورشات الثانية",
        "le début des deuxièmes ateliers",
        "the start of the second workshops",
    ),
    "second_workshops_close": Phrase(
        "نهاية الورشات الثانية",
        "la fin des deuxièmes ateliers",
        "the end of the second workshops",
    ),
    "action_plan_due": Phrase(
        "آخر أجل لتقديم برنامج العمل إلى شراكة الحكومة المنفتحة",
        "la date limite de dépôt du plan d’action auprès de l’OGP",
        "the date by which the action plan is submitted to OGP",
    ),
    "implementation_opens": Phrase(
        "بداية مدة التنفيذ",
        "le début de la période de mise en œuvre",
        "the start of the implementation period",
    ),
    "implementation_closes": Phrase(
        "نهاية مدة التنفيذ",
        "la fin de la période de mise en œuvre",
        "the end of the implementation period",
    ),
    "next_cycle_opens": Phrase(
        "افتتاح الدورة الموالية",
        "l’ouverture du cycle suivant",
        "the opening of the next cycle",
    ),
}

ANCHOR_NAMES = {
    Anchor.STEP_OPENED: Phrase("افتتاح الخطوة", "l’ouverture de l’étape", "the step opens"),
    Anchor.STAGE_ENTERED: Phrase("دخول المرحلة", "l’entrée dans la phase", "the stage is entered"),
    Anchor.COUNCIL_SESSION: Phrase(
        "افتتاح دورة المجلس",
        "l’ouverture de la session du conseil",
        "the council session opens",
    ),
    Anchor.IMPLEMENTATION_START: Phrase(
        "بداية تنفيذ البرنامج",
        "le début de la mise en œuvre du programme",
        "implementation of the programme starts",
    ),
    Anchor.LAST_ROUND: Phrase(
        "افتتاح آخر جولة للتتبع المشترك، أو بداية التنفيذ قبل الجولة الأولى",
        "l’ouverture du dernier cycle de co-suivi, ou le début de la mise en œuvre avant le "
        "premier",
        "the last monitoring round opens (implementation starts, before the first)",
    ),
    Anchor.ROUND: Phrase(
        "موعد الجولة الموالية في الجدول الزمني للفوج (فاتح يونيو وفاتح دجنبر إن لم يحدد)",
        "la date du prochain cycle de co-suivi au calendrier de la cohorte (1er juin et 1er "
        "décembre à défaut)",
        "the next monitoring round by the cohort’s calendar (1 June and 1 December if it names "
        "none)",
    ),
    Anchor.HALF_YEAR: Phrase(
        "فاتح يناير أو فاتح يوليوز الموالي لافتتاح آخر جولة للتتبع المشترك (لبداية التنفيذ قبل "
        "الجولة الأولى)",
        "le 1er janvier ou le 1er juillet qui suit l’ouverture du dernier cycle de co-suivi (le "
        "début de la mise en œuvre, avant le premier)",
        "that is the first of January or July after the last monitoring round opened "
        "(implementation started, before the first)",
    ),
}

UNIT_NAMES = {
    Unit.WORKING_DAYS: Phrase("أيام العمل", "jours ouvrés", "working days"),
    Unit.CALENDAR_DAYS: Phrase("الأيام التقويمية", "jours calendaires", "calendar days"),
    Unit.MONTHS: Phrase("الأشهر", "mois", "months"),
}

# Arabic counts by one, two, few (3 to 10) and many; a rule says when,
# so two stands in the accusative.
_ARABIC = {
    Unit.WORKING_DAYS: ("يوم عمل واحد", "يومي عمل", "{} أيام عمل", "{} يوم عمل"),
    Unit.CALENDAR_DAYS: ("يوم تقويمي واحد", "يومين تقويميين", "{} أيام تقويمية", "{} يوما تقويميا"),
    Unit.MONTHS: ("شهر واحد", "شهرين", "{} أشهر", "{} شهرا"),
}
_FRENCH_ONE = {
    Unit.WORKING_DAYS: "1 jour ouvré",
    Unit.CALENDAR_DAYS: "1 jour calendaire",
    Unit.MONTHS: "1 mois",
}

MOVED_BECAUSE = {
    "extension_review": Phrase(
        "أضيفت أيام دراسة طلب التمديد",
        "les jours d’examen de la demande de délai ont été rendus",
        "the days that the answer to an extension took were given back",
    ),
    "least_days": Phrase(
        "تمديد الأجل حتى لا يقل عن المدة الدنيا المخولة لكل خطوة",
        "Échéance repoussée pour laisser le délai minimal accordé à toute étape",
        "Moved later, to leave the least time that every step is given",
    ),
    "council_renewed": Phrase(
        "تمديد الأجل بعد تجديد المجلس إثر الانتخابات",
        "Échéance repoussée après le renouvellement du conseil",
        "Moved later: elections renewed the council",
    ),
    "extension": Phrase("تمديد ممنوح بطلب", "Prolongation accordée", "An extension was granted"),
    "session_moved": Phrase(
        "تغير موعد دورة المجلس",
        "Session du conseil déplacée",
        "The council session was moved",
    ),
    "restored": Phrase(
        "أعيد الأجل إلى ما كان عليه بعد التراجع عن قرار جماعي",
        "Échéance rétablie\u00a0: une décision groupée a été annulée",
        "Put back: a decision for many plans was undone",
    ),
    "table": Phrase(
        "انتقل البرنامج إلى صيغة أخرى من الجدول",
        "Le plan suit une autre version du tableau",
        "The plan went over to another version of the table",
    ),
    "suspension": Phrase(
        "استرجاع مدة تعليق البرنامج",
        "Durée de la suspension du programme restituée",
        "The time of the suspension was given back",
    ),
}

NOT_MOVED = Phrase("", "", "")


def moved_because(text: str | None) -> Phrase:
    """Why a deadline is not where its rule first put it; empty for None.

    `text` is what the row of the step keeps: a reason, then perhaps a colon and a date.
    """
    return MOVED_BECAUSE.get((text or "").split(":")[0], NOT_MOVED)


def deadline_words(rule: Deadline) -> Phrase:
    """A rule in words: “20 calendar days before the council session opens”."""
    anchor, far = anchor_words(rule), counted(abs(rule.number), rule.unit)
    if rule.number == 0:
        # An anchor of the calendar is a noun in English, the others are clauses.
        day = "on the day of" if isinstance(rule.anchor, CalendarDate) else "on the day"
        return Phrase(f"يوم {anchor.ar}", f"à la date {_of(anchor.fr)}", f"{day} {anchor.en}")
    ar, fr, en = ("قبل", "avant", "before") if rule.number < 0 else ("بعد", "après", "after")
    return Phrase(
        f"{far.ar} {ar} {anchor.ar}", f"{far.fr} {fr} {anchor.fr}", f"{far.en} {en} {anchor.en}"
    )


def _of(named: str) -> str:
    """« de » before a French noun with its article."""
    return f"du {named[3:]}" if named.startswith("le ") else f"de {named}"


def anchor_words(rule: Deadline) -> Phrase:
    """What a rule counts from, in words; a date of the calendar says that it is one."""
    anchor = rule.anchor
    if isinstance(anchor, CalendarDate):
        name = CALENDAR_NAMES[anchor.name]
        return Phrase(
            f"{name.ar} (الجدول الزمني للفوج)",
            f"{name.fr} (calendrier de la cohorte)",
            f"{name.en} (cohort’s calendar)",
        )
    if isinstance(anchor, StepDone):
        name = STEP_NAMES[anchor.key]
        return Phrase(
            f"إنجاز خطوة «{name.ar}»",
            f"la réalisation de l’étape «\u00a0{name.fr}\u00a0»",
            f"the step “{name.en}” is done",
        )
    return ANCHOR_NAMES[anchor]


def counted(number: int, unit: Unit) -> Phrase:
    """A number of days or months with its noun in the right form; `number` from 1 to 99."""
    one, two, few, many = _ARABIC[unit]
    arabic = one if number == 1 else two if number == 2 else few if number <= 10 else many
    name = UNIT_NAMES[unit]
    return Phrase(
        arabic.format(number),
        _FRENCH_ONE[unit] if number == 1 else f"{number} {name.fr}",
        f"{number} {name.en.removesuffix('s') if number == 1 else name.en}",
    )
