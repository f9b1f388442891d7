"""The work pool and its queues, made or put right: `python -m flows.work_pool`.

`prefect deploy` makes a queue that is missing, but knows nothing of its priority.
"""

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from flows.deployments import POOL, QUEUES


def make_pool(client: SyncPrefectClient) -> dict[str, int]:
    """Make the pool and its queues; gives back the priorities as the server has them now."""
    try:
        client.read_work_pool(POOL)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    known = {queue.name for queue in client.read_work_queues(work_pool_name=POOL)}
    for name in QUEUES.keys() - known:
        client.create_work_queue(name, work_pool_name=POOL)
    # Setting one priority moves the others aside: from the last to the first, the first ends first.
    for name in sorted(QUEUES, key=QUEUES.__getitem__, reverse=True):
        number = next(q.id for q in client.read_work_queues(work_pool_name=POOL) if q.name == name)
        client.update_work_queue(number, priority=QUEUES[name])
    return {q.name: q.priority or 0 for q in client.read_work_queues(work_pool_name=POOL)}


def main() -> None:
    """Make them on the server that PREFECT_API_URL names, and say so."""
    with get_client(sync_client=True) as client:
        made = make_pool(client)
    said = ", ".join(f"{name} {made[name]}" for name in sorted(made, key=made.__getitem__))
    print(f"work pool {POOL}: queues by priority: {said}")


if __name__ == "__main__":
    main()
