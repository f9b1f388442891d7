"""Where a database stands among the revisions of this checkout, without the migrations' library."""

from enum import StrEnum

from sqlalchemy import Engine

from models.revision import VERSIONS, revision_of

MIGRATE = "infitah up --check --empty"


class Standing(StrEnum):
    """How a database stands to the newest revision of this checkout."""

    CURRENT = "current"
    EMPTY = "empty"  # there is no table of ours
    OLDER = "older"
    UNKNOWN = "unknown"  # made by a newer release, or by none


def known_revisions() -> list[str]:
    """Every revision of this checkout, the oldest first."""
    return sorted(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def standing(engine: Engine) -> tuple[Standing, str | None]:
    """How a database stands, and at which revision."""
    with engine.execution_options(reading=True).connect() as connection:
        stands = revision_of(connection)
    if stands is None:
        return Standing.EMPTY, None
    *older, newest = known_revisions()
    if stands == newest:
        return Standing.CURRENT, stands
    return (Standing.OLDER if stands in older else Standing.UNKNOWN), stands


def standing_told(state: Standing, stands: str | None) -> str:
    """One sentence on how a database stands, and the command that mends it; '' when it is current.

    Args:
        state: how it stands.
        stands: its revision.
    """
    newest = known_revisions()[-1]
    return {
        Standing.CURRENT: "",
        Standing.EMPTY: f"is empty. Run `infitah up` (or `make run`), or `{MIGRATE}`.",
        Standing.OLDER: (
            f"stands at revision {stands}, older than {newest} of this release. Make a backup "
            f"with the release that made it, then migrate: `{MIGRATE}` (docs/upgrade.md)."
        ),
        Standing.UNKNOWN: (
            f"stands at revision {stands}, which this release (newest {newest}) does not know: a "
            "newer one made it. Run that release, or restore a backup from before it was migrated."
        ),
    }[state]
