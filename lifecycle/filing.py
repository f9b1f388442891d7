"""Filing a document of a plan: one more version, whose digest the history holds. Pure."""

from typing import Any

from lifecycle.change import Change
from lifecycle.errors import refusal
from lifecycle.facts import Filed
from lifecycle.history import fields_digest
from models.words import FilingKind


def file_document(
    change: Change, kind: FilingKind, document: dict[str, Any], *, occasion: int = 0, owed: int = 0
) -> Filed:
    """Let a change file one more version of a document.

    Args:
        change: it gets the document, and says its digest.
        kind: what it is.
        document: plain JSON values.
        occasion: the round that it belongs to, 0 for what a plan has once.
        owed: how many parts it should tell of and does not yet.

    Raises:
        Refused: it is word for word what was filed last.
    """
    known = change.facts.filed.get(kind)
    sha256 = fields_digest(document)
    again = known is not None and known.occasion == occasion
    number = known.number + 1 if known and again else 1
    if known and again and known.sha256 == sha256:
        raise refusal(
            "لم يتغير شيء مما سبق إيداعه.",
            "Rien n’a changé depuis le dernier dépôt.",
            f"This is version {known.number} as it stands: nothing changed",
        )
    filed = change.facts.filed[kind] = Filed(occasion, number, sha256, owed)
    change.document = document
    change.body["filed"] = {"kind": kind.value, **filed._asdict()}
    return filed
