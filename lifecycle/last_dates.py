"""Until when each remaining step may be settled so that the session aimed at is still made.

Counted back from the day on which the council's agenda closes: what comes after a step needs its
days, the usual ones for the safe date, the table's fewest for the last possible one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle.facts import PlanFacts
from lifecycle.language import StepRule
from lifecycle.paces import Pace, Paces
from lifecycle.working_days import WorkingDays
from models.words import Stage


@dataclass(frozen=True, slots=True)
class LastDates:
    """After `safe_on` the usual pace no longer makes it; after `latest_on` no pace does."""

    safe_on: date
    latest_on: date


def last_dates(
    facts: PlanFacts,
    keys: Sequence[str],
    closes: date,
    opens: date,
    paces: Paces,
    days: WorkingDays,
) -> dict[str, LastDates]:
    """The last dates of the remaining steps.

    Args:
        facts: the plan.
        keys: its remaining steps, in the table's order.
        closes: when the agenda of the session closes: the programme is validated by then.
        opens: when the session opens: it is on the agenda by then.
        paces: what the steps need.
        days: the working days to count in.
    """
    safe = _Back(facts, keys, closes, opens, paces, days).dates(Pace.USUAL)
    latest = _Back(facts, keys, closes, opens, paces, days).dates(Pace.QUICKEST)
    return {key: LastDates(min(safe[key], latest[key]), latest[key]) for key in keys}


@dataclass(frozen=True, slots=True)
class _Back:
    """The way back from the session."""

    facts: PlanFacts
    keys: Sequence[str]
    closes: date
    opens: date
    paces: Paces
    days: WorkingDays

    def dates(self, pace: Pace) -> dict[str, date]:
        """The last date of each step when what follows it takes its days at a pace."""
        found: dict[str, date] = {}
        for key in reversed(self.keys):
            rule = self.facts.pathway.by_key[key]
            starts = [
                self._start(after, found[after.key], pace)
                for after in self._following(rule)
                if after.key in found
            ]
            found[key] = min(starts, default=self._end(rule))
        return found

    def _following(self, rule: StepRule) -> list[StepRule]:
        """The remaining steps that open only after a step: those that name it, and the next stage.

        A stage is entered when all of the one before it is settled.
        """
        rules = [self.facts.pathway.by_key[key] for key in self.keys]
        named = [other for other in rules if rule.key in other.after]
        if named:
            return named
        return [o for o in rules if rule.stage == Stage.JOINING and o.stage == Stage.CO_CREATION]

    def _end(self, rule: StepRule) -> date:
        return self.opens if rule.stage == Stage.COUNCIL_APPROVAL else self.closes

    def _start(self, rule: StepRule, end: date, pace: Pace) -> date:
        """The last day on which a step may open to be settled by a date."""
        number, calendar_days = self.paces.needs(rule, pace)
        return end - timedelta(days=number) if calendar_days else self.days.add(end, -number)
