"""What is asked of a session: the posted form read into plain values, or its problems by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from lifecycle.acts import MOVE_SESSION
from lifecycle.batches import Said
from lifecycle.door import Answer
from lifecycle.entries import Occasion
from lifecycle.previews import Work
from lifecycle.published_reasons import KEY, reason_choices
from lifecycle.session_moves import is_ordinary, move_session
from lifecycle.whatif import Question
from models.words import BatchKind, CollectivityKind

MOVED, CANCELLED = "moved", "cancelled"
FIELDS = ("kind", "code", "collectivity", "what", "opens_on", "reason", "source", "published")
LONGEST = 500  # characters that the record of a session holds


@dataclass(slots=True)
class SessionForm:
    """The values as they were written, so that none is lost, and the problems by field."""

    values: dict[str, str]
    opens_on: date | None = None
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> CollectivityKind | None:
        """The kind, when it is one."""
        said = self.values["kind"]
        return CollectivityKind(said) if said in set(CollectivityKind) else None

    def question(self, occasion: Occasion) -> Question:
        """The move that is asked, for a form without problems: to preview and to apply."""

        def make(of_batch: Said) -> Work:
            return partial(_move, form=self, occasion=occasion, of_batch=of_batch)

        return Question(BatchKind.MOVE_SESSION, dict(self.values), self.values["reason"], make)


def read_session_form(form: Mapping[str, Any]) -> SessionForm:
    """A posted form; the problems are names of words in `portal.session_words`."""
    values = {name: written(form.get(name)) for name in FIELDS}
    read = SessionForm(values)
    if read.kind is None or not is_ordinary(read.kind, values["code"]):
        read.problems["code"] = "need_kind"
    if values["what"] not in (MOVED, CANCELLED):
        read.problems["what"] = "need_what"
    _read_date(read)
    for name in ("reason", "source"):
        if not values[name]:
            read.problems[name] = f"need_{name}"
    if values["published"] and values["published"] not in dict(reason_choices(MOVE_SESSION)):
        read.problems["published"] = "need_published"
    return read


def written(value: Any) -> str:
    """A line of text as it was written, without what no keyboard writes and PostgreSQL refuses."""
    text = value if isinstance(value, str) else ""
    return "".join(one for one in text if one.isprintable()).strip()[:LONGEST]


def day_of(text: str) -> date | None:
    """A date written YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2023-10-02") else None
    except ValueError:
        return None


def _read_date(read: SessionForm) -> None:
    written, what = read.values["opens_on"], read.values["what"]
    if what == MOVED:
        read.opens_on = day_of(written)
        if read.opens_on is None:
            read.problems["opens_on"] = "need_date"
    elif what == CANCELLED and written:
        read.problems["opens_on"] = "no_date_cancelled"


def _move(session: Session, form: SessionForm, occasion: Occasion, of_batch: Said) -> list[Answer]:
    kind, values = form.kind, form.values
    assert kind is not None  # noqa: S101 - a form without problems has one
    return move_session(
        session,
        kind=kind,
        code=values["code"],
        opens_on=form.opens_on,
        reason=values["reason"],
        source=values["source"],
        occasion=occasion,
        collectivity_code=values["collectivity"] or None,
        said=({KEY: values["published"]} if values["published"] else {}) | dict(of_batch),
    )
