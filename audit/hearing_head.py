"""The head of the paper and its end: whose history it is, and how to check it."""

from audit.hearing import Hearing, utc
from audit.hearing_paper import TITLE, HearingPaper
from audit.hearing_words import hearing_word
from audit.history_said import region_said, stage_said
from audit.log_state import LogState
from audit.paper_words import Words


def write_head(paper: HearingPaper, told: Hearing) -> None:
    """The collectivity, its plan, where it stands, when this was made and what it takes in."""
    one, language = told.first, told.language
    cohort = hearing_word(
        "cohort_value",
        language,
        name=told.cohort.said_in(language),
        code=one.cohort,
        cycle=one.cycle,
    )
    paper.heading(hearing_word("title", language), size=TITLE)
    paper.heading(told.name)
    paper.facts(
        [
            (hearing_word("reference", language), Words(one.reference, technical=True)),
            (hearing_word("code", language), Words(one.collectivity_code, technical=True)),
            (hearing_word("region", language), Words(region_said(one, language))),
            (hearing_word("cohort", language), Words(cohort)),
            (hearing_word("stage", language), Words(stage_said(told.last.to_stage, language))),
            (hearing_word("entries", language), Words(str(len(told.entries)), technical=True)),
            (hearing_word("until", language), Words(f"{utc(told.until)} UTC", technical=True)),
            (hearing_word("made", language), Words(f"{utc(told.made_at)} UTC", technical=True)),
        ]
    )


def write_check(paper: HearingPaper, told: Hearing) -> None:
    """How to check the paper: the hash of the last entry, the log, and the signed checkpoint."""
    language, last = told.language, told.last
    placed = [entry.place for entry in told.entries if entry.place is not None]
    paper.heading(hearing_word("check", language), room=60)
    paper.paragraph(hearing_word("how", language))
    facts = [
        (hearing_word("head", language), Words(last.leaf_hash, technical=True, fixed=True)),
        (hearing_word("placed", language), _share(len(placed), told)),
    ]
    if told.log is not None:
        covered = sum(place < told.log.size for place in placed)
        facts.append((hearing_word("covered", language), _share(covered, told)))
        facts += _of_the_log(told.log, language)
    paper.facts(facts)
    if told.log is None:
        paper.paragraph(hearing_word("no_note", language))
    else:
        paper.verbatim(hearing_word("note", language), told.log.note.rstrip())
    paper.paragraph(hearing_word("role_note", language))


def _share(some: int, told: Hearing) -> Words:
    return Words(hearing_word("of", told.language, some=some, all=len(told.entries)))


def _of_the_log(log: LogState, language: str) -> list[tuple[str, Words]]:
    return [
        (hearing_word("size", language), Words(str(log.size), technical=True)),
        (hearing_word("root", language), Words(log.root, technical=True, fixed=True)),
    ]
