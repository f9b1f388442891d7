"""The plans that answer to what somebody typed: a reference, a register code, a part of a name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.collectivity_words import full_name
from lifecycle.names import fold
from lifecycle.rows import PLAN
from models.collectivity import Collectivity


def plans_named(session: Session, text: str) -> frozenset[int]:
    """The numbers of the plans of every cycle that answer; none when nothing does.

    Names are compared in one form (`lifecycle.names.fold`), which no database does alike: so the
    members' names are read, and chosen from in memory.
    """
    said, wanted = text.strip().casefold(), fold(text)
    query = select(
        PLAN.id, PLAN.reference, Collectivity.code, Collectivity.kind,
        Collectivity.name_ar, Collectivity.name_fr,
    ).join(Collectivity, Collectivity.code == PLAN.collectivity_code)  # fmt: skip
    rows = session.execute(query).all()
    exact = {row.id for row in rows if said in (row.reference.casefold(), row.code.casefold())}
    if exact or not wanted:
        return frozenset(exact)
    names = ((row.id, full_name(row.kind, row.name_ar, row.name_fr)) for row in rows)
    return frozenset(n for n, name in names if wanted in fold(name.ar) or wanted in fold(name.fr))
