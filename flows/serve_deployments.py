"""The process that serves every deployment: `python -m flows.serve_deployments`."""

import asyncio
import logging
import os
from importlib import import_module
from typing import Any

from prefect import aserve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import EntrypointType
from prefect.schedules import Cron

from flows.deployments import CASABLANCA, DEPLOYMENTS, Deployment
from lifecycle.legal_time import check_legal_time
from models.settings import data_folder


def runner_deployment(deployment: Deployment) -> Any:
    """A deployment as Prefect serves it."""
    module, name = deployment.entrypoint.split(":")
    flow = getattr(import_module(module), name)
    return flow.to_deployment(
        name=deployment.name,
        description=deployment.description,
        tags=list(deployment.tags),
        schedules=[Cron(deployment.cron, timezone=CASABLANCA)] if deployment.cron else [],
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


async def main() -> None:
    """Register the deployments, tell that they are there, and run what they schedule."""
    check_legal_time()
    made = [runner_deployment(deployment) for deployment in DEPLOYMENTS]
    for deployment in made:
        await deployment.aapply()
    (data_folder() / "deployments.ready").write_text(str(os.getpid()))
    await aserve(*made, print_starting_message=False, limit=4)


if __name__ == "__main__":
    logging.getLogger("prefect").setLevel(logging.INFO)
    asyncio.run(main())
