"""What an auditor asks for in the address of a page; what is not understood filters nothing."""

from datetime import date

from starlette.requests import Request

from audit.entry_search import Start
from audit.entry_sources import EntriesAsked
from lifecycle.pathway_words import STEP_NAMES, TRIGGER_DONE
from lifecycle.plan_search import regions
from models.words import LogEntryKind

YEARS = range(1900, 2200)
DIGITS = 15


def entries_asked(request: Request) -> EntriesAsked:
    """The filters of a search of the history."""
    asked = request.query_params
    trigger, step, region = (asked.get(name, "") for name in ("trigger", "step", "region"))
    known = trigger in TRIGGER_DONE or trigger in set(LogEntryKind)
    return EntriesAsked(
        actor=asked.get("actor", "").strip()[:64],
        happened_from=_day(asked.get("happened_from", "")),
        happened_to=_day(asked.get("happened_to", "")),
        recorded_from=_day(asked.get("recorded_from", "")),
        recorded_to=_day(asked.get("recorded_to", "")),
        trigger=trigger if known else "",
        step=step if step in STEP_NAMES else "",
        region=region if region in regions() else "",
        plan=asked.get("plan", "").strip()[:100],
    )


def start_asked(request: Request) -> Start:
    """Where the page begins."""
    before = number_of(request.query_params.get("before", ""))
    return Start(number_of(request.query_params.get("skip", "")) or 0, before)


def number_of(text: str) -> int | None:
    """A whole number as an address holds it; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if plain and str(int(text)) == text else None


def _day(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.year in YEARS else None
