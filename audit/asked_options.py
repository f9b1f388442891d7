"""Which options of a command, flow or page are kept in the operations log: the one rule.

The log is never changed, so nothing personal may enter it (law 09-08, art. 3: no more data than the
purpose needs; art. 8: what is wrong is corrected, or erased). An option is kept when its value
can only be a flag, a number, a date, a code or a closed word. All else is «given»: whoever must
know more finds it in the history, or asks the person.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from pathlib import PurePath
from typing import Any, cast

GIVEN = "given"
MOST_LISTED = 20
BIGGEST = 10**7  # a longer number may be a telephone's or an identity card's
ENDINGS = frozenset({"csv", "html", "jsonl", "json", "md", "pdf", "txt", "xlsx", "yaml", "yml"})
SHAPES = re.compile(
    r"(?:PAO|OGP)-[0-9]{4}-[0-9]{2,12}-[0-9]{1,3}"  # the reference of a plan
    r"|(0[1-9]|1[0-2])(\.[0-9]{3}(\.[0-9]{2}\.[0-9]{1,2})?)?\.?"  # a code of the register
    r"|person:[0-9]{1,9}"
    r"|[0-9]{1,6}"
    r"|[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9:.]{5,15}(Z|\+00:00))?)?"  # a session, a date, an instant
)
# What only the name of an option tells from somebody's words.
NAMED = {
    "cohort": re.compile(r"[0-9]{4}(-[a-z0-9]{1,20}){0,3}"),
    "letter": re.compile(r"[0-9a-f]{32}"),
    "number": re.compile(r"[0-9a-f]{32}"),
}


def kept(options: Mapping[str, Any], known: Collection[str] = ()) -> dict[str, Any]:
    """The options as the operations log keeps them, without those that say nothing.

    Args:
        options: by the name that the program gives them; their names are kept as they are.
        known: words that whoever asks may only choose from, besides the engine's own.
    """
    said = {name: value for name, value in options.items() if value not in (None, False, "", [])}
    return {name: _kept(name, value, known) for name, value in said.items()}


def _kept(name: str, value: Any, known: Collection[str]) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bool, int, float)):
        return value if abs(value) < BIGGEST else GIVEN
    if isinstance(value, (list, tuple)):
        return _listed([_kept(name, one, known) for one in value])
    if isinstance(value, str) and _is_code(name, value, known):
        return value
    return _given(value)


def _listed(values: list[Any]) -> Any:
    """A list whole, or only how long it is."""
    if len(values) > MOST_LISTED or any(str(one).startswith(GIVEN) for one in values):
        return f"{len(values)} {GIVEN}"
    return values


def _is_code(name: str, value: str, known: Collection[str]) -> bool:
    shape = NAMED.get(name)
    return (
        SHAPES.fullmatch(value) is not None
        or (shape is not None and shape.fullmatch(value) is not None)
        or value in known
        or value in _closed_words()
    )


def _given(value: Any) -> str:
    """That something was given; of a file, its ending when it is one of ours."""
    if not isinstance(value, (str, PurePath)):
        return GIVEN
    ending = str(value).rpartition(".")[2].lower()
    return f"{GIVEN} (.{ending})" if ending in ENDINGS and "." in str(value) else GIVEN


@cache
def _closed_words() -> frozenset[str]:
    """Every word that the engine itself defines: states, kinds, roles, triggers and steps."""
    from audit.person_reasons import Because
    from lifecycle.acts import PEOPLE_ACTS, STEP_ACTS
    from lifecycle.pathway import VERSIONS
    from lifecycle.published_reasons import PublishedReason
    from models.base import VOCABULARIES

    vocabularies: list[type[StrEnum]] = [
        *cast(list[type[StrEnum]], VOCABULARIES),
        PublishedReason,
        Because,
    ]
    words = {str(word) for vocabulary in vocabularies for word in vocabulary}
    for table in VERSIONS.values():
        words |= {table.version, *(step.key for step in table.steps)}
        words |= {row.trigger for row in table.transitions}
    return frozenset(words | STEP_ACTS | PEOPLE_ACTS | {"ar", "fr", "en", "move_session"})
