"""The facts of the weekly letter with the log's signed checkpoint, gathered when it leaves."""

from typing import Any

from sqlalchemy.orm import Session

from audit.checkpoints import read_checkpoint
from audit.log_folder import folder_of
from audit.newest_checkpoint import newest_checkpoint
from lifecycle.legal_time import local_date
from models.words import Language
from notifications.mime_parts import AttachedText

VERIFIER = "python3 infitah_verify.py EXPORT.jsonl --key KEY --held"


class NoCheckpoint(LookupError):
    """There is no checkpoint to send yet."""


def checkpoint_facts(session: Session) -> dict[Language, dict[str, Any]]:
    """What the letter says of the newest checkpoint; size and root are those that were signed.

    The keys are told to be compared only: a letter cannot vouch for the key in it. They are empty
    where the folder of the log cannot be read.

    Raises:
        NoCheckpoint: nothing was signed yet.
        NoteRefused: what the database holds is no checkpoint.
    """
    newest = newest_checkpoint(session)
    if newest is None:
        raise NoCheckpoint("nothing was signed yet")
    told = read_checkpoint(newest.note)
    root = told.root.hex()
    facts = {
        "on": local_date(newest.made_at),
        "size": told.size,
        "root": root,
        "command": f"{VERIFIER} {told.size}:{root}",
        "keys": _keys(session),
        "attached": AttachedText(f"checkpoint-{told.size}.txt", newest.note.encode()),
    }
    return {Language.ARABIC: facts, Language.FRENCH: facts}


def _keys(session: Session) -> list[str]:
    """The log's keys as auditors hold them, the first one first."""
    try:
        return [str(key) for key in folder_of(session.connection().engine).verifiers()]
    except (OSError, ValueError):
        return []
