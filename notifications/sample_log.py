"""Invented facts about the log, for the samples of letters; nothing in them verifies."""

from datetime import date
from typing import Any

from models.log import SHORT_ROOT
from notifications.checkpoint_letter import VERIFIER
from notifications.log_foot import LogFoot
from notifications.mime_parts import AttachedText

SIZE, ROOT = 12345, "9f3a0c5e71d2b846" * 4
KEY = "audit.example/log+8c2a91f0+AVsample+sample/sample+sample+sample+sample="
FOOT = LogFoot(SIZE, ROOT[:SHORT_ROOT])


def checkpoint() -> dict[str, Any]:
    """The own facts of a letter with a checkpoint, the same in both languages."""
    return {
        "on": date(2026, 11, 23),
        "size": SIZE,
        "root": ROOT,
        "command": f"{VERIFIER} {SIZE}:{ROOT}",
        "keys": [KEY],
        "attached": AttachedText(f"checkpoint-{SIZE}.txt", b"a sample: no signed note\n"),
        "replayed": False,
    }
