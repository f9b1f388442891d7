"""What an entry holds, in words: Arabic, French or English."""

from audit.history_rows import EntryRow
from audit.set_deadlines import DeadlineSet
from lifecycle.language import Phrase
from lifecycle.pathway_words import BASIS_NAMES, STAGE_NAMES, STEP_NAMES, TRIGGER_DONE
from lifecycle.plan_search import regions
from models.words import Stage

YES = Phrase("نعم", "oui", "yes")
NONE = "–"  # an en dash: a deadline that is not there


def trigger_said(entry: EntryRow, language: str) -> str:
    """What happened, as a sentence; a trigger that no table knows any more stays as it is."""
    known = TRIGGER_DONE.get(entry.trigger)
    return known.said_in(language) if known else entry.trigger


def step_said(key: str, language: str) -> str:
    """The name of a step; '' for none, its key when no table knows it any more."""
    known = STEP_NAMES.get(key)
    return known.said_in(language) if known else key


def stage_said(stage: Stage | None, language: str) -> str:
    """The name of a stage; '' for none."""
    return STAGE_NAMES[stage].said_in(language) if stage else ""


def basis_said(entry: EntryRow, language: str) -> str:
    """What a replayed act rests on; '' for one that was not replayed."""
    return BASIS_NAMES[entry.basis].said_in(language) if entry.basis else ""


def erased_said(entry: EntryRow, language: str) -> str:
    """«yes» when a reason was given and destroyed since (law 09-08); '' otherwise."""
    return YES.said_in(language) if entry.erased else ""


def region_said(entry: EntryRow, language: str) -> str:
    """The name of the region in the register; its code when the register has none."""
    region = regions().get(entry.region_code)
    if region is None:
        return entry.region_code
    return region.name_ar if language == "ar" else region.name_fr


def deadlines_said(entry: EntryRow, language: str) -> str:
    """The deadlines that an entry set: «step: old -> new», one after the other."""
    return "; ".join(_deadline_said(one, language) for one in entry.deadlines)


def _deadline_said(one: DeadlineSet, language: str) -> str:
    times = f" ({one.occurrence})" if one.occurrence > 1 else ""
    return f"{step_said(one.step_key, language)}{times}: {_on(one.was)} -> {_on(one.due_on)}"


def _on(deadline: object) -> str:
    return str(deadline) if deadline else NONE
