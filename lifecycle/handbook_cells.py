"""What the tables of the handbook are made of: cells, lists and lines of Markdown."""

from collections.abc import Sequence

from lifecycle.handbook_words import LABELS
from lifecycle.language import Letter
from lifecycle.pathway import HELD_FOR_A_PERSON
from lifecycle.pathway_words import ROLE_NAMES, STAGE_NAMES
from models.words import Stage

COMMA = {"en": ", ", "fr": ", ", "ar": "، "}
SEMICOLON = {"en": "; ", "fr": "\u00a0; ", "ar": "؛ "}
COLON = {"en": ": ", "fr": "\u00a0: ", "ar": ": "}
NONE = "—"


def table(names: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> str:
    """A table of Markdown under the labels of its columns."""
    lines = [[label(name, language) for name in names], ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def label(name: str, language: str) -> str:
    """A heading or remark of the handbook."""
    return LABELS[name].said_in(language)


def listed(said: Sequence[str], language: str) -> str:
    """Several things in one cell; a dash for none."""
    return COMMA[language].join(said) or NONE


def stage_cell(stage: Stage, language: str) -> str:
    """A stage with its key."""
    return f"{STAGE_NAMES[stage].said_in(language)} `{stage.value}`"


def letters_cell(letters: Sequence[Letter], language: str) -> str:
    """Letters by kind, each with the roles it goes to; a dash for none."""
    return SEMICOLON[language].join(_letter(letter, language) for letter in letters) or NONE


def _letter(letter: Letter, language: str) -> str:
    to = COMMA[language].join(ROLE_NAMES[role].said_in(language) for role in letter.to)
    marks = [label("urgent", language)] if letter.urgent else []
    marks += [label("held", language)] if letter.kind in HELD_FOR_A_PERSON else []
    mark = f" ({COMMA[language].join(marks)})" if marks else ""
    return f"`{letter.kind}`{mark}{COLON[language]}{to}"
