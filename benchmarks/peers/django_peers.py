"""Django's ORM with viewflow.fsm or django-fsm-2, in bulk where Django can."""

import sys
from typing import Any

import django
from django.conf import settings
from django_settings import database
from same_work import StageWork, asked, entry_of, measured

PEER = sys.argv[2]  # viewflow.fsm or django-fsm-2
WAY = sys.argv[3]  # batch or single

WORK = asked()
settings.configure(
    DATABASES={"default": database(WORK.database)}, INSTALLED_APPS=[], USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django_fsm import FSMField, transition  # noqa: E402
from viewflow import fsm  # noqa: E402

STATES = list(dict.fromkeys(s for one in WORK.stages for s in (one.source, one.target)))


class Plan(models.Model):
    stage = FSMField() if PEER == "django-fsm-2" else models.CharField(max_length=40)
    settled = models.BooleanField()
    head = models.CharField(max_length=64)

    class Meta:
        app_label = "bench"


def is_settled(told: Any) -> bool:
    return bool(getattr(told, "plan", told).settled)


for at, one in enumerate(WORK.stages):
    if PEER == "django-fsm-2":

        def _moved(self: Any) -> None: ...

        _moved.__name__ = f"move_{at}"
        fired = transition(
            field=Plan._meta.get_field("stage"), source=one.source, target=one.target,
            conditions=[is_settled],
        )(_moved)  # fmt: skip
        setattr(Plan, f"move_{at}", fired)


def viewflow_mover() -> Any:
    """The flow of viewflow.fsm: one State for all, a flow object a plan."""
    state = fsm.State(STATES, default=STATES[0])
    parts: dict[str, Any] = {"state": state}

    def begun(self: Any, plan: Plan) -> None:
        self.plan = plan

    parts["__init__"] = begun
    parts["_read"] = state.getter()(lambda self: self.plan.stage)
    parts["_write"] = state.setter()(lambda self, value: setattr(self.plan, "stage", value))
    for number, stage in enumerate(WORK.stages):

        def moved(self: Any) -> None: ...

        moved.__name__ = f"move_{number}"
        parts[f"move_{number}"] = state.transition(
            source=stage.source, target=stage.target, conditions=[is_settled]
        )(moved)
    flow = type("Flow", (), parts)
    return lambda plan, number: getattr(flow(plan), f"move_{number}")()


class Step(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    told = models.TextField()

    class Meta:
        app_label = "bench"


class Entry(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "bench"


class Letter(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    key = models.CharField(max_length=60, unique=True)
    told = models.TextField()

    class Meta:
        app_label = "bench"


def batch(plans: list[Plan], number: int, stage: StageWork, move: Any) -> None:
    """Plans through one stage with Django's bulk statements."""
    entries, steps, letters = [], [], []
    for plan in plans:
        move(plan, number)
        body, digest = entry_of(plan.pk, number, stage, plan.head)
        plan.head = digest
        entries.append(Entry(plan=plan, body=body, hash=digest))
        told, words = "s" * stage.step_length, "l" * stage.letter_length
        steps += [Step(plan=plan, told=told) for _ in range(stage.steps)]
        letters += [
            Letter(plan=plan, key=f"{plan.pk}-{number}-{n}", told=words)
            for n in range(stage.letters)
        ]
    if WAY == "batch":
        Plan.objects.bulk_update(plans, ["stage", "head"], batch_size=300)
    else:
        plans[0].save()
    for kind, rows in ((Entry, entries), (Step, steps), (Letter, letters)):
        kind.objects.bulk_create(rows)


def run(move: Any) -> None:
    """In batches of 1,000 plans, or a transaction a plan."""
    size = 1000 if WAY == "batch" else 1
    for number, stage in enumerate(WORK.stages):
        for start in range(1, WORK.plans + 1, size):
            with transaction.atomic():
                found = list(Plan.objects.filter(pk__gte=start, pk__lt=start + size).order_by("pk"))
                batch(found, number, stage, move)


def main() -> None:
    """Every plan through every stage."""
    with connection.schema_editor() as editor:
        for kind in (Plan, Step, Entry, Letter):
            editor.create_model(kind)
    first = WORK.stages[0].source
    Plan.objects.bulk_create(
        Plan(pk=n, stage=first, settled=True, head="0" * 64) for n in range(1, WORK.plans + 1)
    )
    move = viewflow_mover()
    if PEER == "django-fsm-2":
        move = lambda plan, number: getattr(plan, f"move_{number}")()  # noqa: E731
    measured(PEER, WAY, WORK.plans, lambda: run(move))


main()
