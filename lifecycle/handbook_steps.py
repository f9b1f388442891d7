"""The tables of the handbook about steps: what is asked, by when, and who is reminded."""

from collections.abc import Iterable, Sequence

from lifecycle.handbook_cells import COLON, COMMA, label, letters_cell, listed, table
from lifecycle.handbook_words import SOURCE_NAMES
from lifecycle.language import EvidenceField, Rung, StepRule, Unit
from lifecycle.pathway_words import (
    OUTCOME_NAMES,
    PROVENANCE_NAMES,
    ROLE_NAMES,
    RUNG_NAMES,
    STEP_HOW,
    STEP_NAMES,
    counted,
    deadline_words,
)
from models.words import VoteOutcome


def steps(asked: Sequence[StepRule], language: str) -> str:
    """Each step of a stage: who acts, what is asked, when it opens, by when, and why then."""
    names = ("step", "who", "evidence", "opens", "deadline", "source", "review")
    rows = table(names, [_step(step, language) for step in asked], language)
    how = [
        f"- **{STEP_NAMES[step.key].said_in(language)}**{COLON[language]}"
        f"{STEP_HOW[step.key].said_in(language)}"
        for step in asked
    ]
    return f"{rows}\n\n{label('what_to_do', language)}{COLON[language].rstrip(' ')}\n\n" + (
        "\n".join(how)
    )


def ladder(rungs: Iterable[Rung], language: str) -> str:
    """Each rung: when it is owed, and what it sends to whom."""
    rows = [
        [
            f"{RUNG_NAMES[rung.key].said_in(language)} `{rung.key}`",
            _rung_day(rung, language),
            letters_cell(rung.letters, language)
            if rung.letters
            else label("digest_only", language),
        ]
        for rung in rungs
    ]
    return table(("rung", "when", "letters"), rows, language)


def _step(step: StepRule, language: str) -> list[str]:
    rule = step.deadline
    remarks = [] if step.enabled else [label("off", language)]
    remarks += [] if step.needed else [label("not_needed", language)]
    remark = f" ({COMMA[language].join(remarks)})" if remarks else ""
    known = SOURCE_NAMES.get(rule.source)  # a new source is shown as it was written
    source = known.said_in(language) if known else rule.source
    checked = label("verified" if rule.verified else "unverified", language)
    return [
        f"{STEP_NAMES[step.key].said_in(language)} `{step.key}`{remark}",
        ROLE_NAMES[step.actor].said_in(language),
        listed([_field(field, language) for field in step.evidence], language),
        _opens(step, language),
        deadline_words(rule).said_in(language),
        f"**{PROVENANCE_NAMES[rule.provenance].said_in(language)}**{COMMA[language]}{checked}"
        f"{COLON[language]}{source}",
        label("yes" if step.review else "no", language),
    ]


def _field(field: EvidenceField, language: str) -> str:
    said = field.label.said_in(language)
    return said if field.required else f"{said} ({label('optional', language)})"


def _opens(step: StepRule, language: str) -> str:
    said = COMMA[language].join(STEP_NAMES[key].said_in(language) for key in step.after)
    if step.after_outcome:
        outcome = OUTCOME_NAMES[VoteOutcome(step.after_outcome)].said_in(language)
        said += f" ({label('if', language)} {outcome})"
    return said or label("with_stage", language)


def _rung_day(rung: Rung, language: str) -> str:
    if rung.number is None:
        return label("opening", language)
    far = counted(abs(rung.number), Unit.WORKING_DAYS).said_in(language)
    said = [f"{far} {label('before' if rung.number < 0 else 'after', language)}"]
    if rung.half:
        said.append(label("half", language))
    if rung.span_over:
        span = counted(rung.span_over, Unit.WORKING_DAYS).said_in(language)
        said.append(f"{label('longer', language)} {span}")
    return COMMA[language].join(said)
