"""The verification: all that is kept, against the bytes of the entries and what was signed."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from audit.check_columns import CheckColumns
from audit.check_consultations import CheckConsultations
from audit.check_entries import CheckEntries
from audit.check_evidence import CheckEvidence
from audit.check_filings import CheckFilings
from audit.check_keys import CheckKeys
from audit.check_state import CheckState
from audit.check_tree import CheckTree
from audit.check_waiting import CheckWaiting, check_heads
from audit.check_words import CheckWords
from audit.findings import FindingKind, Findings
from audit.log_folder import LogFolder, folder_of
from audit.log_walk import LogRow, in_the_log, still, without_a_place
from audit.notes import NoteRefused, VerifierKey
from lifecycle.history import leaf_hash
from lifecycle.rows import PLAN
from models.append_only import missing_triggers

PLANS = select(PLAN.id, PLAN.reference)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at, and what does not hold.

    `covered` is how many entries the newest checkpoint covers; `lost` names keys that were lost.
    """

    plans: int
    entries: int
    sealed: int
    covered: int
    waiting: int
    lost: tuple[str, ...]
    findings: Findings

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(engine: Engine, folder: LogFolder | None = None) -> Verdict:
    """Check the chain of every plan, the tree, every checkpoint, and the tables against them.

    It reads one moment of the database and writes nothing. What the folder outside the database
    holds is read first, so a checkpoint that is signed meanwhile is not taken for one too many.
    """
    folder = folder or folder_of(engine)
    findings = Findings()
    notes, keys = folder.notes(), _keys(folder, findings)
    with still(engine) as session:
        references = {row.id: row.reference for row in session.execute(PLANS)}
        entries = CheckEntries(findings, references)
        tree = CheckTree(session, notes, keys, findings)
        trust, columns = CheckKeys(notes, keys, findings), CheckColumns(findings)
        words = CheckWords(session, references, findings)
        evidence = CheckEvidence(session, references, findings)
        filings = CheckFilings(session, findings)
        consulted = CheckConsultations(session, findings)
        state = CheckState(session, references, findings)
        waiting = CheckWaiting(session, findings)

        def look(row: LogRow) -> None:
            entries.see(row)
            try:
                for check in (columns, words, evidence, filings, consulted, state, trust):
                    check.see(row)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                # No entry of ours: somebody hashed something else, and must not stop the check.
                findings.add(FindingKind.ENTRY, row.place, f"cannot be read: {error!r}")

        for row in in_the_log(session):
            look(row)
            tree.see(row, _leaf(row))
        for row in without_a_place(session):
            look(row)
            waiting.see(row)
        for check in (tree, trust, words, evidence, filings, consulted, state, waiting):
            check.end()
        plans = check_heads(session, entries.heads, findings)
        for table in missing_triggers(session.connection()):
            findings.add(FindingKind.TRIGGERS, table, "its append-only triggers do not all stand")
    return Verdict(
        plans=plans,
        entries=tree.size + waiting.waiting,
        sealed=tree.size,
        covered=tree.newest,
        waiting=waiting.waiting,
        lost=tuple(str(key) for key in trust.lost),
        findings=findings,
    )


def _leaf(row: LogRow) -> bytes:
    """The leaf of an entry, from its bytes; the stored one when they are gone, told elsewhere."""
    if row.content is None:
        return row.leaf or b""
    return bytes.fromhex(leaf_hash(row.content))


def _keys(folder: LogFolder, findings: Findings) -> list[VerifierKey]:
    try:
        return folder.verifiers()
    except NoteRefused as refused:
        findings.add(FindingKind.KEY, str(folder.path), str(refused))
        return []
