"""A dashboard made by hand: it keeps what a flow shows, and runs its tasks in place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from prefect import Task

from flows.clock_of_run import engine_of_run

RUN = UUID(int=7)


@dataclass
class Dashboard:
    """What was shown, by key; how far the run went; the run's parameters as they were left."""

    tables: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    progress: list[tuple[float, str]] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def create_markdown_artifact(self, markdown: str, key: str, description: str = "") -> None:
        self.texts[key] = markdown

    def create_table_artifact(self, table: Any, key: str, description: str = "") -> None:
        self.tables[key] = table
        self.described[key] = description

    def create_progress_artifact(self, progress: float, key: str, description: str) -> UUID:
        self.progress.append((progress, description))
        return RUN

    def update_progress_artifact(self, artifact: UUID, progress: float, description: str) -> None:
        self.progress.append((progress, description))

    def update_flow_run(self, run: UUID, parameters: dict[str, Any]) -> None:
        assert run == RUN
        self.parameters = parameters

    def emit_event(
        self, event: str, resource: dict[str, str], payload: dict[str, Any] | None = None
    ) -> None:
        self.events.append((event, payload or {}))

    @contextmanager
    def get_client(self, sync_client: bool) -> Iterator["Dashboard"]:
        yield self

    @property
    def flow_run(self) -> SimpleNamespace:
        return SimpleNamespace(id=RUN, parameters=self.parameters)

    def shown(self) -> str:
        """Everything that was shown, as one text."""
        return "\n".join(
            [*self.texts.values(), str(self.tables), str(self.described), str(self.progress)]
        )

    def stands_in_for_prefect(self, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put this dashboard behind a flow's module, whose tasks then run in place."""
        for name, value in list(vars(module).items()):
            if isinstance(value, Task):
                monkeypatch.setattr(module, name, value.fn)
            elif name.endswith("_artifact") or name in ("get_client", "flow_run", "emit_event"):
                monkeypatch.setattr(module, name, getattr(self, name))


@contextmanager
def database_of_runs(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database that flows work on, for as long as the block runs."""
    monkeypatch.setenv("INFITAH_DATABASE_URL", url)
    engine_of_run.cache_clear()
    try:
        yield
    finally:
        engine_of_run().dispose()
        engine_of_run.cache_clear()
