"""The table as a state machine. The only importer of the `transitions` library.

The library's defaults would add `to_<stage>` triggers that bypass every guard, and a refused guard
only returns False: so automatic transitions are off, guards are callables that return a real bool,
and a refusal is turned into one that says why. Deciding in bulk, a table compiled once from the
same machine takes the place of the library's dispatch, which costs twenty times as much; a test
holds the two against each other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from transitions import EventData, Machine

from lifecycle.errors import GuardRefused, NoSuchTransition, Reason
from lifecycle.facts import PlanFacts
from lifecycle.guards import sentence
from lifecycle.language import Guard, Pathway, Transition
from models.words import Stage

# At INFO the library writes a line a transition, which costs four times the transition itself.
logging.getLogger("transitions").setLevel(logging.WARNING)


@dataclass(slots=True)
class Standing:
    """What the machine moves: a stage, and the facts its guards look at."""

    stage: Stage
    facts: PlanFacts
    today: date


_BUILT: dict[str, "StageMachine"] = {}


def machine_for(pathway: Pathway) -> "StageMachine":
    """The machine of a version of the table, built once."""
    built = _BUILT.get(pathway.digest)
    if built is None:
        built = _BUILT[pathway.digest] = StageMachine(pathway)
    return built


class StageMachine:
    """The transitions of one version of the table.

    Raises:
        ValueError: at building, when a row names a stage the table does not have.
    """

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self._library = Machine(
            model=None,
            states=[stage.value for stage in pathway.stages],
            initial=None,
            auto_transitions=False,
            send_event=True,
            queued=False,
            model_attribute="stage",
        )
        for row in pathway.transitions:
            self._library.add_transition(
                row.trigger,
                [source.value for source in row.sources],
                row.dest.value,
                conditions=[_condition(guard) for guard in row.guards],
            )
        self._rows = {
            (row.trigger, source): [
                other
                for other in pathway.transitions
                if other.trigger == row.trigger and source in other.sources
            ]
            for row in pathway.transitions
            for source in row.sources
        }

    def triggers_from(self, stage: Stage) -> tuple[str, ...]:
        """The triggers that the machine knows from a stage, in the table's order."""
        known = self._library.get_triggers(stage.value)
        return tuple(
            dict.fromkeys(r.trigger for r in self.pathway.transitions if r.trigger in known)
        )

    def rows_from(self, stage: Stage) -> list[Transition]:
        """The rows of the table that leave a stage, in the table's order."""
        return [row for row in self.pathway.transitions if stage in row.sources]

    def fire(self, facts: PlanFacts, trigger: str, today: date) -> Transition:
        """The row that a trigger takes, by the library's own dispatch.

        Raises:
            NoSuchTransition: the table has no such row from this stage.
            GuardRefused: a guard does not hold; the reasons are inside.
        """
        rows = self._rows_or_refuse(facts, trigger)
        standing = Standing(facts.stage.value, facts, today)  # type: ignore[arg-type]
        if not self._library.events[trigger].trigger(standing):
            raise self._refusal(rows, facts, trigger, today)
        taken = (row for row in rows if row.dest == standing.stage)
        return next(row for row in taken if every_guard_holds(row, facts, today))

    def decide(self, facts: PlanFacts, trigger: str, today: date) -> Transition:
        """The same as `fire`, by the table compiled from the machine: for many plans at once."""
        rows = self._rows_or_refuse(facts, trigger)
        for row in rows:
            if every_guard_holds(row, facts, today):
                return row
        raise self._refusal(rows, facts, trigger, today)

    def _rows_or_refuse(self, facts: PlanFacts, trigger: str) -> list[Transition]:
        rows = self._rows.get((trigger, facts.stage))
        if rows is None:
            raise NoSuchTransition(trigger, facts.stage, self.triggers_from(facts.stage))
        return rows

    def _refusal(
        self, rows: list[Transition], facts: PlanFacts, trigger: str, today: date
    ) -> GuardRefused:
        return GuardRefused(trigger, reasons_against(rows[0], facts, today))


def reasons_against(row: Transition, facts: PlanFacts, today: date) -> tuple[Reason, ...]:
    """Every guard of a row that does not hold, with what it looked at; empty when all hold."""
    return _looked(row, facts, today, holding=False)


def reasons_for(row: Transition, facts: PlanFacts, today: date) -> tuple[Reason, ...]:
    """Every guard of a row that holds, with what it looked at: what is not the cause."""
    return _looked(row, facts, today, holding=True)


def _looked(row: Transition, facts: PlanFacts, today: date, *, holding: bool) -> tuple[Reason, ...]:
    found = [(guard, guard(facts, today)) for guard in row.guards]
    return tuple(
        Reason(guard.__name__, sentence(guard), f.looked_at, f.unblocked_by, f.since)
        for guard, f in found
        if f.holds == holding
    )


def every_guard_holds(row: Transition, facts: PlanFacts, today: date) -> bool:
    """Whether nothing stands against a row: the answer without its reasons."""
    return all(guard(facts, today).holds for guard in row.guards)


def _condition(guard: Guard) -> Callable[[EventData], bool]:
    def holds(event: EventData) -> bool:
        standing: Any = event.model
        return bool(guard(standing.facts, standing.today))

    return holds
