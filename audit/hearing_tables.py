"""The two tables of the paper: what happened, and the deadlines that were moved."""

from datetime import date

from audit.actor_roles import role_on
from audit.hearing import Hearing, utc
from audit.hearing_paper import HearingPaper
from audit.hearing_words import ARROWS, hearing_word
from audit.history_rows import EntryRow
from audit.history_said import basis_said, stage_said, step_said, trigger_said
from audit.paper_table import PaperTable
from audit.paper_words import Words
from audit.set_deadlines import DeadlineSet
from lifecycle.cohort_cells import clean
from lifecycle.pathway_words import ROLE_NAMES
from models.words import ActorKind

Columns = tuple[tuple[str, float], ...]
# The words of the titles, and widths in millimetres: 182 in all.
HAPPENED: Columns = (
    ("n", 9.0), ("on", 19.0), ("recorded", 20.0), ("what", 55.0), ("stages", 31.0), ("who", 26.0),
    ("proof", 22.0),
)  # fmt: skip
MOVED: Columns = (
    ("n", 9.0), ("on", 19.0), ("step", 56.0), ("was", 20.0), ("is_due", 20.0), ("what", 32.0),
    ("who", 26.0),
)  # fmt: skip
REPLAYED = "person:replay"  # who acts in a replay: nobody in particular
SHORT = 12  # letters of a hash


def write_happened(paper: HearingPaper, told: Hearing) -> None:
    """Every entry: when it happened and was recorded, what, by whom, why, and its hash."""
    paper.heading(hearing_word("happened", told.language))
    table = PaperTable(paper, _titled(HAPPENED, told.language))
    for entry in told.entries:
        table.row(_happened(entry, told), _notes(entry, told.language))


def write_moved(paper: HearingPaper, told: Hearing) -> None:
    """Every deadline that was moved: where it stood, where it stands, by whom, and why."""
    paper.heading(hearing_word("moved", told.language))
    moved = [(e, [one for one in e.deadlines if one.moved]) for e in told.entries]
    if not any(ones for _, ones in moved):
        paper.paragraph(hearing_word("none_moved", told.language))
        return
    table = PaperTable(paper, _titled(MOVED, told.language))
    for entry, ones in moved:
        for one in ones:  # the reason stands once, below the last deadline of its entry
            notes = _why(entry, told.language) if one is ones[-1] else ()
            table.row(_moved(entry, one, told), notes)


def _happened(entry: EntryRow, told: Hearing) -> list[Words]:
    return [
        Words(str(entry.seq), technical=True),
        _on(entry.effective_on),
        Words(utc(entry.recorded_at).replace(" ", "\n"), technical=True),
        Words(_what(entry, told.language)),
        Words(_stages(entry, told.language)),
        Words(_who(entry, told)),
        Words(f"{entry.leaf_hash[:SHORT]}\n{_place(entry, told.language)}"),
    ]


def _moved(entry: EntryRow, one: DeadlineSet, told: Hearing) -> list[Words]:
    return [
        Words(str(entry.seq), technical=True),
        _on(entry.effective_on),
        Words(step_said(one.step_key, told.language)),
        _on(one.was),
        _on(one.due_on, instead=hearing_word("no_deadline", told.language)),
        Words(trigger_said(entry, told.language)),
        Words(_who(entry, told)),
    ]


def _titled(columns: Columns, language: str) -> list[tuple[str, float]]:
    return [(hearing_word(word, language), width) for word, width in columns]


def _on(on: date | None, instead: str = "") -> Words:
    return Words(on.isoformat(), technical=True) if on else Words(instead)


def _what(entry: EntryRow, language: str) -> str:
    said = trigger_said(entry, language)
    return f"{said}\n{step_said(entry.step_key, language)}" if entry.step_key else said


def _stages(entry: EntryRow, language: str) -> str:
    """From one stage to another; the stage alone when the plan stayed in it."""
    after = stage_said(entry.to_stage, language)
    if entry.from_stage in (None, entry.to_stage):
        return after
    return f"{stage_said(entry.from_stage, language)} {ARROWS[language]} {after}"


def _who(entry: EntryRow, told: Hearing) -> str:
    """The role that the actor held on that day, when it is known, and the opaque number."""
    if entry.actor_kind is ActorKind.ENGINE:
        return hearing_word("engine", told.language)
    if entry.actor_id == REPLAYED:
        return hearing_word("replay", told.language)
    role = role_on(told.roles, entry.actor_id, entry.effective_on)
    return (
        f"{ROLE_NAMES[role].said_in(told.language)}\n{entry.actor_id}" if role else entry.actor_id
    )


def _place(entry: EntryRow, language: str) -> str:
    if entry.place is None:
        return hearing_word("no_place", language)
    return hearing_word("place", language, place=entry.place)


def _notes(entry: EntryRow, language: str) -> list[tuple[str, Words]]:
    """What stands below an entry: why, its source, and what a replayed one rests on."""
    said = [("source", entry.source), ("basis", basis_said(entry, language))]
    more = [
        (hearing_word(word, language), Words(clean(text), free=True)) for word, text in said if text
    ]
    return [*_why(entry, language), *more]


def _why(entry: EntryRow, language: str) -> list[tuple[str, Words]]:
    """Why, in somebody's own words: without line breaks and without marks that turn text around."""
    text = hearing_word("erased", language) if entry.erased else clean(entry.reason)
    return [(hearing_word("why", language), Words(text, free=True))] if text else []
