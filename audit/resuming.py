"""A checkpoint that somebody else kept, taken back when the folder of the log was lost."""

from sqlalchemy import Engine

from audit.checkpoints import Checkpoint, check_by_any
from audit.log_folder import LogFolder
from audit.notes import VerifierKey
from audit.sealing import PastChanged
from audit.tiles import Tree, log_size
from models.database import reading


def resume_from(
    engine: Engine, folder: LogFolder, note: str, key: VerifierKey | None = None
) -> Checkpoint:
    """Hold a checkpoint that came from a letter or an auditor, when the log begins with it.

    Args:
        engine: the database.
        folder: of the log; it must hold no newer checkpoint.
        note: the whole signed note.
        key: that signed it, when the folder does not know its keys any more.

    Raises:
        NoteRefused: the note is not signed by a key of the log.
        PastChanged: the log does not begin with it, or the folder holds a newer one.
    """
    told = check_by_any(note, folder.verifiers() or ([key] if key else []))
    with folder.alone():
        last = folder.last_note()
        if last and check_by_any(last, folder.verifiers()).size >= told.size:
            raise PastChanged(f"{folder.path} holds a checkpoint as new as this one or newer.")
        with reading(engine) as session:
            if log_size(session) < told.size or Tree(session).root(told.size) != told.root:
                raise PastChanged(
                    f"The log does not begin with the {told.size} entries of this checkpoint."
                )
        if key and not folder.verifiers():
            folder.trust(key)
        folder.hold(told.size, note)
    return told
