"""Why a plan is held or a step goes back, in words that may be shown to everybody.

The reason that a person writes may name somebody, so it is never public. What is published is one
word of this closed list, kept in the body of the history entry as `published_reason`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from lifecycle.acts import CORRECT, MAKE_OPTIONAL, MOVE_SESSION, REPORT, RETURN, WAIVE, Act
from lifecycle.errors import refusal
from lifecycle.language import Phrase

KEY = "published_reason"
VOTE = "council_vote"


class PublishedReason(StrEnum):
    """A reason that names nobody."""

    AT_ITS_REQUEST = "at_its_request"
    COUNCIL_DECISION = "council_decision"
    ELECTIONS = "elections"
    NO_FOCAL_POINT = "no_focal_point"
    LACK_OF_MEANS = "lack_of_means"
    FORCE_MAJEURE = "force_majeure"
    LEGAL_REVIEW = "legal_review"
    SESSION_NOT_HELD = "session_not_held"
    AGENDA_FULL = "agenda_full"
    MORE_CONSULTATION = "more_consultation"
    DOCUMENTS_MISSING = "documents_missing"
    FIGURES_DISAGREE = "figures_disagree"
    DOES_NOT_APPLY = "does_not_apply"
    DONE_OTHERWISE = "done_otherwise"


R = PublishedReason
REASON_NAMES = {
    R.AT_ITS_REQUEST: Phrase(
        "بطلب من الجماعة الترابية", "À la demande de la collectivité", "At its own request"
    ),
    R.COUNCIL_DECISION: Phrase("بقرار من المجلس", "Par décision du conseil", "The council decided"),
    R.ELECTIONS: Phrase("فترة انتخابية", "Période électorale", "Elections"),
    R.NO_FOCAL_POINT: Phrase(
        "في انتظار تعيين نقطة ارتكاز", "Point focal à désigner", "No focal point yet"
    ),
    R.LACK_OF_MEANS: Phrase("نقص في الموارد", "Moyens insuffisants", "Lack of means"),
    R.FORCE_MAJEURE: Phrase("قوة قاهرة", "Force majeure", "Force majeure"),
    R.LEGAL_REVIEW: Phrase("دراسة قانونية جارية", "Examen juridique en cours", "Legal review"),
    R.SESSION_NOT_HELD: Phrase(
        "لم تنعقد الدورة أو الجلسة",
        "Session ou séance non tenue",
        "The session or sitting was not held",
    ),
    R.AGENDA_FULL: Phrase(
        "لم تدرج النقطة في جدول الأعمال",
        "Point non inscrit à l’ordre du jour",
        "It was not on the agenda",
    ),
    R.MORE_CONSULTATION: Phrase(
        "الحاجة إلى تعميق التشاور", "Concertation à approfondir", "More consultation is needed"
    ),
    R.DOCUMENTS_MISSING: Phrase("وثائق ناقصة", "Pièces manquantes", "Documents are missing"),
    R.FIGURES_DISAGREE: Phrase(
        "معطيات تحتاج إلى التدقيق", "Données à vérifier", "Figures to be checked"
    ),
    R.DOES_NOT_APPLY: Phrase(
        "خطوة لا تنطبق على هذه الحالة", "Étape sans objet", "The step does not apply"
    ),
    R.DONE_OTHERWISE: Phrase(
        "أنجزت بصيغة أخرى", "Réalisée sous une autre forme", "Done in another way"
    ),
}
NO_REASON = Phrase("لم ينشر أي سبب", "Aucun motif n’a été publié", "No reason was published")

_HOLD = (R.AT_ITS_REQUEST, R.COUNCIL_DECISION, R.ELECTIONS, R.NO_FOCAL_POINT, R.LACK_OF_MEANS,
         R.FORCE_MAJEURE, R.LEGAL_REVIEW)  # fmt: skip
_VOTE = (R.SESSION_NOT_HELD, R.AGENDA_FULL, R.MORE_CONSULTATION, R.DOCUMENTS_MISSING,
         R.LACK_OF_MEANS, R.LEGAL_REVIEW, R.COUNCIL_DECISION)  # fmt: skip
# What may be published of each act; a vote is reported, and the engine then postpones or returns.
REASONS_FOR: Mapping[str, tuple[PublishedReason, ...]] = {
    "suspend": _HOLD,
    "withdraw": _HOLD,
    RETURN: (R.DOCUMENTS_MISSING, R.FIGURES_DISAGREE),
    WAIVE: (R.DOES_NOT_APPLY, R.DONE_OTHERWISE, R.FORCE_MAJEURE),
    MAKE_OPTIONAL: (R.DOES_NOT_APPLY, R.DONE_OTHERWISE, R.FORCE_MAJEURE),
    REPORT: _VOTE,
    CORRECT: _VOTE,
    MOVE_SESSION: (R.FORCE_MAJEURE, R.ELECTIONS, R.SESSION_NOT_HELD, R.COUNCIL_DECISION),
}


def reason_choices(trigger: str, step: str | None = None) -> list[tuple[str, Phrase]]:
    """The words that may be published of an act, for a form: (value, phrase); none for others.

    A report has them for the vote of the council only: why it was postponed or rejected.
    """
    if trigger in (REPORT, CORRECT) and step != VOTE:
        return []
    return [(reason.value, REASON_NAMES[reason]) for reason in REASONS_FOR.get(trigger, ())]


def check_published(act: Act) -> None:
    """Refuse a published reason that is not a word for the act.

    Raises:
        Refused: free text would be shown to everybody, and might name somebody.
    """
    said = (act.said or {}).get(KEY)
    if said is not None and said not in dict(reason_choices(act.trigger, act.step)):
        raise refusal(
            "السبب المنشور يختار من اللائحة.",
            "Le motif publié se choisit dans la liste.",
            f"the published reason of {act.trigger} is a word of its list; {said!r} is not",
        )


def published(body: Mapping[str, Any]) -> Phrase | None:
    """The reason that an entry's body publishes; None when it publishes none."""
    said = body.get(KEY)
    return REASON_NAMES[R(said)] if said in set(R) else None


def reason_of(phrase: Phrase | None) -> PublishedReason | None:
    """The word of the list that a published phrase stands for; None for none."""
    return next((reason for reason, said in REASON_NAMES.items() if said == phrase), None)
