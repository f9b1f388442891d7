"""Refusals, with a sentence that a person can act on."""

from dataclasses import dataclass
from datetime import date

from lifecycle.language import Phrase
from models.words import Role


class LifecycleError(Exception):
    """The base of every refusal of the lifecycle."""


class Refused(LifecycleError):
    """An act that the table does not allow now. `phrase` says why in three languages."""

    def __init__(self, phrase: Phrase, reasons: tuple["Reason", ...] = ()) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a guard does not hold: its sentence, what it looked at, who can unblock, since when."""

    guard: str
    phrase: Phrase
    looked_at: tuple[str, ...]
    unblocked_by: Role
    since: date | None


class GuardRefused(Refused):
    """At least one guard of the transition does not hold."""

    def __init__(self, trigger: str, reasons: tuple[Reason, ...]) -> None:
        phrase = Phrase(
            " ".join(reason.phrase.ar for reason in reasons),
            " ".join(reason.phrase.fr for reason in reasons),
            " ".join(reason.phrase.en for reason in reasons),
        )
        super().__init__(phrase, reasons)
        self.trigger = trigger


class NoSuchTransition(Refused):
    """The table has no such transition from the plan's stage."""

    def __init__(self, trigger: str, stage: str, allowed: tuple[str, ...]) -> None:
        names = ", ".join(allowed) or "-"
        super().__init__(
            Phrase(
                f"لا يوجد انتقال {trigger} من مرحلة {stage}. الممكن: {names}",
                f"Aucune transition {trigger} depuis la phase {stage}. Possibles : {names}",
                f"There is no transition {trigger} from stage {stage}. Possible: {names}",
            )
        )


class ClockWentBack(Refused):
    """The clock stands before the plan's last entry: recorded times never run backwards."""

    def __init__(self, today: date, recorded_on: date) -> None:
        super().__init__(
            Phrase(
                f"ساعة النظام تشير إلى {today}، بينما سجل آخر قيد في {recorded_on}. "
                "لم يكتب أي شيء: يجب ضبط الساعة أولا.",
                f"L’horloge indique le {today}, or la dernière écriture est enregistrée le "
                f"{recorded_on}. Rien n’a été écrit : il faut d’abord régler l’horloge.",
                f"The clock says {today}, but the plan's last entry was recorded on {recorded_on}: "
                "nothing was written. Set the clock of this machine; what happened earlier is "
                "recorded today with the date on which it happened.",
            )
        )


def refusal(ar: str, fr: str, en: str) -> Refused:
    """A refusal from its sentence in Arabic, French and English."""
    return Refused(Phrase(ar, fr, en))


class ConcurrentChange(LifecycleError):
    """Somebody else changed the plan between reading and writing: read it again and try again."""
