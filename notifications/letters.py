"""Letters in Arabic, in French, or in both: words from `templates/email`, facts from the caller."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jinja2 import TemplateError
from markupsafe import Markup

from models.words import Language
from notifications.stationery import FOLDER, MissingWord, template
from notifications.wording import RLM, first_strong

Part = Literal["subject", "text", "html"]
Context = Mapping[Language, Mapping[str, Any]]

_RULE = "\n\n" + "―" * 12 + "\n\n"
_FILES: dict[Part, str] = {"subject": "subject.txt", "text": "body.txt", "html": "body.html"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of one letter: a subject of one line, the text part and the HTML part."""

    subject: str
    text: str
    html: str


class UnknownLetter(LookupError):
    """No folder of `templates/email` has the name of this kind."""


class LetterIncomplete(ValueError):
    """A letter asks for a variable that its context does not hold: add it where it is composed."""

    def __init__(self, kind: str, language: Language, part: Part, variable: str) -> None:
        super().__init__(
            f"The letter {kind!r} ({language}, {part}) needs the variable {variable!r}, "
            "and its context does not hold it."
        )
        self.kind, self.language, self.part, self.variable = kind, language, part, variable


@cache
def kinds() -> frozenset[str]:
    """The kinds of letters: one for each folder, but those that begin with an underscore."""
    return frozenset(
        folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name[0] != "_"
    )


def render(kind: str, language: Language, context: Context) -> Rendered:
    """One letter in the language its reader asked for; for both, Arabic stands above French.

    The subject and the title are in the first language only.

    Raises:
        UnknownLetter: no letter is of this kind.
        LetterIncomplete: a variable is absent, or the context of a whole language is.
    """
    if kind not in kinds():
        raise UnknownLetter(
            f"No letter is called {kind!r}; there are: {', '.join(sorted(kinds()))}"
        )
    blocks = _blocks(language)
    for block in blocks:
        if block not in context:
            raise LetterIncomplete(kind, block, "subject", f"context[{block}]")
    first = blocks[0]
    subject = _subject(_part(kind, first, "subject", context[first]), first)
    text = _RULE.join(_tidy(_part(kind, block, "text", context[block])) for block in blocks)
    inner = "".join(
        _part(kind, block, "html", {**context[block], "first": block is first}) for block in blocks
    )
    page = template("html", first, "_base/page.html")
    # The blocks were escaped where they were rendered.
    html = page.render(subject=subject, blocks=Markup(inner))  # noqa: S704
    return Rendered(subject, text + "\n", html)


def check_letters(sample: Callable[[str], Context]) -> list[str]:
    """Every kind in every language with the sample's context; what is wrong, in sentences."""
    problems = []
    for kind in sorted(kinds()):
        for language in Language:
            try:
                render(kind, language, sample(kind))
            except (LetterIncomplete, TemplateError, TypeError, ValueError) as problem:
                problems.append(f"{kind} ({language}): {type(problem).__name__}: {problem}")
    return problems


def _blocks(language: Language) -> tuple[Language, ...]:
    if language is Language.BOTH:
        return (Language.ARABIC, Language.FRENCH)
    return (language,)


def _part(kind: str, language: Language, part: Part, facts: Mapping[str, Any]) -> str:
    medium: Literal["html", "txt"] = "html" if part == "html" else "txt"
    try:
        return template(medium, language, f"{kind}/{language}/{_FILES[part]}").render(facts)
    except MissingWord as missing:
        raise LetterIncomplete(kind, language, part, missing.variable) from missing


def _subject(words: str, language: Language) -> str:
    """One line; an Arabic one is told to run from the right when its first letter does not."""
    words = re.sub(r"[\t\r\n ]+", " ", words).strip()
    if language is Language.ARABIC and first_strong(words) != "rtl":
        return RLM + words
    return words


def _tidy(text: str) -> str:
    """Without the blank lines that the unused parts of a layout leave behind."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip("\n ")
