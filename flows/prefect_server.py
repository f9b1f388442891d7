"""Prefect's server, whose schedules run: `python -m flows.prefect_server --host H --port N`.

SQLAlchemy 2.1 asks a computed attribute that stands among the values of a bulk insert what to do
with it; Prefect 3.8 hands `state` to its scheduler's insert and says nothing, so that the server
answers, and schedules no run ever, on SQLite and on PostgreSQL. SQLAlchemy 2.0 left such a value
out, and so do we. Without effect once Prefect says it itself.
"""

import sys
from typing import Any

from prefect.server.database import orm_models
from sqlalchemy import inspect
from sqlalchemy.ext.hybrid import hybrid_property

SETTER = "bulk_dml_setter"


def leave_out_computed_values() -> list[str]:
    """Let bulk inserts of Prefect's records leave out computed values; gives back which."""
    mended = []
    for mapper in orm_models.Base.registry.mappers:
        for name, attribute in inspect(mapper).all_orm_descriptors.items():
            if isinstance(attribute, hybrid_property) and getattr(attribute, SETTER) is None:
                setattr(attribute, SETTER, _leave_out)
                mended.append(f"{mapper.class_.__name__}.{name}")
    return sorted(set(mended))


def _leave_out(record: Any, values: dict[str, Any], value: Any) -> None:
    """SQLAlchemy asks; nothing is added for it."""


def main() -> None:
    """Start the server as `prefect server start` does, with the same options."""
    from prefect.cli import app

    leave_out_computed_values()
    sys.argv = ["prefect", "server", "start", *sys.argv[1:]]
    app()


if __name__ == "__main__":
    main()
