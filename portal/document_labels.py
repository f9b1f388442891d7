"""What a document is called: the name its sender gave it, as far as it can be shown and saved."""

import re
import unicodedata

LONGEST_LABEL = 120
PARTS = re.compile(r"[/\\]")
NAMELESS = "document"


def clean_label(name: str | None) -> str:
    """The name that a sender gave a file, without its folders and without what is not seen.

    Letters that turn the direction of a text go too: they make `exe.pdf` of `fdp.exe`.
    """
    last = PARTS.split(name or "")[-1]
    shown = "".join(c if unicodedata.category(c)[0] not in "CZ" else _space(c) for c in last)
    label = " ".join(unicodedata.normalize("NFC", shown).split()).strip(". ")
    stem, dot, ending = label.rpartition(".")
    if len(label) > LONGEST_LABEL and dot and len(ending) <= 5:
        label = f"{stem[: LONGEST_LABEL - len(ending) - 1]}.{ending}"
    return label[:LONGEST_LABEL] or NAMELESS


def _space(letter: str) -> str:
    return " " if letter.isspace() else ""
