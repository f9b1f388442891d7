"""The limit: the same rows written by the driver's own executemany, and nothing else."""

import time
from typing import Any

from sqlalchemy import Engine, text

CHUNK = 1000
READ = {
    "plans": "SELECT stage, entered_on, session_code, session_on, check_on, head_seq, head_hash, "
    "version, id FROM plan ORDER BY id",
    "steps": "SELECT * FROM plan_step WHERE stage = 'co_creation' ORDER BY id",
    "entries": "SELECT * FROM history_entry WHERE trigger = 'open_co_creation' ORDER BY id",
    "moves": "SELECT * FROM outbox_letter WHERE kind = 'co_creation_opened' ORDER BY id",
    "rungs": "SELECT * FROM outbox_letter WHERE rung IS NOT NULL ORDER BY id",
    "swept": "SELECT next_at, last_rung, id FROM plan_step WHERE last_rung IS NOT NULL ORDER BY id",
}
UPDATE_PLAN = (
    "UPDATE plan SET stage = ?, entered_on = ?, session_code = ?, session_on = ?, check_on = ?, "
    "head_seq = ?, head_hash = ?, version = ? WHERE id = ?"
)
UPDATE_STEP = "UPDATE plan_step SET next_at = ?, last_rung = ? WHERE id = ?"


def rows_of(engine: Engine, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The rows that the engine wrote, as the driver gives them: columns and values."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(READ[name])
        return [column[0] for column in cursor.description], [*map(_plain, cursor.fetchall())]
    finally:
        connection.close()


def write_moves(engine: Engine, source: Engine) -> float:
    """Seconds to write one stage change: states, steps, entries, letters."""
    _, plans = rows_of(source, "plans")
    parts = [(UPDATE_PLAN, plans)]
    for table, name in (
        ("plan_step", "steps"),
        ("history_entry", "entries"),
        ("outbox_letter", "moves"),
    ):
        columns, rows = rows_of(source, name)
        parts.append((insert(table, columns), rows))
    return timed(engine, parts, len(plans))


def write_rungs(engine: Engine, source: Engine) -> float:
    """Seconds to write what one sweep wrote: letters, and the next date of each step."""
    columns, letters = rows_of(source, "rungs")
    _, steps = rows_of(source, "swept")
    parts = [(insert("outbox_letter", columns), letters), (UPDATE_STEP, steps)]
    return timed(engine, parts, len(steps))


def insert(table: str, columns: list[str]) -> str:
    """An INSERT of whole rows."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def timed(engine: Engine, parts: list[tuple[str, list[tuple[Any, ...]]]], total: int) -> float:
    """Run every statement over its rows, a transaction a chunk of plans, as the engine does."""
    postgres = engine.dialect.name == "postgresql"
    chunks = max(1, -(-total // CHUNK))
    with engine.connect() as warm:
        warm.execute(text("SELECT 1"))
    connection = engine.raw_connection()
    cursor = connection.cursor()
    start = time.perf_counter()
    for chunk in range(chunks):
        if not postgres:
            cursor.execute("BEGIN IMMEDIATE")
        for statement, rows in parts:
            size = -(-len(rows) // chunks)
            part = rows[chunk * size : (chunk + 1) * size]
            cursor.executemany(statement.replace("?", "%s") if postgres else statement, part)
        if postgres:
            connection.commit()
        else:
            cursor.execute("COMMIT")
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def _plain(row: Any) -> tuple[Any, ...]:
    """PostgreSQL gives JSON back as objects; they are written as text again."""
    import json

    return tuple(json.dumps(v) if isinstance(v, dict) else v for v in row)
