"""The tables of the handbook about stages: how they are entered and left, and what follows."""

from collections.abc import Sequence

from lifecycle.guards import sentence
from lifecycle.handbook_cells import (
    COLON,
    COMMA,
    NONE,
    SEMICOLON,
    label,
    letters_cell,
    listed,
    stage_cell,
    table,
)
from lifecycle.handbook_words import AIM_NAMES, FIRED_NAMES
from lifecycle.language import Pathway, Transition, all_said
from lifecycle.pathway import (
    COUNCIL_RENEWED,
    DEADLINE_MOVED,
    EXTENSION_ASKED,
    EXTENSION_REFUSED,
    HAND_OVER_DONE,
    NEXT_CYCLE,
    SESSION_MOVED,
    STEP_ACCEPTED,
    STEP_REPORTED,
    STEP_RETURNED,
    SUCCESSOR_NAMED,
    WELCOME,
)
from lifecycle.pathway_words import STEP_NAMES, TRIGGER_DONE, TRIGGER_NAMES, deadline_words


def stages(pathway: Pathway, language: str) -> str:
    """Each stage, how it is entered and how it is left."""
    rows = []
    for stage in pathway.stages:
        into = [row.trigger for row in pathway.transitions if row.dest == stage]
        out = [row.trigger for row in pathway.transitions if stage in row.sources]
        start = [label("start", language)] if stage == pathway.stages[0] else []
        rows.append(
            [
                stage_cell(stage, language),
                listed(start + _triggers(into, language), language),
                listed(_triggers(out, language), language),
            ]
        )
    return table(("stage", "entered_by", "left_by"), rows, language)


def transitions(pathway: Pathway, language: str) -> str:
    """Each row of the table: from, by what, to, who fires it, what refuses it, what follows."""
    names = ("from", "transition", "to", "fired_by", "refused", "not_before", "also", "letters")
    return table(names, [_transition(row, language) for row in pathway.transitions], language)


def acts(pathway: Pathway, language: str) -> str:
    """The letters of the acts that are not transitions."""
    done = all_said(TRIGGER_DONE, language)
    letters = {
        "report_step": STEP_REPORTED,
        "correct_report": STEP_REPORTED,
        "accept_step": STEP_ACCEPTED,
        "return_step": STEP_RETURNED,
        "ask_extension": EXTENSION_ASKED,
        "grant_extension": DEADLINE_MOVED,
        "refuse_extension": EXTENSION_REFUSED,
        "move_deadline": DEADLINE_MOVED,
        **({"move_session": SESSION_MOVED} if pathway.has_vote else {}),
        "renew_council": COUNCIL_RENEWED,
        "name_successor": SUCCESSOR_NAMED,
        "hand_over": HAND_OVER_DONE,
    }
    rows = [
        [f"{done['open_plan']} `open_plan`", letters_cell(WELCOME, language)],
        [f"{label('opened_again', language)} `open_plan`", letters_cell(NEXT_CYCLE, language)],
        *([f"{done[act]} `{act}`", letters_cell(owed, language)] for act, owed in letters.items()),
    ]
    return table(("act", "letters"), rows, language)


def _transition(row: Transition, language: str) -> list[str]:
    return [
        COMMA[language].join(stage_cell(source, language) for source in row.sources),
        f"{TRIGGER_NAMES[row.trigger].said_in(language)} `{row.trigger}`",
        stage_cell(row.dest, language),
        listed([FIRED_NAMES[by].said_in(language) for by in row.fired_by], language),
        " ".join(sentence(guard).said_in(language) for guard in row.guards) or NONE,
        deadline_words(row.when).said_in(language) if row.when else NONE,
        _follows(row, language),
        letters_cell(row.letters, language),
    ]


def _follows(row: Transition, language: str) -> str:
    """What a transition asks and does besides the move."""
    said = [label("reason", language)] if row.reason_required else []
    if row.reopens:
        again = COMMA[language].join(STEP_NAMES[key].said_in(language) for key in row.reopens)
        said.append(f"{label('asks_again', language)}{COLON[language]}{again}")
    if row.aims:
        said.append(AIM_NAMES[row.aims].said_in(language))
    if row.waives:
        said.append(label("waives", language))
    return SEMICOLON[language].join(said) or NONE


def _triggers(triggers: Sequence[str], language: str) -> list[str]:
    return [TRIGGER_NAMES[trigger].said_in(language) for trigger in dict.fromkeys(triggers)]
