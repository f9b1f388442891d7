"""The exhibition of the network: every member's programme, or the reason why it is missing.

At the gathering of November 2024 a member's programme was not shown, and nobody was told why. Here
each member that ever took part stands with its programme or with a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lifecycle.language import Phrase
from lifecycle.pathway_words import STAGE_NAMES, STEP_NAMES, TRIGGER_DONE
from lifecycle.programmes import Missing, Programme
from lifecycle.published_reasons import NO_REASON

MISSING_NAMES = {
    Missing.NOT_ADOPTED: Phrase(
        "لم يصادق عليه المجلس بعد", "Pas encore adopté par le conseil", "Not adopted yet"
    ),
    Missing.SUSPENDED: Phrase(
        "علق الإعداد قبل المصادقة", "Suspendu avant l’adoption", "Suspended before its adoption"
    ),
    Missing.WITHDRAWN: Phrase(
        "انسحبت من الشبكة", "S’est retirée du réseau", "Has left the network"
    ),
    Missing.CONTENT_NOT_FILED: Phrase(
        "صودق عليه ولم يودع محتواه بعد",
        "Adopté, contenu pas encore déposé",
        "Adopted; what it holds was not filed",
    ),
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What the exhibition shows of one member: its programme, or why it is missing.

    `following` is the plan of the next cycle when what is shown is still that of an ended one.
    """

    programme: Programme
    following: Programme | None


def exhibits(found: Iterable[Programme]) -> list[Exhibit]:
    """One for each member that ever took part, in the order given. Pure.

    Of several cycles the newest that has something to show; of one who left, the newest.
    """
    members: dict[tuple[str, str], list[Programme]] = {}
    for one in found:
        members.setdefault((one.plan.collectivity_code, one.plan.cohort), []).append(one)
    return [_exhibit(cycles) for cycles in members.values()]


def why_missing(one: Programme) -> tuple[Phrase, ...]:
    """Why a programme is not shown, in sentences, the plainest first; none for one that is.

    Where somebody decided, or a council did not adopt, the last one is the reason that was
    published, or that none was.
    """
    if one.missing is None:
        return ()
    told = [MISSING_NAMES[one.missing]]
    if one.missing is Missing.NOT_ADOPTED:
        return (*told, *_where(one), *held_because(one))
    if one.missing is Missing.CONTENT_NOT_FILED:
        return (*told, *held_because(one))
    return (*told, (one.hold and one.hold.reason) or NO_REASON)


def held_because(one: Programme) -> tuple[Phrase, ...]:
    """What holds a plan, and the reason published, or that none was; nothing when nothing does."""
    if one.hold is None:
        return ()
    return (TRIGGER_DONE[one.hold.trigger], one.hold.reason or NO_REASON)


def _where(one: Programme) -> list[Phrase]:
    """At which stage, and at which step where one is owed."""
    stage, step = STAGE_NAMES[one.plan.stage], STEP_NAMES.get(one.step or "")
    if step is None:
        return [stage]
    return [Phrase(f"{stage.ar}: {step.ar}", f"{stage.fr}\u00a0: {step.fr}",
                   f"{stage.en}: {step.en}")]  # fmt: skip


def _exhibit(cycles: list[Programme]) -> Exhibit:
    newest = cycles[-1]
    shown = next((one for one in reversed(cycles) if one.missing is None), newest)
    if newest.missing is Missing.WITHDRAWN or shown is newest:
        return Exhibit(newest, None)
    return Exhibit(shown, newest)
