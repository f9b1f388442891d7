"""The flow: for every stage a handle, an `If` that asks the guard, and a function that writes."""

from functools import partial
from typing import Any

from same_work import StageWork, asked, entry_of
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow_app.models import Entry, Letter, PlanProcess, Step

STAGES = asked().stages


def opened(activation: Any) -> Any:
    """A plan in its first stage."""
    process = activation.process
    process.stage, process.settled, process.head = STAGES[0].source, True, "0" * 64
    return process


def may_move(activation: Any, stage: StageWork) -> bool:
    """The guard of a stage."""
    return bool(activation.process.settled) and activation.process.stage == stage.source


def moved(activation: Any, number: int, stage: StageWork) -> None:
    """One plan through one stage: its state and its rows."""
    process = activation.process
    body, digest = entry_of(process.pk, number, stage, process.head)
    process.stage, process.head = stage.target, digest
    process.save(update_fields=["data"])
    Entry.objects.create(process=process, body=body, hash=digest)
    told, words = "s" * stage.step_length, "l" * stage.letter_length
    Step.objects.bulk_create(Step(process=process, told=told) for _ in range(stage.steps))
    Letter.objects.bulk_create(
        Letter(process=process, key=f"{process.pk}-{number}-{n}", told=words)
        for n in range(stage.letters)
    )


def nodes() -> dict[str, Any]:
    """The nodes by their names."""
    found: dict[str, Any] = {"start": flow.StartHandle(opened).Next(this.ask_0), "end": flow.End()}
    for number, stage in enumerate(STAGES):
        ask, gate, write = f"ask_{number}", f"gate_{number}", f"write_{number}"
        after = f"ask_{number + 1}" if number + 1 < len(STAGES) else "end"
        guard = flow.If(partial(may_move, stage=stage))
        writer = flow.Function(partial(moved, number=number, stage=stage))
        found[ask] = flow.Handle().Next(getattr(this, gate))
        found[gate] = guard.Then(getattr(this, write)).Else(getattr(this, ask))
        found[write] = writer.Next(getattr(this, after))
    return found


told = {"__module__": __name__, "process_class": PlanProcess, **nodes()}
told["lock_impl"] = lock.select_for_update_lock
PlanFlow = type(flow.Flow)("PlanFlow", (flow.Flow,), told)
