"""A commune in co-creation that consults the public: windows, ideas, and what became of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import builders
from builders import COORDINATOR, FOCAL_POINT
from reading_back import plan_of
from sqlalchemy import Engine

from lifecycle.clock import VirtualClock
from lifecycle.consultation_acts import close_consultation, open_consultation
from lifecycle.consultation_window import Window
from lifecycle.consultations import (
    find_consultation,
    ideas_of,
)
from lifecycle.idea_outcomes import Decision, decide_ideas
from lifecycle.ideas import hide_idea, receive_idea, show_idea
from models.consultation import Consultation, Idea
from models.database import reading, writing
from models.words import (
    CollectivityKind,
    ConsultationKind,
    HiddenBecause,
    IdeaOutcome,
    Moderation,
    Stage,
)

IDEAS, PROJECTS = ConsultationKind.IDEAS, ConsultationKind.PROJECTS
NOTICE, OPENS, CLOSES, AFTER = (
    date(2023, 6, 5), date(2023, 6, 12), date(2023, 6, 30), date(2023, 7, 3),
)  # fmt: skip
PLATFORM = "https://platform.example/new-idea.php?membre_id=265"
WORDS = "نشر محاضر الدورات في أجل أسبوع"
KEPT, REJECTED = IdeaOutcome.KEPT, IdeaOutcome.REJECTED


def window(**more: Any) -> Window:
    """A window of 19 days on our own page; `link` puts it on the platform."""
    told: dict[str, Any] = {
        "kind": IDEAS, "opens_on": OPENS, "closes_on": CLOSES, "notice_on": NOTICE,
    }  # fmt: skip
    return Window(**told | more)


class Consulting:
    """One plan that stands in co-creation on 1 June 2023, with its people."""

    def __init__(self, engine: Engine, *, stage: Stage = Stage.CO_CREATION) -> None:
        self.engine, self.clock = engine, VirtualClock(builders.FOUNDED)
        with writing(engine) as session:
            self.plan = builders.plan(session, clock=self.clock)
            builders.collectivity(session, CollectivityKind.REGION, "05")  # letters name it
            builders.people_of(session, builders.collectivity(session))
            builders.drive_to(session, self.plan, self.clock, stage=stage)
        self.clock.on = max(self.clock.on, date(2023, 6, 1))
        self.reference = plan_of(engine, self.plan).reference

    def open(self, asked: Window | None = None, **more: Any) -> None:
        told = {"actor": FOCAL_POINT, "at": self.clock.now(), "cause": "test"} | more
        with writing(self.engine) as session:
            open_consultation(session, self.plan, asked or window(), **told)

    def close(self, **more: Any) -> None:
        told = {"participants": 240, "ideas": None, "actor": FOCAL_POINT} | more
        with writing(self.engine) as session:
            close_consultation(
                session, self._row(session, told.pop("kind", IDEAS)), at=self.clock.now(),
                cause="test", **told,
            )  # fmt: skip

    def idea(self, words: str = WORDS, *, shown: bool = True, part: str | None = None) -> int:
        """One idea on our own page, looked at unless `shown` is False; gives its number."""
        with writing(self.engine) as session:
            row = self._row(session)
            idea = receive_idea(session, row.id, words, part, at=self.clock.now())
            if shown and idea.moderation == Moderation.PENDING:
                show_idea(session, idea, actor=COORDINATOR, at=self.clock.now())
            return idea.number

    def hide(self, number: int, because: HiddenBecause = HiddenBecause.INSULT) -> None:
        with writing(self.engine) as session:
            idea = session.get_one(Idea, (self._row(session).id, number))
            hide_idea(session, idea, because, actor=COORDINATOR, at=self.clock.now())

    def decide(self, *decisions: Decision, **more: Any) -> None:
        told = {"actor": FOCAL_POINT, "at": self.clock.now(), "cause": "test"} | more
        with writing(self.engine) as session:
            decide_ideas(session, self._row(session), decisions, **told)

    def answered(self, words: Sequence[str] = (WORDS,)) -> None:
        """A whole consultation on our own page: ideas came in, and its counts are told."""
        self.open()
        self.clock.on = OPENS
        for one in words:
            self.idea(one)
        self.clock.on = AFTER
        self.close()

    def row(self, kind: ConsultationKind = IDEAS) -> Consultation:
        with reading(self.engine) as session:
            return self._row(session, kind)

    def ideas(self) -> list[Idea]:
        with reading(self.engine) as session:
            return ideas_of(session, self._row(session).id)

    def _row(self, session: Any, kind: ConsultationKind = IDEAS) -> Consultation:
        return find_consultation(session, self.plan, kind)
