"""A citizen's idea: received while the window is open, shown or hidden, erased when it must be."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.acts import Actor
from lifecycle.consultation_rungs import date_next_letter
from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.consultation_window import WindowState
from lifecycle.consultations import locked, state_of
from lifecycle.entries import fresh_salt
from lifecycle.errors import refusal
from lifecycle.history import commitment
from lifecycle.legal_time import local_date
from models.consultation import Consultation, Idea
from models.words import HiddenBecause, Moderation

SHORTEST, LONGEST = 10, 1500  # characters of an idea
MOST = 10_000  # ideas of one window on our own page: beyond it somebody floods it
LABEL = "idea"


def receive_idea(
    session: Session, consultation_id: int, words: str, part: str | None, *, at: datetime
) -> Idea:
    """Take an idea on our own page; it waits until somebody has looked at it.

    The same words again are the same idea: somebody pressed twice.

    Args:
        session: the caller's; nothing is committed here.
        consultation_id: the consultation, whose own page takes ideas.
        words: the idea; nothing else about who proposes it is asked or kept (law 09-08).
        part: the code of the axis or project it is about.
        at: when, aware.

    Raises:
        Refused: the window is not open, ideas are taken on the network's platform, or the words are
            too short or too long.
    """
    row, text = locked(session, consultation_id), tidy(words)
    if not row.own_page or state_of(row, local_date(at)) is not WindowState.OPEN:
        raise refusal(
            "هذا التشاور لا يستقبل الأفكار الآن.",
            "Cette consultation ne recueille pas d’idées en ce moment.",
            "this consultation takes no ideas now",
        )
    if not SHORTEST <= len(text) <= LONGEST:
        raise refusal(
            f"اكتبوا فكرتكم بين {SHORTEST} و{LONGEST} حرف (كتبتم {len(text)}).",
            f"Écrivez entre {SHORTEST} et {LONGEST} caractères (vous en avez {len(text)}).",
            f"write between {SHORTEST} and {LONGEST} characters (there are {len(text)})",
        )
    mine = Idea.consultation_id == row.id
    known = session.scalars(select(Idea).where(mine, Idea.words == text).limit(1)).first()
    if known is not None:
        return known
    last = session.scalar(select(func.max(Idea.number)).where(mine)) or 0
    if last >= MOST:
        raise refusal(
            "توصل هذا التشاور بعدد كبير جدا من الأفكار: اتصلوا بالجماعة الترابية.",
            "Cette consultation a reçu trop d’idées\u00a0: adressez-vous à la collectivité.",
            "this consultation took too many ideas: write to the collectivity",
        )
    idea = new_idea(row.id, last + 1, text, part, at)
    session.add(idea)
    session.flush()
    return idea


def new_idea(
    consultation_id: int, number: int, words: str, part: str | None, at: datetime,
    moderation: Moderation = Moderation.PENDING,
) -> Idea:  # fmt: skip
    """The record of an idea, with a keyed commitment to its words when it has any."""
    salt = fresh_salt() if words else ""
    return Idea(
        consultation_id=consultation_id, number=number, received_at=at, words=words, salt=salt,
        commitment=commitment(salt, LABEL, words) if words else "", part=part or None,
        moderation=moderation,
    )  # fmt: skip


def show_idea(session: Session, idea: Idea, *, actor: Actor, at: datetime) -> None:
    """Show an idea to everybody.

    Raises:
        Refused: its words were erased.
    """
    if idea.commitment and not idea.words:
        raise refusal(
            "محيت كلمات هذه الفكرة.",
            "Les mots de cette idée sont effacés.",
            "the words of this idea were erased",
        )
    _moderate(session, idea, Moderation.SHOWN, None, actor, at)


def hide_idea(
    session: Session, idea: Idea, because: HiddenBecause, *, actor: Actor, at: datetime
) -> None:
    """Show an idea to nobody. How many are hidden, and why, stays public."""
    _moderate(session, idea, Moderation.HIDDEN, because, actor, at)


def destroy_words(idea: Idea) -> None:
    """Destroy the words of a hidden idea and the key of their commitment (law 09-08).

    Raises:
        Refused: it is not hidden.
    """
    if idea.moderation != Moderation.HIDDEN:
        raise refusal(
            "لا تمحى إلا كلمات فكرة محجوبة.",
            "Seuls les mots d’une idée masquée s’effacent.",
            "only the words of a hidden idea are erased",
        )
    idea.words = idea.salt = ""


def tidy(words: str) -> str:
    """The words as they are kept: lines of printable signs, without empty lines at the ends."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(filter(str.isprintable, one)).rstrip() for one in lines).strip()


def _moderate(
    session: Session, idea: Idea, state: Moderation, because: HiddenBecause | None, actor: Actor,
    at: datetime,
) -> None:  # fmt: skip
    idea.moderation, idea.hidden_because = state, because
    idea.moderated_at, idea.moderated_by = at, actor.id
    session.flush()
    row = session.get_one(Consultation, idea.consultation_id)
    date_next_letter(session, row, local_date(at), ConsultationSettings())
    session.flush()
