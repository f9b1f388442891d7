"""Many more plans made of a few real ones: rows copied inside the database, each with its own keys.

The few were opened, moved and reminded by the engine. What a copy's history entry says in its bytes
is what its model's says: enough for whatever reads columns, not for verification.
"""

from sqlalchemy import Connection, Engine, inspect, text

# For each table, the columns that a copy has of its own: `b` is the model's row, `c.k` which copy,
# and {n} how many plans were there.
OWN = {
    "plan": {
        "id": "b.id + c.k * {n}",
        "reference": "'X-' || (b.id + c.k * {n})",
        "collectivity_code": "'9' || (b.id + c.k * {n})",
    },
    "plan_step": {"id": "b.id + c.k * {steps}", "plan_id": "b.plan_id + c.k * {n}"},
    "history_entry": {"id": "b.id + c.k * {entries}", "plan_id": "b.plan_id + c.k * {n}"},
    "outbox_letter": {
        "id": "substr(b.id, 1, 24) || '-' || c.k",
        "key": "b.key || ':' || c.k",
        "plan_id": "b.plan_id + c.k * {n}",
        "collectivity_code": "'9' || (b.plan_id + c.k * {n})",
    },
}
COPIES = "WITH RECURSIVE c(k) AS (SELECT {first} UNION ALL SELECT k + 1 FROM c WHERE k < {last})"
CHUNK = 50  # copies in one transaction
# Rows arrive in the order of no index: without memory for the indexes each costs the disk. The
# connection is closed before anything is measured.
HURRIED = ("synchronous = OFF", "cache_size = -8000000", "wal_autocheckpoint = 100000")


def multiply(engine: Engine, times: int) -> None:
    """Make `times` as many plans as there are."""
    _hurry(engine)
    with engine.connect() as connection:
        n, steps, entries = (
            connection.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in ("plan", "plan_step", "history_entry")
        )
    sizes = {"n": n, "steps": steps, "entries": entries}
    for first in range(1, times, CHUNK):
        last = min(first + CHUNK, times) - 1
        with engine.begin() as connection:
            _copy(connection, sizes, first, last)
    with engine.begin() as connection:
        _settle(connection)
    engine.dispose()


def _hurry(engine: Engine) -> None:
    """The one connection that makes the copies waits for no disk (SQLite)."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        for setting in HURRIED:
            connection.cursor().execute(f"PRAGMA {setting}")
        connection.close()


def _copy(connection: Connection, sizes: dict[str, int], first: int, last: int) -> None:
    copies = COPIES.format(first=first, last=last)
    code = OWN["plan"]["collectivity_code"].format(**sizes)
    connection.execute(
        text(
            "INSERT INTO collectivity (code, kind, name_ar, name_fr, region_code, province_code) "
            f"{copies} SELECT {code}, m.kind, m.name_ar, m.name_fr, m.region_code, m.province_code "
            "FROM c, plan b JOIN collectivity m ON m.code = b.collectivity_code "
            f"WHERE b.id <= {sizes['n']}"
        )
    )
    for table, own in OWN.items():
        columns = [column["name"] for column in inspect(connection).get_columns(table)]
        values = [own[name].format(**sizes) if name in own else f'b."{name}"' for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        which = "b.id" if table == "plan" else "b.plan_id"
        connection.execute(
            text(
                f"INSERT INTO {table} ({names}) {copies} SELECT {', '.join(values)} "
                f"FROM c, {table} b WHERE {which} <= {sizes['n']}"
            )
        )


def _settle(connection: Connection) -> None:
    """The counters of keys go on after the copies, and the planner knows what there is."""
    if connection.dialect.name == "postgresql":
        for table in ("plan", "plan_step", "history_entry"):
            known = f"(SELECT max(id) FROM {table})"
            connection.execute(text(f"SELECT setval('{table}_id_seq', {known})"))
    connection.execute(text("ANALYZE"))
