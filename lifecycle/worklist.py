"""What waits for a coordinator: one read of everything, with a fixed number of queries.

Each line says which plan, since when, and what to do about it. There is no name and no address of a
person in it: a line names a person by number, for the page that may show more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy.orm import Session

from lifecycle import worklist_people, worklist_steps
from lifecycle.language import Phrase
from lifecycle.rulebook import read_rulebook
from lifecycle.worklist_line import Line
from lifecycle.worklist_words import TODO_WORDS, ToDo

__all__ = ["TODO_WORDS", "Line", "ToDo", "Worklist", "read", "what_to_do"]


@dataclass(slots=True)
class Worklist:
    """The lines by kind, the oldest first.

    `to_review`: reported steps. `extensions`: more time was asked. `unreachable`: addresses that
    letters come back from. `no_focal_point`: nobody holds the role, they cannot be reached, or have
    been silent. `renewed`: no president or committee since elections. `stalled`: plans with a step
    thirty working days late. `held`: letters that wait for a person.
    """

    on: date
    region: str | None
    to_review: list[Line] = field(default_factory=list)
    extensions: list[Line] = field(default_factory=list)
    unreachable: list[Line] = field(default_factory=list)
    no_focal_point: list[Line] = field(default_factory=list)
    renewed: list[Line] = field(default_factory=list)
    stalled: list[Line] = field(default_factory=list)
    held: list[Line] = field(default_factory=list)

    def lists(self) -> Iterator[tuple[str, list[Line]]]:
        """The seven lists with their names, in the order in which they are shown."""
        for one in fields(self):
            if one.name not in ("on", "region"):
                yield one.name, getattr(self, one.name)

    def counts(self) -> dict[str, int]:
        """How many lines each list has."""
        return {name: len(lines) for name, lines in self.lists()}


def read(session: Session, on: date, region: str | None = None) -> Worklist:
    """Everything that waits on a civil date, for one region (01 to 12) or the whole network."""
    days = read_rulebook(session).days
    return Worklist(
        on,
        region,
        to_review=worklist_steps.to_review(session, region),
        extensions=worklist_steps.extensions(session, region),
        unreachable=worklist_people.unreachable(session, on, region),
        no_focal_point=worklist_people.no_focal_point(session, on, region),
        renewed=worklist_people.since_elections(session, on, region),
        stalled=worklist_steps.stalled(session, on, region, days),
        held=worklist_steps.held(session, on, region),
    )


def what_to_do(line: Line) -> Phrase:
    """The sentence that says what a line asks for."""
    return TODO_WORDS[line.todo]
