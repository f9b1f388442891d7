"""`infitah backup` and `infitah restore`: everything that is kept, in one file, verified."""

import argparse

from audit.backup import BackedUp, back_up, restore
from audit.log_folder import folder_of
from flows.connect import connect
from flows.shown import clock_of, print_json
from models.database import open_database
from models.settings import data_folder, database_url


def backup(arguments: argparse.Namespace) -> None:
    """Write a backup while the engine works, and say what is in it."""
    engine, clock = connect(arguments), clock_of(arguments)
    made = back_up(engine, arguments.file, clock.now(), keys=arguments.with_keys)
    _say(arguments, made, f"{arguments.file}: written and verified")


def restore_(arguments: argparse.Namespace) -> None:
    """Put a backup back into an empty place, and verify it there."""
    url = arguments.db or database_url()
    engine = open_database(url)
    made = restore(arguments.file, data_folder(), engine, folder_of(engine))
    _say(arguments, made, f"{arguments.file}: restored and verified")


def _say(arguments: argparse.Namespace, made: BackedUp, told: str) -> None:
    manifest, verdict = made.manifest, made.verdict
    documents = sum(name.startswith("documents/") for name in manifest.parts)
    if arguments.json:
        return print_json(
            {
                "file": str(arguments.file), "made_at": manifest.made_at,
                "database": manifest.database, "revision": manifest.revision,
                "entries": verdict.entries, "plans": verdict.plans, "documents": documents,
                "keys": manifest.keys, "holds": verdict.holds,
            }
        )  # fmt: skip
    print(told)
    print(f"{verdict.entries} entries of {verdict.plans} plans, {documents} documents, "
          f"schema {manifest.revision}, {manifest.database}")  # fmt: skip
    keys = "with the key that signs" if manifest.keys else "without the key that signs"
    return print(f"{keys}; the history holds")
