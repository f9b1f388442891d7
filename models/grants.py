"""What the engine's own account may do on PostgreSQL, when another role owns the tables.

The owner of a table can switch its triggers off; so in production the tables belong to a role that
only migrates, and the engine connects as one that cannot.
"""

import re

from models.append_only import TABLES

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")
ADD_AND_ERASE = ("history_disclosure",)  # erasable words (law 09-08): never rewritten
READ_ONLY = ("alembic_version",)


def grants(role: str) -> list[str]:
    """The statements, for the owner to run after each migration.

    Args:
        role: the account of the engine, a plain name.

    Raises:
        ValueError: the name is not plain.
    """
    if not ROLE.match(role):
        raise ValueError(f"{role!r} is no plain name of a role: a-z, 0-9 and _ only")
    everything = "ALL TABLES IN SCHEMA public"
    only_added = ", ".join(TABLES)
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON {everything} FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {only_added} FROM {role}",
        f"REVOKE UPDATE, TRUNCATE ON {', '.join(ADD_AND_ERASE)} FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {', '.join(READ_ONLY)} FROM {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
