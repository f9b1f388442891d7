"""The words of what is reported and rated: statuses, levels, views."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from lifecycle.language import Phrase
from lifecycle.names import fold
from models.words import Completion, FilingKind, ProgressStatus

Word = TypeVar("Word", bound=StrEnum)
STATUS_NAMES = {
    ProgressStatus.NOT_STARTED: Phrase("لم ينطلق", "Non commencée", "not started"),
    ProgressStatus.UNDER_WAY: Phrase("قيد الإنجاز", "En cours", "under way"),
    ProgressStatus.DELAYED: Phrase("متأخر", "En retard", "delayed"),
    ProgressStatus.DONE: Phrase("منجز", "Achevée", "done"),
    ProgressStatus.DROPPED: Phrase("متخلى عنه", "Abandonnée", "dropped"),
}
UNREPORTED = Phrase("غير مصرح به", "Non communiquée", "not reported")
LEVEL_NAMES = {
    Completion.NO_EVIDENCE: Phrase("لا توجد معطيات", "Sans élément probant", "no evidence"),
    Completion.NOT_STARTED: Phrase("لم ينطلق", "Non commencé", "not started"),
    Completion.LIMITED: Phrase("محدود", "Limité", "limited"),
    Completion.SUBSTANTIAL: Phrase("مهم", "Substantiel", "substantial"),
    Completion.COMPLETE: Phrase("كامل", "Complet", "complete"),
}
VIEW_NAMES = {
    FilingKind.SELF_EVALUATION: Phrase("التقييم الذاتي", "Auto-évaluation", "self-evaluation"),
    FilingKind.COMMITTEE_EVALUATION: Phrase(
        "تقييم لجنة التتبع", "Évaluation du comité de suivi", "the committee’s evaluation"
    ),
    FilingKind.COMPLETION_RATING: Phrase(
        "تقدير مستقل للإنجاز", "Appréciation indépendante", "independent rating"
    ),
}


def status_of(text: str) -> ProgressStatus | None:
    """The status that a word in Arabic, French or English names."""
    return _STATUSES.get(fold(text))


def level_of(text: str) -> Completion | None:
    """The level that a word in Arabic, French or English names."""
    return _LEVELS.get(fold(text))


def _by_word(names: Mapping[Word, Phrase]) -> dict[str, Word]:
    return {
        fold(word): one
        for one, name in names.items()
        for word in (one.value, name.ar, name.fr, name.en)
    }


_STATUSES, _LEVELS = _by_word(STATUS_NAMES), _by_word(LEVEL_NAMES)
