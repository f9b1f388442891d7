"""Django's settings for the database that a peer is given."""

from typing import Any

from sqlalchemy.engine import make_url


def database(url: str) -> dict[str, Any]:
    """Django's settings for a SQLAlchemy URL."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        options = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": parsed.database, "OPTIONS": options}
    query = {name: value for name, value in parsed.query.items() if name == "host"}
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": parsed.database,
        "USER": parsed.username, "PASSWORD": parsed.password or "",
        "HOST": query.get("host", parsed.host or ""), "PORT": str(parsed.port or ""),
    }  # fmt: skip
