"""The operations log takes records of opaque actors only, and never keeps anybody waiting."""

import time
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from audit.operation_rows import operations
from audit.operations import Operation, record
from lifecycle.clock import VirtualClock
from models.database import open_database, reading, writing
from models.words import OperationKind, OperationResult

CLOCK = VirtualClock(__import__("datetime").date(2026, 11, 23))


def an_operation(**other: object) -> Operation:
    said = {
        "kind": OperationKind.COMMAND, "name": "plan fire", "who": "cli:root",
        "began_at": CLOCK.now() - timedelta(seconds=2), "result": OperationResult.DONE,
        "told": "exit code 0",
    }  # fmt: skip
    return Operation(**(said | other))  # type: ignore[arg-type]
