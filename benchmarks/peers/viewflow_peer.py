"""viewflow's workflow: a process a plan, its tasks in viewflow's tables, a transaction a move.

A stage is a handle, an `If` that asks the guard and leads back when it says no, and a function
that writes the rows. Viewflow runs all three, and makes the next stage's handle ready, under its
lock and in one transaction of its own. It takes one process at a time: there is no batch.
"""

from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django_settings import database
from same_work import asked, measured

WORK = asked()
settings.configure(
    DATABASES={"default": database(WORK.database)}, USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "viewflow", "viewflow.workflow",
        "viewflow_app",
    ],
    # The tables of today's models at once: the application here has no migrations of its own.
    MIGRATION_MODULES=dict.fromkeys(("contenttypes", "auth", "viewflow")),
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip


def run(flow: Any) -> None:
    """A transaction a plan and stage."""
    numbers = list(flow.process_class.objects.order_by("pk").values_list("pk", flat=True))
    for number in range(len(WORK.stages)):
        node = getattr(flow, f"ask_{number}")
        for process in numbers:
            node.run(flow.task_class.objects.get(process_id=process, flow_task=node))


def main() -> None:
    """Every plan through every stage."""
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from viewflow_app.flows import PlanFlow
    from viewflow_app.models import Entry

    for _ in range(WORK.plans):
        PlanFlow.start.run()
    measured("viewflow.workflow", "single", WORK.plans, lambda: run(PlanFlow))
    # Viewflow keeps what goes wrong in a function as the task's state instead of raising it.
    assert Entry.objects.count() == WORK.plans * len(WORK.stages)


main()
