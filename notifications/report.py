"""What a delivery did, in counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.words import LetterState
from notifications.due import Due


@dataclass(slots=True)
class DeliveryReport:
    """Letters by the state in which a delivery left them.

    `put_off` wait for the window or for their reader's next day. `server_down` says why the mail
    server could not be used: the letters of that batch are queued as before.
    """

    states: Counter[LetterState] = field(default_factory=Counter)
    put_off: int = 0
    reclaimed: int = 0
    server_down: str | None = None

    @property
    def accepted(self) -> int:
        """Letters that the mail server or the embedded mailbox has taken."""
        return self.states[LetterState.ACCEPTED]

    def add(self, batch: "DeliveryReport") -> None:
        """Count in what a batch did, once it is committed."""
        self.states.update(batch.states)
        self.put_off += batch.put_off

    def count(self, letters: Iterable[Due]) -> None:
        """Count letters about which it was decided that they do not leave now."""
        for letter in letters:
            if letter.state in (LetterState.QUEUED, LetterState.DEFERRED, LetterState.UNKNOWN):
                self.put_off += 1
            else:
                self.states[letter.state] += 1

    def count_tried(self, letter: Due) -> None:
        """Count a letter that was on the wire by what became of it."""
        self.states[letter.state] += 1

    def counts(self) -> dict[str, int | str]:
        """The counts by name, without the zeros."""
        counted: dict[str, int | str] = {str(state): n for state, n in self.states.items() if n}
        named = {"put_off": self.put_off, "reclaimed": self.reclaimed}
        counted |= {name: n for name, n in named.items() if n}
        return counted | ({"server_down": self.server_down} if self.server_down else {})
