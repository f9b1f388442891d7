"""What became of citizens' ideas: kept in a project, or rejected with the reason; published."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.acts import DECIDE_IDEAS, Actor
from lifecycle.consultation_rungs import date_next_letter
from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.consultations import ideas_of, locked
from lifecycle.contents import versions
from lifecycle.errors import Refused, refusal
from lifecycle.idea_counts import told_of
from lifecycle.ideas import new_idea, tidy
from lifecycle.language import Phrase
from lifecycle.legal_time import local_date
from models.consultation import Consultation, Idea
from models.words import IdeaOutcome, Moderation, RejectedBecause

PROJECT = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?")
LONGEST_REASON, LARGEST_NUMBER = 500, 10**6


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one idea: a project when it is kept, a reason when it is rejected.

    `because` is a word of the list, which is told in both languages; `reason` the committee's own
    words, which are published as they are and name nobody. `words` bring an idea of the network's
    platform in; it may also stay there, known by its number.
    """

    number: int
    outcome: IdeaOutcome
    project: str = ""
    because: RejectedBecause | None = None
    reason: str = ""
    words: str = ""


def decide_ideas(
    session: Session,
    row: Consultation,
    decisions: Sequence[Decision],
    *,
    actor: Actor,
    at: datetime,
    cause: str,
) -> list[Idea]:
    """Publish what became of ideas; deciding one again mends it.

    Args:
        session: the caller's; nothing is committed here.
        row: the consultation, whose counts are told.
        decisions: all of them, or none is taken.
        actor: a focal point or a coordinator.
        at: when, aware.
        cause: the page or command.

    Raises:
        Refused: with every problem, by the number of its idea.
    """
    row = locked(session, row.id)
    known = {one.number: one for one in ideas_of(session, row.id)}
    _check(session, row, decisions, known)
    changed = [one for one in decisions if not _stands(known.get(one.number), one)]
    if not changed:
        raise refusal(
            "لم يتغير شيء مما نشر من قبل.",
            "Rien ne change par rapport à ce qui est publié.",
            "all of this is published already: nothing changes",
        )
    with session.begin_nested():
        for one in changed:
            known[one.number] = _decided(session, row.id, known.get(one.number), one, at)
        session.flush()
        told = told_of([*known.values()]) | {"decided": len(changed)}
        said = {"kind": row.kind.value, "number": row.number, **told}
        door.fire(session, row.plan_id, DECIDE_IDEAS, actor=actor, at=at, cause=cause,
                  said={"consultation": said})  # fmt: skip
        date_next_letter(session, row, local_date(at), ConsultationSettings())
        session.flush()
    return [known[one.number] for one in changed]


def projects_known(session: Session, plan_id: int) -> frozenset[str]:
    """The codes of the projects that were filed last; empty while no content is filed."""
    filed = versions(session, plan_id)
    return frozenset(one.code for one in filed[-1].content.projects()) if filed else frozenset()


def _check(
    session: Session, row: Consultation, decisions: Sequence[Decision], known: Mapping[int, Idea]
) -> None:
    if row.closed_on is None:
        raise refusal(
            "سجلوا أولا حصيلة التشاور بعد انتهائه.",
            "Enregistrez d’abord le bilan de la consultation, une fois terminée.",
            "tell the counts of the consultation first (`infitah consultation close`)",
        )
    projects = projects_known(session, row.plan_id)
    problems = [
        (one.number, problem)
        for one in decisions
        for problem in _problems(one, row, known.get(one.number), projects)
    ]
    often = Counter(one.number for one in decisions)
    problems += [(number, TWICE) for number, times in often.items() if times > 1]
    new = often.keys() - known.keys()
    if not row.own_page and len(known) + len(new) > (row.ideas_told or 0):
        problems.append((max(new, default=0), TOO_MANY))
    if problems:
        raise Refused(_all(problems))


def _problems(
    one: Decision, row: Consultation, idea: Idea | None, projects: frozenset[str]
) -> Iterator[Phrase]:
    if idea is None and (row.own_page or not 1 <= one.number <= LARGEST_NUMBER):
        yield UNKNOWN
    elif idea is not None and idea.moderation != Moderation.SHOWN:
        yield NOT_SHOWN
    if one.outcome == IdeaOutcome.KEPT:
        if not PROJECT.fullmatch(one.project) or (projects and one.project not in projects):
            yield NO_PROJECT
    elif one.because is None or (one.because == RejectedBecause.OTHER and not one.reason.strip()):
        yield NO_REASON
    if len(one.reason) > LONGEST_REASON:
        yield TOO_LONG


def _stands(idea: Idea | None, one: Decision) -> bool:
    """Whether this was decided of an idea already."""
    if idea is None:
        return False
    stands = (idea.outcome, idea.project, idea.rejected_because, idea.reason)
    return stands == _kept(one)


def _kept(
    one: Decision,
) -> tuple[IdeaOutcome, str | None, RejectedBecause | None, str | None]:
    """What is kept of a decision: of a kept idea its project, of a rejected one the reason."""
    if one.outcome == IdeaOutcome.KEPT:
        return one.outcome, one.project, None, None
    return one.outcome, None, one.because, tidy(one.reason) or None


def _decided(
    session: Session, consultation_id: int, idea: Idea | None, one: Decision, at: datetime
) -> Idea:
    if idea is None:
        words = tidy(one.words)
        idea = new_idea(consultation_id, one.number, words, None, at, Moderation.SHOWN)
        session.add(idea)
    idea.outcome, idea.project, idea.rejected_because, idea.reason = _kept(one)
    idea.decided_at = at
    return idea


def _all(problems: Sequence[tuple[int, Phrase]]) -> Phrase:
    told = sorted(problems, key=lambda each: each[0])
    return Phrase(
        "؛ ".join(f"الفكرة {number}: {phrase.ar}" for number, phrase in told),
        "\u00a0; ".join(f"idée {number}\u00a0: {phrase.fr}" for number, phrase in told),
        "; ".join(f"idea {number}: {phrase.en}" for number, phrase in told),
    )


UNKNOWN = Phrase("رقم غير معروف", "numéro inconnu", "there is no such number")
TWICE = Phrase("مكررة", "deux fois dans la liste", "it stands twice in the list")
NOT_SHOWN = Phrase(
    "لم تعرض للعموم بعد أو حجبت",
    "elle n’est pas encore affichée, ou elle est masquée",
    "it is not shown yet, or hidden: moderate it first",
)
NO_PROJECT = Phrase(
    "يجب ذكر رمز مشروع موجود، مثل 1.2",
    "il faut le code d’un projet qui existe, comme 1.2",
    "name the code of a project that there is, like 1.2",
)
NO_REASON = Phrase("يجب ذكر سبب الرفض", "il faut le motif du rejet", "say why it is rejected")
TOO_LONG = Phrase(
    f"السبب أطول من {LONGEST_REASON} حرف",
    f"le motif dépasse {LONGEST_REASON} caractères",
    f"the reason has more than {LONGEST_REASON} characters",
)
TOO_MANY = Phrase(
    "عدد الأفكار أكبر مما سجل في الحصيلة: صححوا الحصيلة أولا",
    "il y a plus d’idées que le bilan n’en compte\u00a0: corrigez d’abord le bilan",
    "there are more ideas than were told: mend the counts first",
)
