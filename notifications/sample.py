"""Invented facts for previews and for the check at start-up: no real person, commune or date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lifecycle.consultation_words import KIND_NAMES
from lifecycle.incident_words import INCIDENT_ADVICE, INCIDENT_NAMES
from models.words import ConsultationKind, IncidentKind, Language, Track
from notifications.log_foot import with_foot
from notifications.sample_log import FOOT, checkpoint

_PERSONS = frozenset(
    {"daily_list", "coordinator_digest", "cohort_opened", "incident", "log_checkpoint"}
)
# The only kinds that give a reason: elsewhere it is empty, as in a letter that is really sent.
_REASONED = frozenset(
    {
        "step_returned",
        "returned_to_co_creation",
        "vote_postponed",
        "plan_suspended",
        "plan_withdrawn",
        "session_moved",
        "extension_asked",
        "extension_refused",
    }
)
_MOVING = frozenset({"deadline_moved", "extension_refused"})
_ROLES = {
    "extension_asked": ("التنسيق الجهوي", "coordination régionale"),
    "overdue_for_region": ("التنسيق الجهوي", "coordination régionale"),
    "overdue_for_national": ("التنسيق الوطني", "coordination nationale"),
    "president_notice": ("رئاسة المجلس", "présidence du conseil"),
}
_LINK = "http://127.0.0.1:4280/a/k7q2m4t6v8x3z5b9c1d7f2g4h6j8n3p5"


def sample_context(kind: str) -> Mapping[Language, dict[str, Any]]:
    """What a letter of this kind is given, in Arabic and in French: the same facts in both."""
    made = {}
    for language in (Language.ARABIC, Language.FRENCH):
        if kind in _PERSONS:
            made[language] = _person_letter(kind, language is Language.ARABIC)
        else:
            made[language] = _step_letter(language is Language.ARABIC)
            made[language].update(_unsaid(kind))
            if kind in _ROLES:
                arabic, french = _ROLES[kind]
                made[language]["recipient_role"] = arabic if language is Language.ARABIC else french
    return with_foot(made, FOOT)


def _unsaid(kind: str) -> dict[str, Any]:
    """What a letter of this kind has nothing to say about."""
    unsaid: dict[str, Any] = {} if kind in _REASONED else {"reason": ""}
    if kind not in _MOVING:
        unsaid |= {"original_due_on": None, "moved_because": "", "note": ""}
    return unsaid


def _step_letter(arabic: bool) -> dict[str, Any]:
    """The facts of a plan and of one of its steps."""

    def words(ar: str, fr: str) -> str:
        return ar if arabic else fr

    workshop = words("ورشة الإعداد المشترك الأولى", "Premier atelier de co-création")
    committee = words("إحداث لجنة التتبع", "Mise en place du comité de suivi")
    return {
        "collectivity": words("جماعة عين الزيتون", "Commune d’Aïn Zitoun"),
        "region": words("جهة الأطلس الأخضر", "Région de l’Atlas vert"),
        "reference": "PAO-2026-0017",
        "track": Track.REMACTO.value,
        "recipient_name": words("سلمى المثالي", "Salma El Mithali"),
        "recipient_role": words("نقطة الارتكاز", "point focal"),
        "stage": words("الإعداد المشترك", "Co-création"),
        "link": _LINK,
        "reason": words(
            "محضر الورشة لا يحمل توقيع رئاسة اللجنة (الصفحة 3-4).",
            "Le procès-verbal de l’atelier n’est pas signé par la présidence du comité (p. 3-4).",
        ),
        "on": date(2026, 11, 20),
        "actor": words("التنسيق الجهوي", "la coordination régionale"),
        "session_on": date(2027, 2, 1),
        "session_name": words("دورة فبراير 2027", "session de février 2027"),
        "next_steps": [
            {"name": workshop, "due_on": date(2026, 12, 14)},
            {"name": committee, "due_on": None},
        ],
        "replayed": False,
        "illustrative": False,
        "step": workshop,
        "how": words(
            "عقد الورشة مع المنتخبين والمجتمع المدني، ثم إرفاق المحضر "
            "ولائحة الحضور (12-40 مشاركا).",
            "Tenir l’atelier avec les élus et la société civile, puis joindre le procès-verbal "
            "et la liste de présence (12-40 participants).",
        ),
        "evidence": [
            words("محضر الورشة موقعا", "Procès-verbal signé de l’atelier"),
            words("لائحة الحضور", "Liste de présence"),
            words("تاريخ انعقاد الورشة", "Date de l’atelier"),
        ],
        "due_on": date(2026, 11, 30),
        "original_due_on": date(2026, 11, 16),
        "moved_because": words("تزامن مع عطلة مدرسية", "Vacances scolaires"),
        "working_days": 6,
        "rung": "assign",
        "note": words("قاعة البلدية محجوزة يوم 24/11.", "La salle est réservée le 24/11."),
        "asked_until": date(2026, 12, 18),
        "name_by": date(2026, 12, 21),
        "aims": True,
        "role": words("نقطة الارتكاز", "point focal"),
        "named_by": words("الجماعة الترابية", "la collectivité"),
        "consultation": KIND_NAMES[ConsultationKind.IDEAS].said_in("ar" if arabic else "fr"),
        "opens_on": date(2026, 11, 2),
        "closes_on": date(2026, 11, 16),
    }


def _person_letter(kind: str, arabic: bool) -> dict[str, Any]:
    facts = _step_letter(arabic)

    def words(ar: str, fr: str) -> str:
        return ar if arabic else fr

    person = {"recipient_name": facts["recipient_name"], "link": _LINK}
    if kind == "cohort_opened":
        cohort = words("فوج 2026 الثاني", "Deuxième cohorte de 2026")
        counts = {"opened": 62, "unchanged": 3, "rejected": 1}
        return {**person, **counts, "cohort": cohort, "on": date(2026, 11, 20)}
    if kind == "incident":
        name = INCIDENT_NAMES[IncidentKind.CHECK_MISSED].said_in("ar" if arabic else "fr")
        advice = INCIDENT_ADVICE[IncidentKind.CHECK_MISSED].said_in("ar" if arabic else "fr")
        said = {"incident": name, "advice": advice, "subject": "check-deadlines"}
        person["recipient_role"] = words("الإدارة", "administration")
        return {**person, **said, "on": date(2026, 11, 23)}
    if kind == "log_checkpoint":
        return {**person, **checkpoint()}
    if kind == "daily_list":
        return {**person, "recipient_role": facts["recipient_role"], "rows": _rows(facts, words)}
    late = {
        "collectivity": facts["collectivity"],
        "step": facts["step"],
        "due_on": date(2026, 11, 2),
        "working_days": 11,
        "who": facts["recipient_role"],
    }
    return {
        **person,
        "scope": facts["region"],
        "week_of": date(2026, 11, 23),
        "counts": {
            "plans": 21,
            "open_steps": 34,
            "late_steps": 4,
            "undeliverable": 1,
            "to_review": 5,
            "extensions": 1,
            "unreachable": 2,
            "no_focal_point": 1,
        },
        "plots": [_plot(arabic)],
        "extensions": [{**late, "asked_until": date(2026, 12, 18)}],
        "ahead": [
            {
                "collectivity": facts["collectivity"],
                "outlook": words("سيفوت الدورة", "Manquera la session"),
                "session": words("دورة فبراير 2027", "session de février 2027"),
                "step": facts["step"],
                "safe_on": date(2026, 12, 18),
            }
        ],
        "late": [late],
        "changes": [
            {
                "collectivity": facts["collectivity"],
                "text": words("صادقت اللجنة على المشروع", "Le comité a validé le projet"),
                "on": date(2026, 11, 19),
            }
        ],
        "undeliverable": [
            {
                "collectivity": facts["collectivity"],
                "who": words("النائب(ة) عن نقطة الارتكاز", "suppléance du point focal"),
                "cause": words("550 5.1.1 العنوان غير موجود", "550 5.1.1 adresse inconnue"),
            }
        ],
    }


def _plot(arabic: bool) -> dict[str, Any]:
    """A plot whose picture nobody draws for a sample."""
    return {
        "cid": "stages-ar" if arabic else "stages-fr",
        "title": "الأعضاء حسب المرحلة" if arabic else "Les membres par phase",
        "said": "الإعداد المشترك 12" if arabic else "Co-création 12",
        "alt": "مساحات متراكمة" if arabic else "Aires empilées",
        "draw": bytes,
    }


def _rows(facts: Mapping[str, Any], words: Any) -> list[dict[str, Any]]:
    """Two steps of one person: one late, one near its deadline."""
    shared = {key: facts[key] for key in ("collectivity", "reference")}
    first = {"step": words("إحداث لجنة التتبع", "Mise en place du comité de suivi"), "late": True}
    second = {"step": facts["step"], "late": False}
    return [
        {**shared, **first, "due_on": date(2026, 11, 18), "working_days": 2, "link": _LINK + "1"},
        {**shared, **second, "due_on": date(2026, 11, 30), "working_days": 6, "link": _LINK + "2"},
    ]
