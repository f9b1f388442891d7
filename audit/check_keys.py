"""Whether each key that signed was named in the log and vouched for by the key before it."""

from collections.abc import Sequence

from audit.checkpoints import check_checkpoint
from audit.findings import FindingKind, Findings
from audit.log_walk import LogRow
from audit.notes import NoteRefused, VerifierKey
from models.log import LOG_CHAIN
from models.words import LogEntryKind


class CheckKeys:
    """Follows the trust from the first key, which auditors hold, to the one that signs now.

    `lost` ends as the keys that could not vouch for the next one, because they were lost.
    """

    def __init__(
        self, notes: Sequence[str], keys: Sequence[VerifierKey], findings: Findings
    ) -> None:
        self._notes, self._keys, self._findings = notes, keys, findings
        self._named: dict[str, tuple[int, bool]] = {}
        self.lost: list[VerifierKey] = []

    def see(self, row: LogRow) -> None:
        """Take note of an entry that names a new key."""
        said = row.said
        if row.n is None or row.chain != LOG_CHAIN or said is None:
            return
        if said["type"] == LogEntryKind.KEY_CHANGED:
            body = said["body"]
            self._named[str(body.get("new"))] = (row.n, bool(body.get("lost")))

    def end(self) -> None:
        """Look at every key but the first."""
        for before, key in zip(self._keys, self._keys[1:], strict=False):
            place = f"key {key.id.hex()}"
            named = self._named.get(str(key))
            if named is None:
                self._findings.add(FindingKind.KEY, place, "no entry of the log names it")
            elif named[1]:
                self.lost.append(before)
            elif not any(_signed_after(note, before, named[0]) for note in self._notes):
                told = f"the key before it, {before.id.hex()}, never vouched for it"
                self._findings.add(FindingKind.KEY, place, told)
        self._check_outdated()

    def _check_outdated(self) -> None:
        """A key signs nothing alone once another has taken over: it may be in other hands."""
        for at, key in enumerate(self._keys[1:], start=1):
            start = self._named.get(str(key), (None, False))[0]
            for note in self._notes if start is not None else ():
                size = _size_if_signed(note, self._keys[:at])
                newer = _size_if_signed(note, self._keys[at:])
                if size is not None and newer is None and start is not None and size > start:
                    told = f"was signed by a key that {key.id.hex()} had taken over from"
                    self._findings.add(FindingKind.KEY, f"checkpoint {size}", told)


def _signed_after(note: str, key: VerifierKey, leaf: int) -> bool:
    """Whether a key signed a log that holds a leaf."""
    size = _size_if_signed(note, [key])
    return size is not None and size > leaf


def _size_if_signed(note: str, keys: Sequence[VerifierKey]) -> int | None:
    for key in keys:
        try:
            return check_checkpoint(note, key).size
        except NoteRefused:
            continue
    return None
