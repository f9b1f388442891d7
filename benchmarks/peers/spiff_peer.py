"""SpiffWorkflow: a BPMN process a plan, its state serialised into the plan's row after each move.

A stage is a manual task and an exclusive gateway that asks the guard and leads back when it says
no. SpiffWorkflow leaves storing to its user: the state and the rows go through SQLAlchemy Core in
one transaction. The diagram is kept once and not with every plan, as its example application does.
"""

import sys
from typing import Any

from core_rows import PLAN, Moved, engine_of, open_plans, write
from same_work import StageWork, asked, measured
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import select

WAY = sys.argv[3]  # batch or single
WORK = asked()
SPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
HEAD = f'<definitions xmlns="{SPACE}"><process id="path" isExecutable="true">'


def diagram() -> bytes:
    """The path in BPMN: start, then a task and its gateway for every stage, then the end."""
    told = [HEAD, '<startEvent id="start"/>', _flow("start", "move_0")]
    for number in range(len(WORK.stages)):
        task, gate, after = f"move_{number}", f"gate_{number}", f"move_{number + 1}"
        after = after if number + 1 < len(WORK.stages) else "end"
        told.append(f'<manualTask id="{task}"/>{_flow(task, gate)}')
        told.append(f'<exclusiveGateway id="{gate}" default="{gate}_{task}"/>')
        told += [_flow(gate, after, "settled"), _flow(gate, task)]
    return "".join([*told, '<endEvent id="end"/></process></definitions>']).encode()


def _flow(source: str, target: str, asked_for: str = "") -> str:
    guard = f"<conditionExpression>{asked_for}</conditionExpression>" if asked_for else ""
    names = f'id="{source}_{target}" sourceRef="{source}" targetRef="{target}"'
    return f"<sequenceFlow {names}>{guard}</sequenceFlow>"


PARSER = BpmnParser()
PARSER.add_bpmn_str(diagram())
SPEC = PARSER.get_spec("path")


class Plain(BpmnWorkflowConverter):
    """A workflow without its diagram, which is the same for all."""

    def to_dict(self, workflow: Any) -> Any:
        told = super(BpmnWorkflowConverter, self).to_dict(workflow)
        return {**told, "subprocesses": {}, "bpmn_events": []}

    def from_dict(self, told: Any) -> Any:
        return super().from_dict({**told, "spec": SPEC, "subprocess_specs": {}})


KEEPER = BpmnWorkflowSerializer(
    BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, BpmnWorkflow: Plain})
)


def moved(row: Any, number: int, stage: StageWork) -> Moved:
    """One plan through one stage: its manual task is done, and its gateway lets it through."""
    workflow = KEEPER.deserialize_json(row.workflow)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    assert (task.task_spec.name, row.stage) == (f"move_{number}", stage.source)
    task.data["settled"] = row.settled
    task.run()
    workflow.do_engine_steps()
    after = workflow.get_next_task(state=TaskState.READY, manual=True)
    assert workflow.completed if after is None else after.task_spec.name == f"move_{number + 1}"
    return Moved(row.id, row.head, KEEPER.serialize_json(workflow))


def run(engine: Any) -> None:
    """In batches of 1,000 plans, or a transaction a plan."""
    size = 1000 if WAY == "batch" else 1
    for number, stage in enumerate(WORK.stages):
        for start in range(1, WORK.plans + 1, size):
            with engine.begin() as connection:
                asked_for = select(PLAN).where(PLAN.c.id.between(start, start + size - 1))
                rows = connection.execute(asked_for).all()
                write(connection, number, stage, [moved(row, number, stage) for row in rows])


def main() -> None:
    """Every plan through every stage."""
    engine = engine_of(WORK.database)
    workflow = BpmnWorkflow(SPEC)
    workflow.do_engine_steps()
    open_plans(engine, WORK.plans, WORK.stages[0].source, KEEPER.serialize_json(workflow))
    measured("spiff", WAY, WORK.plans, lambda: run(engine))


main()
