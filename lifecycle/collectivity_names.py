"""The full names of collectivities, many at once."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lifecycle.language import Phrase
from lifecycle.pathway_words import full_name
from models.collectivity import Collectivity

NAMED = select(
    Collectivity.code, Collectivity.kind, Collectivity.name_ar, Collectivity.name_fr
).where(Collectivity.code.in_(bindparam("codes", expanding=True)))


def names_of(session: Session, codes: Iterable[str]) -> dict[str, Phrase]:
    """The full names of collectivities by their register code: "Commune de Béni Mellal"."""
    rows = session.execute(NAMED, {"codes": sorted(set(codes))})
    return {code: full_name(kind, ar, fr) for code, kind, ar, fr in rows}
