"""Everything that the engine holds on one person: the right of access (law 09-08, art. 7).

The article is cited as secondary sources number it; its text was not read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from audit import held_acts, held_contact, held_letters_of
from audit.held_contact import Row
from audit.held_reasons import WHY
from lifecycle.language import Phrase

Read = Callable[[Session, int], list[Row]]


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of thing that is held: the table it lies in, why it is kept, and its rows."""

    where: str
    why: Phrase
    rows: list[Row]


# Each kind by the table in which it lies; what hangs on a row (words, bytes) is told with it.
KINDS: dict[str, Read] = {
    "person": held_contact.person_row,
    "role_holding": held_contact.roles,
    "absence": held_contact.absences,
    "account": held_contact.account,
    "account_session": held_contact.browsers,
    "signed_link": held_contact.links,
    "succession": held_contact.successions,
    "outbox_letter": held_letters_of.letters,
    "delivery_attempt": held_letters_of.attempts,
    "bounce": held_letters_of.bounces,
    "history_entry": held_acts.entries,
    "evidence": held_acts.evidence,
    "filed_document": held_acts.documents,
    "batch": held_acts.batches,
    "operation_record": held_acts.operations,
    "log_entry": held_acts.log_entries,
}
# Told with the row they hang on: the words of an entry, the bytes of a letter.
TOLD_WITH = {"history_disclosure": "history_entry", "letter_message": "outbox_letter"}


def held_on_person(session: Session, person_id: int) -> list[Held]:
    """What is held on a person, kind by kind; kinds of which there is nothing are left out.

    Hashes of passwords and tokens are not shown: they are nobody's to read.
    """
    found = [(where, read(session, person_id)) for where, read in KINDS.items()]
    return [Held(where, WHY[where], rows) for where, rows in found if rows]
