"""What can be wrong with the stages of the table and the transitions between them."""

from collections.abc import Collection, Iterable

from lifecycle.guards import sentence
from lifecycle.language import FiredBy, Guard, Pathway, Transition
from lifecycle.table_check_steps import deadline_problems
from models.words import Stage

ENDS = frozenset({Stage.COMPLETED, Stage.WITHDRAWN})


def problems_of_transitions(table: Pathway, calendar_names: Collection[str]) -> list[str]:
    """The problems of every transition and of every stage, each with its place."""
    keys = [step.key for step in table.steps]
    found = []
    for at, row in enumerate(table.transitions):
        place = f"transition {row.trigger}"
        unknown = [s for s in (*row.sources, row.dest) if s not in table.stages]
        found += [f"{place}: there is no stage {stage}" for stage in unknown]
        found += _reopened(place, row, table)
        found += _shadowed(place, row, table.transitions[:at])
        found += [f"{place}: guard {_name(g)} lacks its sentences" for g in row.guards if _mute(g)]
        found += _fired(place, row)
        if row.when:
            found += deadline_problems(place, row.when, keys, calendar_names)
    return found + _stages(table)


def _reopened(place: str, row: Transition, table: Pathway) -> list[str]:
    """What is asked again is asked in the stage that the transition leads to."""
    stage_of = {step.key: step.stage for step in table.steps}
    return [
        f"{place}: it reopens {key}, which is no step of {row.dest}"
        for key in row.reopens
        if stage_of.get(key) != row.dest
    ]


def _shadowed(place: str, row: Transition, above: Iterable[Transition]) -> list[str]:
    """A row below one that nothing refuses is never reached."""
    hidden = {
        stage
        for other in above
        for stage in other.sources
        if other.trigger == row.trigger and stage in row.sources and not other.guards
    }
    return [f"{place}: from {stage} a row above always takes its place" for stage in sorted(hidden)]


def _fired(place: str, row: Transition) -> list[str]:
    found = [] if row.fired_by else [f"{place}: nobody may fire it"]
    if FiredBy.TIME in row.fired_by and row.when is None:
        found.append(f"{place}: time fires it, and it has no date")
    unasked = {FiredBy.TIME, FiredBy.ENGINE}.isdisjoint(row.fired_by)
    if not unasked and (row.reason_required or not row.guards):
        found.append(f"{place}: the engine fires it, so it needs a guard and can give no reason")
    return found + [
        f"{place}: letter {letter.kind} goes to nobody" for letter in row.letters if not letter.to
    ]


def _stages(table: Pathway) -> list[str]:
    """Every stage but the first can be entered, and every stage but an end can be left."""
    stages = list(table.stages)
    found = [f"stage {s}: it stands twice" for s in dict.fromkeys(stages) if stages.count(s) > 1]
    moves = [row for row in table.transitions if set(row.sources) != {row.dest}]
    left = {stage for row in moves for stage in row.sources} | ENDS
    found += [f"stage {s}: nothing leads out of it" for s in stages if s not in left]
    entered = {row.dest for row in moves} | set(stages[:1])
    return found + [f"stage {s}: nothing leads to it" for s in stages if s not in entered]


def _name(guard: Guard) -> str:
    return getattr(guard, "__name__", repr(guard))


def _mute(guard: Guard) -> bool:
    try:
        phrase = sentence(guard)
    except KeyError:
        return True
    return not (phrase.ar and phrase.fr and phrase.en)
