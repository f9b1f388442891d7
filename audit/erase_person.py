"""Erasing a person: their name, addresses and words are destroyed; the number stays (law 09-08).

What is kept: the roles with their days, the entries of the history without words, the evidence and
the documents. They are records of a public body, and name the person by an opaque number that leads
to nobody any more.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from audit.erase_words import destroy_words
from audit.found_person import opaque_id, roles_held
from audit.held_letters_of import addresses_of, bounces_of
from audit.letters_erased import CAUSE, destroy_of_others, erase_letters_to
from audit.letters_naming import letters_naming
from audit.own_entries import add_own_entry
from audit.person_reasons import Because
from audit.words_of_person import words_of
from lifecycle.acts import EVERYTHING
from lifecycle.collectivity_names import names_of
from lifecycle.entries import Occasion
from lifecycle.errors import Refused, refusal
from lifecycle.language import Phrase
from lifecycle.pathway_words import ROLE_NAMES
from lifecycle.succession import decline_succession
from models.account import Account, AccountSession
from models.base import table_of
from models.batch import Batch
from models.bounce import Bounce
from models.failpoints import Point, reach
from models.link import SignedLink
from models.person import Absence, Person, RoleHolding
from models.succession import Succession
from models.words import Language, LogEntryKind, SuccessionState

LINK, BOUNCE, BATCH = map(table_of, (SignedLink, Bounce, Batch))


@dataclass(slots=True)
class Erased:
    """What was erased: how many of each, the places of the words, the digests of bounces' files."""

    person: str
    counts: dict[str, int] = field(default_factory=dict)
    words: list[list[Any]] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)


def erase_person(session: Session, person_id: int, because: Because, occasion: Occasion) -> Erased:
    """Erase a person who holds no role, with one entry in the log.

    Args:
        session: the caller's; nothing is committed here. The bytes are gone from the files only
            after `audit.bytes_gone` has worked, outside the transaction.
        person_id: whose data.
        because: why, in a word of the list.
        occasion: who erases, and when.

    Raises:
        Refused: they hold a role or will, were erased already, or a letter is on its way that
            holds their data; the caller rolls back.
    """
    erased = destroy_person(session, person_id, occasion)
    body = {"person": erased.person, "words": erased.words, "because": because.value}
    add_own_entry(session, LogEntryKind.ERASED, body, occasion)
    reach(Point.ERASURE_SAID)
    return erased


def destroy_person(session: Session, person_id: int, occasion: Occasion) -> Erased:
    """The same without the log's entry, which the caller owes in the same transaction."""
    person = _erasable(session, person_id, occasion.today)
    erased = Erased(opaque_id(person_id))
    _decline(session, person_id, occasion)
    _erase_letters(session, person_id, erased)
    _erase_words(session, person_id, erased)
    _erase_rows(session, person_id, occasion.at, erased)
    _bury(person, occasion.today)
    session.flush()
    return erased


def _erasable(session: Session, person_id: int, today: date) -> Person:
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.erased_on is not None:
        raise refusal(
            "محيت معطيات هذا الشخص من قبل.",
            "Les données de cette personne sont déjà effacées.",
            f"{opaque_id(person_id)} was erased already",
        )
    if held := roles_held(session, person_id, today):
        raise _holds(session, held)
    return person


def _holds(session: Session, held: list[RoleHolding]) -> Refused:
    """Whoever answers for something is named until somebody else does."""
    codes = [one.collectivity_code or one.region_code for one in held]
    names = names_of(session, [code for code in codes if code])
    network = Phrase("الشبكة بأكملها", "l’ensemble du réseau", "the whole network")
    places = [names.get(code or "", network) for code in codes]
    said = {
        language: ", ".join(
            f"{ROLE_NAMES[one.role].said_in(language)} ({place.said_in(language)})"
            for one, place in zip(held, places, strict=True)
        )
        for language in ("ar", "fr", "en")
    }
    return refusal(
        f"ما زال هذا الشخص يشغل دورا: {said['ar']}. عينوا خلفا أولا.",
        f"Cette personne exerce encore un rôle : {said['fr']}. Désignez d’abord un successeur.",
        f"this person still holds a role: {said['en']}. Name a successor first",
    )


def _decline(session: Session, person_id: int, occasion: Occasion) -> None:
    """Whoever is erased takes over no role: what they were asked is answered with no."""
    asked = select(Succession.id).where(
        Succession.successor_id == person_id, Succession.state == SuccessionState.NAMED
    )
    actor = replace(occasion.actor, powers=EVERYTHING)  # who may erase may answer for them
    for number in session.scalars(asked).all():
        decline_succession(session, number, at=occasion.at, cause=occasion.cause, actor=actor)


def _erase_letters(session: Session, person_id: int, erased: Erased) -> None:
    """Letters to them, those to others that show their address, and the reports that came back."""
    addresses, bounces = addresses_of(session, person_id), bounces_of(session, person_id)
    erased.reports = list(session.scalars(select(Bounce.sha256).where(bounces)))
    erased.counts["bounces"] = len(erased.reports)
    gone = update(BOUNCE).where(BOUNCE.c.sha256.in_(erased.reports))
    session.connection().execute(gone.values(address=None, diagnostic=""))
    cancelled, written = erase_letters_to(session, person_id)
    of_others = destroy_of_others(session, letters_naming(session, addresses))
    erased.counts |= {
        "letters cancelled": cancelled,
        "letters whose bytes are destroyed": written,
        "letters to others that show their address": of_others,
    }


def _erase_words(session: Session, person_id: int, erased: Erased) -> None:
    words = words_of(session, person_id)
    erased.words = [one.place for one in words]
    erased.counts["words of the history"] = len(words)
    erased.counts["letters that told these words"] = destroy_words(session, words)
    decided = update(BATCH).where(BATCH.c.made_by == opaque_id(person_id))
    session.connection().execute(decided.values(reason=""))


def _erase_rows(session: Session, person_id: int, at: datetime, erased: Erased) -> None:
    """Absences and ways in are deleted; links stay as rows, and open nothing."""
    for name, record in (
        ("absences", Absence), ("browsers signed in", AccountSession), ("accounts", Account)
    ):  # fmt: skip
        table = table_of(record)
        gone = delete(table).where(table.c.person_id == person_id)
        erased.counts[name] = session.connection().execute(gone).rowcount
    theirs = update(LINK).where(LINK.c.person_id == person_id)
    taken_back = theirs.where(LINK.c.revoked_at.is_(None)).values(revoked_at=at)
    erased.counts["links taken back"] = session.connection().execute(taken_back).rowcount
    session.connection().execute(theirs.values(revoked_because=CAUSE))
    session.expire_all()


def _bury(person: Person, today: date) -> None:
    """What stands in place of a name: the number; no letter can be sent to what has no @."""
    person.name, person.email = opaque_id(person.id), f"erased-{person.id}"
    person.language = Language.BOTH
    person.undeliverable_since, person.undeliverable_cause = today, "erased"
    person.erased_on = today
