"""The two dates of a look back, as a page is asked for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.moments import Moment


@dataclass(slots=True)
class Dates:
    """The moment that is meant, what was written, and what is wrong with it, by name.

    The problems are names of words in `portal.look_back_words`, '' when nothing is wrong; a date
    that is wrong counts as left out.
    """

    moment: Moment
    written: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the answer."""
        return 422 if any(self.problems.values()) else 200


def read_dates(
    asked: Mapping[str, str], today: date, *, on: str = "on", known: str = "known"
) -> Dates:
    """The moment that a page is asked for, by the names of its two dates; today's when left out."""
    problems = {on: "", known: ""}
    known_on = _day(asked, known, today, problems)
    true_on = _day(asked, on, today, problems)
    moment = Moment(true_on or known_on or today, known_on or today)
    written = {name: asked.get(name, "").strip() for name in (on, known)}
    return Dates(moment, written, problems)


def _day(asked: Mapping[str, str], name: str, today: date, problems: dict[str, str]) -> date | None:
    text = asked.get(name, "").strip()
    if not text:
        return None
    try:
        on = date.fromisoformat(text)
    except ValueError:
        problems[name] = "no_date"
        return None
    if on > today:
        problems[name] = "not_yet"
        return None
    return on
