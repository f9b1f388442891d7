"""What must hold of a database after any fault: nothing half done, nothing lost, copies counted."""

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from post_office import PostOffice
from sqlalchemy import Engine, func, select

from audit.checkpoints import check_by_any
from audit.log_folder import LogFolder, folder_of
from audit.merkle import root_of
from audit.tiles import Tree, log_size
from audit.verification import verify
from models.base import table_of
from models.database import reading
from models.history import HistoryEntry
from models.log import LogCheckpoint, LogEntry, LogLeaf, LogPending
from models.outbox import OutboxLetter
from models.plan import PlanStep
from models.words import LetterState, StepState

LETTER = table_of(OutboxLetter).c
FINAL = {
    LetterState.ACCEPTED, LetterState.UNDELIVERABLE, LetterState.CANCELLED, LetterState.SKIPPED,
    LetterState.HELD, LetterState.UNKNOWN,
}  # fmt: skip

LEFT = {LetterState.ACCEPTED, LetterState.UNDELIVERABLE, LetterState.UNKNOWN}


@dataclass
class Post:
    """Letters and copies, counted after everything was delivered."""

    letters: int = 0
    copies: int = 0
    windows: int = 0  # recorded: handed over, and the answer lost
    lost: int = 0
    most: int = 0  # copies of one letter

    @property
    def extra(self) -> int:
        """Copies beyond the first of each letter."""
        return self.copies - self.letters


def check_history(engine: Engine, folder: LogFolder | None = None) -> int:
    """State is what the history tells, the log has no gap, checkpoints agree; how many entries."""
    folder = folder or folder_of(engine)
    verdict = verify(engine, folder)
    assert verdict.holds, [str(one) for one in verdict.findings.kept]
    with reading(engine) as session:
        places = list(session.scalars(select(LogLeaf.n).order_by(LogLeaf.n)))
        assert places == list(range(len(places)))
        entries = session.scalar(select(func.count(HistoryEntry.id))) or 0
        own = session.scalar(select(func.count(LogEntry.seq))) or 0
        owed = session.scalar(select(func.count(LogPending.id))) or 0
        assert len(places) + owed == entries + own
        tree, size = Tree(session), log_size(session)
        held = [check_by_any(note, folder.verifiers()) for note in folder.notes()]
        kept = set(session.scalars(select(LogCheckpoint.size)))
    assert all(one.size < other.size for one, other in pairwise(held))
    assert kept <= {one.size for one in held}
    with reading(engine) as session:
        tree = Tree(session)
        for one in held:
            assert one.size <= size
            assert root_of(tree.node, 0, one.size) == one.root
    return int(entries)


def check_transitions(engine: Engine, journal: Path) -> int:
    """Each transition has all of its entries and letters, or none; how many entries."""
    with reading(engine) as session:
        entries = set(session.scalars(select(HistoryEntry.leaf_hash)))
        letters = set(session.scalars(select(LETTER.key)))
    told = [json.loads(line) for line in journal.read_text().splitlines()]
    whole = [one for one in told if entries.issuperset(one["entries"])]
    for one in told:
        assert one in whole or not entries.intersection(one["entries"]), one
    owed = {key for one in whole for key in one["letters"]}
    undone = {key for one in told if one not in whole for key in one["letters"]} - owed
    assert owed <= letters
    assert not undone & letters
    written = {leaf for one in whole for leaf in one["entries"]}
    assert entries == written
    return len(written)


def check_rungs(engine: Engine) -> int:
    """Each open step says which rung it owed last, and just that rung was written."""
    with reading(engine) as session:
        steps = session.scalars(select(PlanStep).where(PlanStep.state == StepState.OPEN)).all()
        found = session.execute(
            select(LETTER.plan_id, LETTER.step_key, LETTER.occurrence, LETTER.rung).where(
                LETTER.rung.is_not(None)
            )
        ).all()
    written = {tuple(row) for row in found}
    for step in steps:
        place = (step.plan_id, step.key, step.occurrence)
        if step.last_rung is None:
            assert not [row for row in written if row[:3] == place], place
        else:
            assert (*place, step.last_rung) in written, place
    return len(written)


def count_post(engine: Engine, office: PostOffice) -> Post:
    """Count letters and copies; no letter waits, none has more copies than windows allow."""
    post = Post()
    with reading(engine) as session:
        letters = session.scalars(select(OutboxLetter).where(OutboxLetter.replayed.is_(False)))
        for letter in letters:
            assert letter.state in FINAL, (letter.key, letter.state)
            copies = office.copies.get(letter.id, [])
            post.windows += letter.ambiguous
            if letter.state == LetterState.ACCEPTED and not copies:
                post.lost += 1
            if not copies:
                continue
            # One that may have left, and is not owed any more, is not sent again.
            assert letter.state in LEFT or letter.ambiguous, (letter.key, letter.state)
            assert len(copies) <= 1 + letter.ambiguous, letter.key
            assert len(office.names(letter.id)) == 1
            assert len(set(copies)) == 1
            post.letters, post.copies = post.letters + 1, post.copies + len(copies)
            post.most = max(post.most, len(copies))
    assert post.copies == office.taken
    return post
