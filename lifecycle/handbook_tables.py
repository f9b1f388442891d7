"""The tables of the handbook, each as Markdown in one language."""

from collections.abc import Sequence

from lifecycle.guards import sentence
from lifecycle.handbook_words import AIM_NAMES, FIRED_NAMES, LABELS, SOURCE_NAMES
from lifecycle.language import EvidenceField, Letter, Pathway, Rung, StepRule, Transition, Unit
from lifecycle.pathway import (
    DEADLINE_MOVED,
    HELD_FOR_A_PERSON,
    NEXT_CYCLE,
    SESSION_MOVED,
    STEP_ACCEPTED,
    STEP_RETURNED,
    WELCOME,
)
from lifecycle.pathway_words import (
    OUTCOME_NAMES,
    PROVENANCE_NAMES,
    ROLE_NAMES,
    RUNG_NAMES,
    STAGE_NAMES,
    STEP_HOW,
    STEP_NAMES,
    TRIGGER_DONE,
    TRIGGER_NAMES,
    counted,
    deadline_words,
)
from models.words import Stage, VoteOutcome

COMMA = {"en": ", ", "fr": ", ", "ar": "، "}
SEMICOLON = {"en": "; ", "fr": "\u00a0; ", "ar": "؛ "}
COLON = {"en": ": ", "fr": "\u00a0: ", "ar": ": "}
NONE = "—"


def stages(pathway: Pathway, language: str) -> str:
    """Each stage, how it is entered and how it is left."""
    rows = []
    for stage in pathway.stages:
        into = [row.trigger for row in pathway.transitions if row.dest == stage]
        out = [row.trigger for row in pathway.transitions if stage in row.sources]
        start = [_label("start", language)] if stage == pathway.stages[0] else []
        rows.append(
            [
                _stage(stage, language),
                _listed(start + _triggers(into, language), language),
                _listed(_triggers(out, language), language),
            ]
        )
    return _table(("stage", "entered_by", "left_by"), rows, language)


def transitions(pathway: Pathway, language: str) -> str:
    """Each row of the table: from, by what, to, who fires it, what refuses it, what follows."""
    names = ("from", "transition", "to", "fired_by", "refused", "not_before", "also", "letters")
    return _table(names, [_transition(row, language) for row in pathway.transitions], language)


def acts(language: str) -> str:
    """The letters of the acts that are not transitions."""
    done = {name: phrase.said_in(language) for name, phrase in TRIGGER_DONE.items()}
    rows = [
        [f"{done['open_plan']} `open_plan`", _letters(WELCOME, language)],
        [f"{_label('opened_again', language)} `open_plan`", _letters(NEXT_CYCLE, language)],
        [f"{done['accept_step']} `accept_step`", _letters(STEP_ACCEPTED, language)],
        [f"{done['return_step']} `return_step`", _letters(STEP_RETURNED, language)],
        [f"{done['move_deadline']} `move_deadline`", _letters(DEADLINE_MOVED, language)],
        [f"{done['move_session']} `move_session`", _letters(SESSION_MOVED, language)],
    ]
    return _table(("act", "letters"), rows, language)


def steps(asked: Sequence[StepRule], language: str) -> str:
    """Each step of a stage: who acts, what is asked, when it opens, by when, and why then."""
    names = ("step", "who", "evidence", "opens", "deadline", "source", "review")
    table = _table(names, [_step(step, language) for step in asked], language)
    how = [
        f"- **{STEP_NAMES[step.key].said_in(language)}**{COLON[language]}"
        f"{STEP_HOW[step.key].said_in(language)}"
        for step in asked
    ]
    return f"{table}\n\n{_label('what_to_do', language)}{COLON[language].rstrip(' ')}\n\n" + (
        "\n".join(how)
    )


def ladder(rungs: Sequence[Rung], language: str) -> str:
    """Each rung: when it is owed, and what it sends to whom."""
    rows = [
        [
            f"{RUNG_NAMES[rung.key].said_in(language)} `{rung.key}`",
            _rung_day(rung, language),
            _letters(rung.letters, language) if rung.letters else _label("digest_only", language),
        ]
        for rung in rungs
    ]
    return _table(("rung", "when", "letters"), rows, language)


