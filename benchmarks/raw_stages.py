"""The limit: the rows that a stage wrote, written again by the driver alone, which decides nothing.

`set-based` copies them inside the database (INSERT ... SELECT), `executemany` sends them from
Python. Both get the very rows of the engine's own run.
"""

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from benchmarks.stages import Move, Site

NEW = ("plan", "plan_step", "history_entry", "log_pending", "history_disclosure", "outbox_letter")
CHANGED = ("plan", "plan_step")
CHUNK = 1000
# What one act must read before it can be decided: a batch reads for a thousand plans at once.
READ = (
    "SELECT p.*, c.kind, c.region_code FROM plan p "
    "JOIN collectivity c ON c.code = p.collectivity_code WHERE p.id = {mark}",
    "SELECT * FROM plan_step WHERE plan_id = {mark} ORDER BY id",
    "SELECT c.calendar FROM cohort c JOIN plan p ON p.cohort_id = c.id WHERE p.id = {mark}",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One statement and its rows; each row ends with the number of its plan."""

    statement: str
    rows: list[tuple[Any, ...]]


def write_again(site: Site, move: Move, *, at_once: int = CHUNK) -> float:
    """Seconds to write a stage's rows anew by executemany, so many plans a transaction.

    One plan a transaction is what an act is: then the plan, its steps and its calendar are read.
    """
    target = site.copy(move.before)
    mark = "%s" if target.dialect.name == "postgresql" else "?"
    reads = [one.format(mark=mark) for one in READ] if at_once == 1 else []
    parts = [_inserts(move, table, mark) for table in NEW]
    parts += [_updates(move, table, mark) for table in CHANGED]
    return _timed(target, [part for part in parts if part.rows], at_once, reads)


def rows_written(move: Move) -> int:
    """How many rows a stage wrote or changed."""
    parts = [_inserts(move, table, "?") for table in NEW]
    parts += [_updates(move, table, "?") for table in CHANGED]
    return sum(len(part.rows) for part in parts)


def _inserts(move: Move, table: str, mark: str) -> Part:
    known = {row[0] for row in _rows(move.before, table)[1]}
    names, rows = _rows(move.after, table)
    new = [row for row in rows if row[0] not in known]
    marks = ", ".join([mark] * len(names))
    plan_of = _plan_of(move, table, names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    return Part(statement, sorted(((*row, plan_of(row)) for row in new), key=lambda row: row[-1]))


def _updates(move: Move, table: str, mark: str) -> Part:
    before = {row[0]: row for row in _rows(move.before, table)[1]}
    names, rows = _rows(move.after, table)
    places = [
        at for at in range(1, len(names))
        if any(row[0] in before and row[at] != before[row[0]][at] for row in rows)
    ]  # fmt: skip
    changed = [row for row in rows if row[0] in before and row != before[row[0]]]
    sets = ", ".join(f"{names[at]} = {mark}" for at in places)
    plan_of = _plan_of(move, table, names)
    found = [(*(row[at] for at in places), row[0], plan_of(row)) for row in changed]
    statement = f"UPDATE {table} SET {sets} WHERE id = {mark}"
    return Part(statement, sorted(found, key=lambda row: row[-1]))


def _plan_of(move: Move, table: str, names: list[str]) -> Any:
    """Which plan a row belongs to: its own number, its column, or its entry's."""
    if table == "plan":
        return lambda row: row[0]
    if "plan_id" in names:
        at = names.index("plan_id")
        return lambda row: row[at] or 0
    if "chain" in names:
        at = names.index("chain")
        return lambda row: row[at]
    names_of, entries = _rows(move.after, "history_entry")
    owner = names_of.index("plan_id")
    plan_of = {row[0]: row[owner] for row in entries}
    at = names.index("entry_id")
    return lambda row: plan_of[row[at]]


def _rows(engine: Engine, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        names = [column[0] for column in cursor.description or ()]
        return names, [tuple(map(_plain, row)) for row in cursor.fetchall()]
    finally:
        connection.close()


def _timed(engine: Engine, parts: list[Part], at_once: int, reads: list[str]) -> float:
    """Run the statements over their rows, `at_once` plans in each transaction."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    groups = [_by_group(part.rows, at_once) for part in parts]
    numbers = sorted({number for group in groups for number in group})
    begin = engine.dialect.name == "sqlite"
    start = time.perf_counter()
    for number in numbers:
        if begin:
            cursor.execute("BEGIN IMMEDIATE")
        for statement in reads:
            cursor.execute(statement, (number + 1,))
            cursor.fetchall()
        for part, group in zip(parts, groups, strict=True):
            if number in group:
                cursor.executemany(part.statement, group[number])
        if begin:
            cursor.execute("COMMIT")
        else:
            connection.commit()
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def _by_group(rows: list[tuple[Any, ...]], at_once: int) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault((row[-1] - 1) // at_once, []).append(row[:-1])
    return found


def _plain(value: Any) -> Any:
    """PostgreSQL gives JSON back as objects; they are written as text again."""
    return json.dumps(value) if isinstance(value, dict | list) else value
