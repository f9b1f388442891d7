"""A region whose programme is followed part by part, through its two years (table version 3)."""

from datetime import date
from decimal import Decimal
from typing import Any

import builders
import programme
from builders import COORDINATOR, FOCAL_POINT
from reading_back import plan_of
from sqlalchemy import Engine
from story import Story

from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.content import Content
from lifecycle.evaluation import Evaluation, Rating
from lifecycle.pathway import VERSIONS
from lifecycle.progress import ActivityProgress, Measure, Progress
from models.database import writing
from models.words import (
    CollectivityKind,
    Completion,
    FilingKind,
    ProgressStatus,
    Role,
)

TABLE = VERSIONS["3"]
AMENDMENT = {"deliberation": "2024/31", "deliberated_on": "2024-10-07"}


class Followed(Story):
    """The story of one region; what it promised is in `content`."""

    content: Content
    people: dict[Role, int]

    def report_progress(self, done: int, **more: Any) -> None:
        """The first activities are done, the next one is delayed, the rest is under way."""
        progress = progress_of(self.content, done)
        self.fire(
            acts.REPORT_PROGRESS, actor=FOCAL_POINT, content=self.content, document=progress, **more
        )

    def hold_round(self, done: int, *, civil_society: bool = True) -> None:
        """A round from its report to its opinions; civil society may stay silent."""
        self.report_progress(done)
        self.done("report_monitoring_round")
        self.done("confirm_round", confirmation="commented", comment="Rythme à soutenir")
        if civil_society:
            self.done("confirm_round_for_civil_society")

    def evaluate(self, view: FilingKind, level: Completion, author: str) -> None:
        """One view of every project."""
        actor = COORDINATOR if view == FilingKind.COMPLETION_RATING else FOCAL_POINT
        ratings = tuple(Rating(code=one.code, level=level) for one in self.content.projects())
        told = Evaluation(author=author, ratings=ratings, lessons="Publier plus tôt.")
        self.fire(
            acts.EVALUATE, actor=actor, content=self.content, document=told,
            said={"view": view.value}, reason="rated",
        )  # fmt: skip


def progress_of(content: Content, done: int, reason: str = "Marché infructueux") -> Progress:
    """Progress of every activity: `done` of them are, one is delayed, the others are under way."""
    told = []
    for number, one in enumerate(content.activities()):
        status = ProgressStatus.DONE if number < done else ProgressStatus.UNDER_WAY
        status = ProgressStatus.DELAYED if number == done else status
        late = status == ProgressStatus.DELAYED
        told.append(ActivityProgress(code=one.code, status=status, reason=reason if late else ""))
    measures = tuple(
        Measure(code=one.code, place=1, value=Decimal(3 + done), on=date(2024, 6, 1))
        for one in content.projects()
    )
    return Progress(activities=tuple(told), measures=measures)


def begun(engine: Engine, content: Content | None = None) -> Followed:
    """The region on 21 October 2022, with everybody a plan writes to."""
    clock = VirtualClock(builders.FOUNDED)
    with writing(engine) as session:
        number = builders.plan(
            session, CollectivityKind.REGION, clock=clock, pathway=TABLE,
            pathway_version=TABLE.version,
        )  # fmt: skip
        where = builders.collectivity(session, CollectivityKind.REGION)
        people = builders.people_of(session, where)
        for role in (Role.COMMITTEE, Role.CIVIL_SOCIETY):
            people[role] = builders.person(session)
            builders.hold(session, people[role], role, where)
        numbers = {role: who.id for role, who in people.items()}
    story = Followed(engine, clock, number)
    story.people = numbers
    story.content = content or programme.oriental()
    story.morning()
    return story


def adopted(engine: Engine, content: Content | None = None) -> Followed:
    """The same on 3 January 2024: its programme is adopted, published and launched."""
    story = begun(engine, content)
    story.to_the_council()
    story.fire(acts.FILE_CONTENT, actor=FOCAL_POINT, content=story.content)
    story.on("2023-09-08")
    story.done("put_on_agenda")
    story.on("2023-10-05")
    story.done("council_vote")
    story.on("2023-10-20")
    story.done("publish_programme")
    story.on("2024-01-03")
    story.done("launch_programme")
    assert plan_of(engine, story.plan).content_adopted == 1
    return story
