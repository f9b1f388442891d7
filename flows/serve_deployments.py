"""The process that serves every deployment: `python -m flows.serve_deployments`."""

import asyncio
import os
from importlib import import_module
from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.events import DeploymentTriggerTypes
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from pydantic import TypeAdapter

from flows.deployments import CASABLANCA, DEPLOYMENTS, Deployment
from flows.readiness import check_readiness
from flows.watch_settings import WatchSettings
from flows.watches import watches
from lifecycle.legal_time import check_legal_time
from models.log_setup import set_up_log
from models.settings import data_folder

AT_ONCE = 4  # runs: each is a process of its own


async def runner_deployment(deployment: Deployment) -> Any:
    """A deployment as Prefect serves it."""
    module, name = deployment.entrypoint.split(":")
    flow = getattr(import_module(module), name)
    return await flow.ato_deployment(
        name=deployment.name,
        description=deployment.description,
        tags=list(deployment.tags),
        schedules=[Cron(deployment.cron, timezone=CASABLANCA)] if deployment.cron else [],
        triggers=triggers() if deployment.watches else None,
        concurrency_limit=ConcurrencyLimitConfig(
            limit=deployment.at_once, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def triggers() -> list[DeploymentTriggerTypes]:
    """The watches as Prefect takes them; their patience is that of the settings."""
    known: TypeAdapter[DeploymentTriggerTypes] = TypeAdapter(DeploymentTriggerTypes)
    return [known.validate_python(one) for one in watches(WatchSettings())]


async def main() -> None:
    """Register the deployments, tell that they are there, and run what they schedule.

    Raises:
        StaleTimeZone, TableRefused, LettersRefused: what would fail later is refused at the start.
    """
    set_up_log()
    check_legal_time()
    check_readiness()
    runner = Runner(name="infitah", pause_on_shutdown=False, limit=AT_ONCE)
    for deployment in DEPLOYMENTS:
        added: Any = runner.add_deployment(await runner_deployment(deployment))
        await added
    (data_folder() / "deployments.ready").write_text(str(os.getpid()))
    started: Any = runner.start()
    await started


if __name__ == "__main__":
    asyncio.run(main())