def _transition(row: Transition, language: str) -> list[str]:
    return [
        COMMA[language].join(_stage(source, language) for source in row.sources),
        f"{TRIGGER_NAMES[row.trigger].said_in(language)} `{row.trigger}`",
        _stage(row.dest, language),
        _listed([FIRED_NAMES[by].said_in(language) for by in row.fired_by], language),
        " ".join(sentence(guard).said_in(language) for guard in row.guards) or NONE,
        deadline_words(row.when).said_in(language) if row.when else NONE,
        _follows(row, language),
        _letters(row.letters, language),
    ]


def _follows(row: Transition, language: str) -> str:
    """What a transition asks and does besides the move."""
    said = [_label("reason", language)] if row.reason_required else []
    if row.reopens:
        again = COMMA[language].join(STEP_NAMES[key].said_in(language) for key in row.reopens)
        said.append(f"{_label('asks_again', language)}{COLON[language]}{again}")
    if row.aims:
        said.append(AIM_NAMES[row.aims].said_in(language))
    if row.waives:
        said.append(_label("waives", language))
    return SEMICOLON[language].join(said) or NONE


def _step(step: StepRule, language: str) -> list[str]:
    rule = step.deadline
    remarks = [] if step.enabled else [_label("off", language)]
    remarks += [] if step.needed else [_label("not_needed", language)]
    remark = f" ({COMMA[language].join(remarks)})" if remarks else ""
    source = SOURCE_NAMES[rule.source].said_in(language)
    checked = _label("verified" if rule.verified else "unverified", language)
    return [
        f"{STEP_NAMES[step.key].said_in(language)} `{step.key}`{remark}",
        ROLE_NAMES[step.actor].said_in(language),
        COMMA[language].join(_field(field, language) for field in step.evidence),
        _opens(step, language),
        deadline_words(rule).said_in(language),
        f"**{PROVENANCE_NAMES[rule.provenance].said_in(language)}**, {checked}"
        f"{COLON[language]}{source}",
        _label("yes" if step.review else "no", language),
    ]


def _field(field: EvidenceField, language: str) -> str:
    said = field.label.said_in(language)
    return said if field.required else f"{said} ({_label('optional', language)})"


def _opens(step: StepRule, language: str) -> str:
    said = COMMA[language].join(STEP_NAMES[key].said_in(language) for key in step.after)
    if step.after_outcome:
        outcome = OUTCOME_NAMES[VoteOutcome(step.after_outcome)].said_in(language)
        said += f" ({_label('if', language)} {outcome})"
    return said or _label("with_stage", language)


def _rung_day(rung: Rung, language: str) -> str:
    if rung.number is None:
        return _label("opening", language)
    far = counted(abs(rung.number), Unit.WORKING_DAYS).said_in(language)
    said = [f"{far} {_label('before' if rung.number < 0 else 'after', language)}"]
    if rung.half:
        said.append(_label("half", language))
    if rung.span_over:
        span = counted(rung.span_over, Unit.WORKING_DAYS).said_in(language)
        said.append(f"{_label('longer', language)} {span}")
    return COMMA[language].join(said)


def _letters(letters: Sequence[Letter], language: str) -> str:
    return SEMICOLON[language].join(_letter(letter, language) for letter in letters) or NONE


def _letter(letter: Letter, language: str) -> str:
    to = COMMA[language].join(ROLE_NAMES[role].said_in(language) for role in letter.to)
    marks = [_label("urgent", language)] if letter.urgent else []
    marks += [_label("held", language)] if letter.kind in HELD_FOR_A_PERSON else []
    mark = f" ({COMMA[language].join(marks)})" if marks else ""
    return f"`{letter.kind}`{mark}{COLON[language]}{to}"


def _stage(stage: Stage, language: str) -> str:
    return f"{STAGE_NAMES[stage].said_in(language)} `{stage.value}`"


def _triggers(triggers: Sequence[str], language: str) -> list[str]:
    return [TRIGGER_NAMES[trigger].said_in(language) for trigger in dict.fromkeys(triggers)]


def _listed(said: Sequence[str], language: str) -> str:
    return COMMA[language].join(said) or NONE


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> str:
    lines = [[_label(name, language) for name in names], ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _label(name: str, language: str) -> str:
    return LABELS[name].said_in(language)
