"""Another key takes over: said in the log, and signed by both, so that trust passes on."""

from sqlalchemy import Engine

from audit.log_folder import LogFolder, new_key
from audit.notes import VerifierKey
from audit.own_entries import add_own_entry
from audit.sealing import sign_alone
from audit.sequencer import sequence
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from models.database import writing
from models.failpoints import Point, reach
from models.words import LogEntryKind


def rotate_key(
    engine: Engine, clock: Clock, folder: LogFolder, occasion: Occasion, *, lost: bool = False
) -> VerifierKey:
    """Sign with a fresh key from now on; gives back its public half, for the auditors.

    The entry that names the new key is covered by a checkpoint that the old key signs as well.
    When the old one is lost nothing can pass its trust on: the entry says so, and every auditor
    must be given the new key in another way.

    Raises:
        NoteRefused: the old key cannot be read and is not said to be lost, or none signed yet.
        PastChanged: the log does not begin with the one that was signed before.
    """
    with folder.alone():  # who signed meanwhile would sign with a key that is being replaced
        return _rotate(engine, clock, folder, occasion, lost=lost)


def _rotate(
    engine: Engine, clock: Clock, folder: LogFolder, occasion: Occasion, *, lost: bool
) -> VerifierKey:
    old = folder.verifiers()[-1:] if lost else [folder.signer().verifier]
    signers = [] if lost else [folder.signer()]
    name = old[0].name if old else folder.signer().name
    fresh = new_key(name)
    told = {"lost": lost, "new": str(fresh.verifier), "old": str(old[0]) if old else None}
    with writing(engine) as session:
        add_own_entry(session, LogEntryKind.KEY_CHANGED, told, occasion)
    reach(Point.KEY_SAID)
    sequence(engine)
    sign_alone(engine, clock, folder, [*signers, fresh])
    reach(Point.KEY_VOUCHED)
    folder.replace_key(fresh)
    reach(Point.KEY_REPLACED)
    return fresh.verifier
